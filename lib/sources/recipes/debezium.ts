import { batchUrl, type Recipe } from './recipe'

export const debezium: Recipe = {
  id: 'debezium',
  title: 'Debezium Server',
  hint: 'Its HTTP sink, signed',
  signs: true,
  notes: [
    'Its HTTP sink sends no key but signs: give this server the source with the same secret, and start it anew.',
    'It stops for good after its retries, five within seconds by default: raise them, as here, so that it outlasts a restart of DataWatch.',
    'Since 3.6 debezium.sink.http.batch.enabled=true sends up to 200 changes at once.',
  ],
  blocks: [
    {
      label: 'application.properties',
      language: 'properties',
      code: (place) => `debezium.sink.type=http
debezium.sink.http.url=${batchUrl(place)}
debezium.sink.http.authentication.type=standard-webhooks
debezium.sink.http.authentication.webhook.secret=whsec_${place.key}
debezium.sink.http.retries=100000
debezium.sink.http.retry.interval.ms=2000
debezium.format.value=json
debezium.format.value.schemas.enable=false
debezium.source.decimal.handling.mode=string
debezium.source.connector.class=io.debezium.connector.mysql.MySqlConnector
debezium.source.topic.prefix=${place.name}`,
    },
    {
      label: 'datawatch.yaml',
      language: 'yaml',
      code: ({ name, key }) => `sources:
  - name: ${name}
    type: webhook
    secret: whsec_${key}
    scheme: standard_webhooks`,
    },
  ],
}

import { batchUrl, type Recipe } from './recipe'

export const aiven: Recipe = {
  id: 'kafka-connect-aiven',
  title: 'Kafka Connect, Aiven',
  hint: 'The HTTP sink of Aiven',
  notes: [
    'The topics hold what a capture wrote as JSON: Debezium, Maxwell, Canal and the others are told apart by their shape.',
    'It tries a batch once more after three seconds and then fails the task, unless max.retries says otherwise.',
  ],
  blocks: [
    {
      label: 'datawatch-sink.json',
      language: 'json',
      code: (place) => `{
  "name": "datawatch",
  "config": {
    "connector.class": "io.aiven.kafka.connect.http.HttpSinkConnector",
    "topics.regex": "shop\\\\..*",
    "http.url": "${batchUrl(place)}",
    "http.authorization.type": "static",
    "http.headers.authorization": "Bearer ${place.key}",
    "http.headers.content.type": "application/x-ndjson",
    "batching.enabled": "true",
    "batch.max.size": "500",
    "max.retries": "1000",
    "retry.backoff.ms": "3000",
    "key.converter": "org.apache.kafka.connect.storage.StringConverter",
    "value.converter": "org.apache.kafka.connect.storage.StringConverter"
  }
}`,
    },
  ],
}

export const confluent: Recipe = {
  id: 'kafka-connect-confluent',
  title: 'Kafka Connect, Confluent',
  hint: 'The HTTP sink of Confluent',
  notes: [
    'reporter.* and confluent.topic.* name the brokers of that cluster; the sink does not start without them.',
    'Records whose Kafka headers differ go in batches of their own.',
  ],
  blocks: [
    {
      label: 'datawatch-sink.json',
      language: 'json',
      code: (place) => `{
  "name": "datawatch",
  "config": {
    "connector.class": "io.confluent.connect.http.HttpSinkConnector",
    "topics.regex": "shop\\\\..*",
    "http.api.url": "${batchUrl(place)}",
    "request.method": "POST",
    "headers": "Authorization:Bearer ${place.key}|Content-Type:application/json",
    "request.body.format": "json",
    "batch.json.as.array": "true",
    "batch.max.size": "500",
    "max.retries": "1000",
    "retry.backoff.ms": "3000",
    "behavior.on.null.values": "ignore",
    "key.converter": "org.apache.kafka.connect.storage.StringConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter.schemas.enable": "false",
    "confluent.topic.bootstrap.servers": "localhost:9092",
    "reporter.bootstrap.servers": "localhost:9092"
  }
}`,
    },
  ],
}

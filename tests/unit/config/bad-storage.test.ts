import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { problems } = configFolder()

test.each([
  [
    'prometheus storage',
    'metrics:\n  storage: prometheus\n',
    'datawatch.yaml:2: metrics.storage: prometheus needs metrics.prometheus.url, such as http://prometheus:9090',
  ],
  [
    'influxdb storage',
    'metrics:\n  storage: influxdb\n',
    'datawatch.yaml:2: metrics.storage: influxdb needs metrics.influxdb.url, such as http://influxdb:8086, and a database, or an org and a bucket',
  ],
  [
    'timescale storage',
    'metrics:\n  storage: timescale\n',
    'datawatch.yaml:2: metrics.storage: timescale needs metrics.timescale.url, such as postgres://user:password@timescale:5432/samples',
  ],
  [
    'an influxdb of both versions',
    'metrics:\n  storage: influxdb\n  influxdb: {url: "http://influxdb:8086", database: a, bucket: b}\n',
    'datawatch.yaml:3: metrics.influxdb takes a database (version 1), or org, bucket and token (version 2), not both',
  ],
  [
    'an influxdb without a token',
    'metrics:\n  storage: influxdb\n  influxdb: {url: "http://influxdb:8086", org: a, bucket: b}\n',
    'datawatch.yaml:3: metrics.influxdb needs a database (version 1), or org, bucket and token (version 2)',
  ],
  [
    'minutes that leave PostgreSQL before detection has read them',
    'metrics:\n  storage: prometheus\n  hot: 10d\n  prometheus: {url: "http://prometheus:9090"}\n',
    'datawatch.yaml:3: metrics.hot must not be below 15d: detection reads twice anomaly.baseline_window by the minute, and a day',
  ],
  [
    'a storage unheard of',
    'metrics:\n  storage: embeded\n',
    'datawatch.yaml:2: metrics.storage must be one of embedded, postgres, prometheus, influxdb, timescale (got "embeded"); did you mean embedded?',
  ],
  [
    'postgres storage without an address',
    'metrics:\n  storage: postgres\n',
    'datawatch.yaml:2: metrics.storage: postgres needs database.url (or DATABASE_URL); embedded needs nothing',
  ],
])('%s', (_name, yaml, message) => {
  expect(problems(yaml)).toEqual([message])
})

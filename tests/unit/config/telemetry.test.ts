import { describe, expect, test } from 'vitest'
import { collectorOf } from '@/lib/telemetry/start'
import { configFolder } from '@/tests/support/config-folder'

const { load, problems } = configFolder()
const endpoint = 'http://collector:4318'

test('telemetry is off, and said how it would be', () => {
  const config = load(null)
  expect(collectorOf(config)).toBeUndefined()
  expect(config.telemetry).toEqual({
    enabled: true,
    headers: {},
    resource_attributes: {},
    sample_ratio: 1,
    metrics_interval: 60_000,
  })
})

describe('an endpoint turns it on', () => {
  test.each([
    ['of the file', `telemetry: {endpoint: "${endpoint}"}`, {}],
    ['of the environment', null, { DATAWATCH_TELEMETRY_ENDPOINT: endpoint }],
    ['by the name that OpenTelemetry gives it', null, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }],
  ])('%s', (_name, yaml, env: Record<string, string>) => {
    const config = load(yaml, env)
    expect(collectorOf(config)).toBe(endpoint)
  })

  test('unless it is turned off', () => {
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, DATAWATCH_TELEMETRY_ENABLED: 'false' }
    expect(collectorOf(load(null, off))).toBeUndefined()
  })
})

test('the names of OpenTelemetry are read as it writes their values', () => {
  const env = {
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-tenant = seven',
    OTEL_SERVICE_NAME: 'datawatch-eu',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=production,team=caf%C3%A9',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_METRIC_EXPORT_INTERVAL: '15000',
  }
  expect(load(null, env).telemetry).toEqual({
    enabled: true,
    headers: { authorization: 'Bearer a=b', 'x-tenant': 'seven' },
    service_name: 'datawatch-eu',
    resource_attributes: { 'deployment.environment.name': 'production', team: 'café' },
    sample_ratio: 0.25,
    metrics_interval: 15_000,
  })
})

test('the file has keys with values, a variable among them', () => {
  const yaml = `telemetry:
  endpoint: ${endpoint}
  headers:
    api-key: \${KEY}
  resource_attributes:
    team: data
    shard: 7
`
  expect(load(yaml, { KEY: 'a=b,c' }).telemetry).toMatchObject({
    headers: { 'api-key': 'a=b,c' },
    resource_attributes: { team: 'data', shard: '7' },
  })
})

test.each([
  [
    'a gRPC address',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' },
    /^OTEL_EXPORTER_OTLP_ENDPOINT: telemetry\.endpoint must be a URL that begins with http/,
  ],
  ['a user in it', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://u:hush@collector:4318' }, /without a user or a query in it/],
  [
    'headers without values',
    { OTEL_EXPORTER_OTLP_HEADERS: 'hush' },
    /^OTEL_EXPORTER_OTLP_HEADERS: telemetry\.headers must be headers such as/,
  ],
  ['a header that none can be', { OTEL_EXPORTER_OTLP_HEADERS: 'a=hush%0Ab' }, /telemetry\.headers must be/],
  ['what is not percent-encoded', { OTEL_EXPORTER_OTLP_HEADERS: 'a=hush%' }, /telemetry\.headers must be/],
  [
    'attributes without values',
    { OTEL_RESOURCE_ATTRIBUTES: 'team' },
    /telemetry\.resource_attributes must be attributes such as/,
  ],
  [
    'a share above one',
    { OTEL_TRACES_SAMPLER_ARG: '10' },
    /^OTEL_TRACES_SAMPLER_ARG: telemetry\.sample_ratio must be a number from 0 to 1 \(got "10"\)$/,
  ],
  [
    'an interval that is too short',
    { OTEL_METRIC_EXPORT_INTERVAL: '10' },
    /telemetry\.metrics_interval must be a duration from 1s to 1h/,
  ],
])('%s is refused, and no secret repeated', (_name, env: Record<string, string>, said) => {
  const found = problems(null, env)
  expect(found).toEqual([expect.stringMatching(said)])
  expect(found.join()).not.toContain('hush')
})

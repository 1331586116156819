import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { load, path } = configFolder()

const seed = `server:
  port: 3002
  environment: production

metrics:
  auto_discover: true
  retention: 720h  # 30 days
  storage: embedded  # embedded, prometheus, influxdb, timescale

anomaly:
  enabled: true
  algorithms:
    - statistical
    - seasonal
  sensitivity: medium  # low, medium, high
  baseline_window: 168h  # 7 days

alerts:
  evaluation_interval: 1m
  channels:
    slack:
      webhook_url: \${SLACK_WEBHOOK_URL}
    email:
      smtp_host: smtp.example.com
      from: alerts@example.com
`

test('no file at all: the defaults', () => {
  const config = load(null)
  expect(config).toMatchObject({
    server: { port: 3002, host: '127.0.0.1', environment: 'development' },
    database: { data_dir: path('.datawatch'), pool_size: 10, statement_timeout: 30_000 },
    metrics: { auto_discover: true, retention: 2_592_000_000, storage: 'embedded' },
    ingest: { max_body_bytes: 5_242_880, max_events: 2000, max_depth: 32, body_timeout: 10_000 },
    anomaly: {
      enabled: true,
      algorithms: ['statistical', 'seasonal', 'ml'],
      sensitivity: 'medium',
      baseline_window: 604_800_000,
    },
    alerts: { evaluation_interval: 60_000, channels: {} },
    cron: {},
    sources: [],
    demo: false,
    log: { level: 'info' },
    warnings: [],
  })
  expect(config.database.url).toBeUndefined()
})

test('a file of comments and empty sections: the defaults', () => {
  expect(load('# nothing yet\nserver:\nmetrics:\n').server.port).toBe(3002)
})

test('the documented file without its variable: the channel is left out with a warning', () => {
  const config = load(seed, { NEXTAUTH_SECRET: 'sixteen characters' })
  expect(config.anomaly.algorithms).toEqual(['statistical', 'seasonal'])
  expect(config.alerts.channels).toEqual({ email: { smtp_host: 'smtp.example.com', from: 'alerts@example.com' } })
  expect(config.warnings).toEqual([
    `datawatch.yaml:21: alerts.channels.slack is left out: \${SLACK_WEBHOOK_URL} is not set`,
  ])
})

test('the documented file with its variable: the channel is there', () => {
  const config = load(seed, {
    NEXTAUTH_SECRET: 'sixteen characters',
    SLACK_WEBHOOK_URL: 'https://hooks.example.com/T0/B0',
  })
  expect(config.alerts.channels.slack).toEqual({ webhook_url: 'https://hooks.example.com/T0/B0' })
})

test('variables, their defaults, and a literal dollar', () => {
  const yaml = `server:\n  port: \${MY_PORT:-8080}\n  host: \${MY_HOST}\ncron:\n  secret: a$\${b}$c\n`
  expect(load(yaml, { MY_HOST: 'example.test' })).toMatchObject({
    server: { port: 8080, host: 'example.test' },
    cron: { secret: `a\${b}$c` },
  })
})

test('the environment wins over the file, and DATAWATCH_… over the conventional names', () => {
  const env = {
    PORT: '4000',
    DATAWATCH_SERVER_PORT: '5000',
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgres://db/one',
    CRON_SECRET: 'cron',
    NEXTAUTH_SECRET: 'sixteen characters',
    LOG_LEVEL: 'warn',
    DATAWATCH_METRICS_RETENTION: '14d',
    DATAWATCH_ACCESS_API_KEYS: 'dw_0123456789abcdef, dw_fedcba9876543210',
    DATAWATCH_ALERTS_CHANNELS_EMAIL_SMTP_HOST: 'mail.example.com',
    DATAWATCH_DEMO: 'true',
    DATAWATCH_DATA_DIR: '/srv/datawatch',
  }
  expect(load(`${seed}demo: false\n`, env)).toMatchObject({
    server: { port: 5000, host: '0.0.0.0' },
    database: { url: 'postgres://db/one', data_dir: '/srv/datawatch' },
    cron: { secret: 'cron' },
    access: { secret: 'sixteen characters', api_keys: ['dw_0123456789abcdef', 'dw_fedcba9876543210'] },
    log: { level: 'warn' },
    metrics: { retention: 1_209_600_000 },
    alerts: { channels: { email: { smtp_host: 'mail.example.com', from: 'alerts@example.com' } } },
    demo: true,
  })
})

test('an unset variable does not matter where the environment gives the value', () => {
  const yaml = `database:\n  url: \${NOT_SET}\n`
  expect(load(yaml, { DATABASE_URL: 'postgres://db/one' }).database.url).toBe('postgres://db/one')
})

test('an empty variable says nothing', () => {
  expect(load(null, { PORT: '', DATAWATCH_DEMO: '' })).toMatchObject({ server: { port: 3002 }, demo: false })
})

test('another file by DATAWATCH_CONFIG', () => {
  writeFileSync(path('other.yaml'), 'server: {port: 9000}')
  expect(load(null, { DATAWATCH_CONFIG: 'other.yaml' }).server.port).toBe(9000)
})

test('a source with its defaults', () => {
  const yaml = 'sources:\n  - name: shop\n    type: postgres\n    url: postgres://localhost/shop\n'
  expect(load(yaml).sources).toEqual([
    {
      name: 'shop',
      type: 'postgres',
      url: 'postgres://localhost/shop',
      schemas: ['public'],
      publication: 'datawatch',
      slot: 'datawatch',
      snapshot: true,
    },
  ])
})

test('an unknown variable of ours is a warning; what Kubernetes sets for a service of that name is not', () => {
  const env = { DATAWATCH_METRICS_RETNETION: '1d', DATAWATCH_PORT: 'tcp://10.0.0.1:80', DATAWATCH_SERVICE_HOST: 'x' }
  expect(load(null, env).warnings).toEqual([
    'DATAWATCH_METRICS_RETNETION is not a known variable and is ignored; did you mean DATAWATCH_METRICS_RETENTION?',
  ])
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { load, path } = configFolder()
const example = readFileSync('datawatch.yaml', 'utf8')

test('datawatch.yaml says what the defaults are', () => {
  const { access: _own, ...told } = load(example)
  const { access: _default, ...defaults } = load('')
  expect(told).toEqual(defaults)
})

test('every key that datawatch.yaml shows in a comment is one', () => {
  const uncommented = example.replace(/^( *)# (?=[ -]*[a-z_.]+:|[ -]+\$)/gm, '$1')
  const env = {
    SLACK_WEBHOOK_URL: 'https://hooks.example.com/T0/B0',
    PAGERDUTY_KEY: 'R0123',
    CRON_SECRET: 'cron',
    NEXTAUTH_SECRET: 'sixteen characters',
    OWNER_PASSWORD: 'eight or more',
    API_KEY: 'dw_0123456789abcdef',
    GITHUB_ID: 'a',
    GITHUB_SECRET: 'b',
    GOOGLE_ID: 'c',
    GOOGLE_SECRET: 'd',
    OIDC_ID: 'e',
    OIDC_SECRET: 'f',
    SHOP_HOOK_SECRET: 'sixteen characters',
    PROMETHEUS_PASSWORD: 'a',
    INFLUXDB_PASSWORD: 'b',
    COLLECTOR_TOKEN: 'c',
  }
  const config = load(uncommented, env)
  expect(config).toMatchObject({
    alerts: { channels: { slack: {}, email: { smtp_port: 587 }, oncall: { type: 'pagerduty' } } },
    access: {
      owner_email: 'owner@example.com',
      api_keys: ['dw_0123456789abcdef'],
      providers: { github: { client_id: 'a' }, oidc: { name: 'Example account' }, default_role: 'viewer' },
    },
    sources: [
      { name: 'shop', tables: ['orders', 'payments'] },
      { name: 'shop-log', type: 'nats', durable: 'datawatch', ack_wait: 30_000 },
      { name: 'shop-hook', secret: 'sixteen characters' },
      { name: 'exports', type: 'files', key: ['id'], time_column: 'created_at', speed: 'max' },
    ],
  })
  expect(config.telemetry).toMatchObject({
    headers: { authorization: 'Bearer c' },
    resource_attributes: { 'deployment.environment.name': 'production' },
  })
  const defaults = load('')
  expect(config.ingest).toEqual(defaults.ingest)
  expect(config.database).toMatchObject({ ...defaults.database, data_dir: path('.datawatch') })
})

import { expect, test } from 'vitest'
import { channelsOf } from '@/lib/config/alert-channels'
import { configFolder } from '@/tests/support/config-folder'

const { load, problems } = configFolder()
const under = (yaml: string) => `alerts:\n  channels:\n    ${yaml}\n`

test.each([
  [
    'a name that is no type',
    'slak: {webhook_url: "https://x"}',
    'alerts.channels.slak.type is required: one of slack, email, teams, discord, pagerduty, webhook; or did you mean alerts.channels.slack?',
  ],
  [
    'one that says nothing',
    'slack: {channel: "#ops"}',
    'alerts.channels.slack needs a webhook_url, or a bot_token and a channel',
  ],
  ['one without its key', 'oncall: {type: pagerduty}', 'alerts.channels.oncall.routing_key is required'],
  [
    'a secret that signs nothing',
    'webhook: {url: "https://x", secret: short}',
    'alerts.channels.webhook.secret must be base64 of at least 16 bytes, with or without whsec_',
  ],
])('%s', (_name, yaml, message) => expect(problems(under(yaml))).toEqual([`datawatch.yaml:3: ${message}`]))

test('a range that is none', () =>
  expect(problems('alerts:\n  allowed_addresses: [10.0.0.0/40]\n')).toEqual([
    'datawatch.yaml:2: alerts.allowed_addresses.0 must be an address or a range such as 127.0.0.1 or 10.0.0.0/8 (got "10.0.0.0/40")',
  ]))

test('what a channel is called says what it is, or it says so itself; e-mail to nobody is a server alone', () => {
  const { alerts } = load(
    under(
      'slack: {webhook_url: "https://x"}\n    email: {smtp_host: h, from: a@b.c}\n    night: {type: teams, webhook_url: "https://y", enabled: false}',
    ),
  )
  expect(channelsOf(alerts.channels)).toMatchObject([
    { name: 'slack', type: 'slack', config: { webhook_url: 'https://x' } },
    { name: 'night', type: 'teams', enabled: false, config: { webhook_url: 'https://y' } },
  ])
})

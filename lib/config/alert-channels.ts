import { z } from 'zod'
import { channelTypes } from '@/lib/alerts/channel-contract'
import { severities } from '@/lib/alerts/contract'
import { flag, integer, list, text, url } from './fields'

const address = () => text('an e-mail address', (value) => /^[^\s@<>]+@[^\s@<>]+$/.test(value))
const web = () => url('https:', 'http:')
const secret = () => text('a text')

const shared = {
  enabled: flag().optional().describe('`true` unless said; what comes up while it is off is not sent later.'),
  send_resolved: flag().optional().describe('Whether it is told too when an alert is over: `true` unless said.'),
  min_severity: z.enum(severities).optional().describe('Only what is as bad as this, or worse.'),
  max_per_minute: integer(1, 600)
    .optional()
    .describe('Messages a minute, 20 unless said; what is beyond goes together as one.'),
}

const fields = {
  slack: {
    webhook_url: web().optional().describe('An incoming webhook; or `bot_token` and `channel`.'),
    bot_token: secret().optional().describe('Of a bot with `chat:write`, whose one message an alert changes with it.'),
    channel: text('the name or id of a channel').optional().describe('Where the bot writes.'),
    api_url: web().optional().describe("The address of Slack's API, where it is another."),
  },
  email: {
    smtp_host: text('a host name').describe('The server that takes the mail.'),
    smtp_port: integer(1, 65_535).optional().describe('Its port, 587 unless said.'),
    smtp_user: text('a text').optional().describe('Who signs in there, where it asks.'),
    smtp_password: secret().optional().describe('The password of `smtp_user`.'),
    smtp_tls: z
      .enum(['none', 'starttls', 'tls'])
      .optional()
      .describe('Without it port 465 is TLS, and STARTTLS is used where it is offered.'),
    from: address().describe('Who writes.'),
    to: list(address())
      .optional()
      .describe('Who is written to. Without it this is only the server of e-mail channels made in the browser.'),
  },
  teams: { webhook_url: web().describe('Of a workflow that posts to a channel.') },
  discord: { webhook_url: web().describe('Of a channel.') },
  pagerduty: {
    routing_key: secret().describe('Of a service, Events API v2.'),
    events_url: web().optional().describe('For the EU: `https://events.eu.pagerduty.com/v2/enqueue`.'),
  },
  webhook: {
    url: web().describe('Where JSON is posted.'),
    secret: secret().optional().describe('Base64 of at least 16 bytes; requests are signed with it.'),
    headers: z.record(z.string(), text('a text')).optional().describe('Sent with every request.'),
  },
}

const called = <T extends keyof typeof fields>(type: T) =>
  z.strictObject({ ...shared, ...fields[type], type: z.literal(type).optional() })
const typed = <T extends keyof typeof fields>(type: T) =>
  z.strictObject({
    ...shared,
    ...fields[type],
    type: z.literal(type).describe('What it is; one that is called as its type may leave it out.'),
  })

const named = z.discriminatedUnion('type', [
  typed('slack'),
  typed('email'),
  typed('teams'),
  typed('discord'),
  typed('pagerduty'),
  typed('webhook'),
])

/** Channels by their names: one that is called as a type is of it, others say of which they are. */
export const alertChannels = z
  .object({
    slack: called('slack').optional(),
    email: called('email').optional(),
    teams: called('teams').optional(),
    discord: called('discord').optional(),
    pagerduty: called('pagerduty').optional(),
    webhook: called('webhook').optional(),
  })
  .catchall(named)
export type AlertChannels = z.output<typeof alertChannels>

const isType = (name: string) => channelTypes.find((type) => type === name)

/** What each channel of the configuration is; `email` without anybody to write to is only the server of the others. */
export function channelsOf(channels: AlertChannels) {
  return Object.entries(channels).flatMap(([name, given]) => {
    const type = given?.type ?? isType(name)
    if (!given || !type || (type === 'email' && !('to' in given && given.to))) return []
    const { type: _type, enabled, send_resolved, min_severity, max_per_minute, ...config } = given
    return [{ name, type, enabled, send_resolved, min_severity, max_per_minute, config }]
  })
}

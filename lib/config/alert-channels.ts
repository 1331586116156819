import { z } from 'zod'
import { channelTypes } from '@/lib/alerts/channel-contract'
import { severities } from '@/lib/alerts/contract'
import { flag, integer, list, text, url } from './fields'

const address = () => text('an e-mail address', (value) => /^[^\s@<>]+@[^\s@<>]+$/.test(value))
const web = () => url('https:', 'http:')
const secret = () => text('a text')

const shared = {
  enabled: flag().optional(),
  send_resolved: flag().optional(),
  min_severity: z.enum(severities).optional(),
  max_per_minute: integer(1, 600).optional(),
}

const fields = {
  slack: {
    webhook_url: web().optional(),
    bot_token: secret().optional(),
    channel: text('the name or id of a channel').optional(),
    api_url: web().optional(),
  },
  email: {
    smtp_host: text('a host name'),
    smtp_port: integer(1, 65_535).optional(),
    smtp_user: text('a text').optional(),
    smtp_password: secret().optional(),
    smtp_tls: z.enum(['none', 'starttls', 'tls']).optional(),
    from: address(),
    to: list(address()).optional(),
  },
  teams: { webhook_url: web() },
  discord: { webhook_url: web() },
  pagerduty: { routing_key: secret(), events_url: web().optional() },
  webhook: { url: web(), secret: secret().optional(), headers: z.record(z.string(), text('a text')).optional() },
}

const called = <T extends keyof typeof fields>(type: T) =>
  z.strictObject({ ...shared, ...fields[type], type: z.literal(type).optional() })
const typed = <T extends keyof typeof fields>(type: T) =>
  z.strictObject({ ...shared, ...fields[type], type: z.literal(type) })

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

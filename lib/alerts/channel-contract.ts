import { z } from 'zod'
import { instant, pageQuery, words } from '@/lib/http/contract'
import { severityWord } from './contract'

export const channelTypes = ['slack', 'email', 'teams', 'discord', 'pagerduty', 'webhook'] as const
export type ChannelType = (typeof channelTypes)[number]

const web = z.url({ protocol: /^https?$/ }).max(2000)
const address = z
  .string()
  .max(320)
  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'expected an e-mail address')
const host = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\s/]+$/, 'expected a host name')
const secret = z.string().min(1).max(2000)

/** What each type needs. Of what is secret an answer says only that it is there: `secrets`. */
export const channelConfigs = {
  /** Either an incoming webhook, or a bot token with the channel it writes to: then one message lives on and has a thread. */
  slack: z.strictObject({
    webhook_url: web.optional(),
    bot_token: secret.optional(),
    channel: words(200).optional(),
    api_url: web.optional(),
  }),
  /** Without a host the server of the configuration sends. */
  email: z.strictObject({
    to: z.array(address).min(1).max(50),
    from: address.optional(),
    smtp_host: host.optional(),
    smtp_port: z.number().int().min(1).max(65_535).optional(),
    smtp_user: words(255).optional(),
    smtp_password: secret.optional(),
    smtp_tls: z.enum(['none', 'starttls', 'tls']).optional(),
  }),
  teams: z.strictObject({ webhook_url: web }),
  discord: z.strictObject({ webhook_url: web }),
  pagerduty: z.strictObject({ routing_key: secret, events_url: web.optional() }),
  /** `secret`: what requests are signed with, as Standard Webhooks says. */
  webhook: z.strictObject({
    url: web,
    secret: secret.optional(),
    headers: z.record(z.string().max(100), words(2000)).optional(),
  }),
} as const

const base = {
  name: words(120).pipe(z.string().trim().min(1)),
  enabled: z.boolean(),
  /** Also told when an alert is over. */
  send_resolved: z.boolean(),
  min_severity: severityWord.nullable(),
  /** More messages than this in a minute become one. */
  max_per_minute: z.number().int().min(1).max(600),
}
const shared = {
  name: base.name,
  enabled: base.enabled.default(true),
  send_resolved: base.send_resolved.default(true),
  min_severity: base.min_severity.default(null),
  max_per_minute: base.max_per_minute.default(20),
}
const typed = <T extends ChannelType>(type: T) =>
  z.strictObject({ ...shared, type: z.literal(type), config: channelConfigs[type] })

export const channelBody = z.discriminatedUnion('type', [
  typed('slack'),
  typed('email'),
  typed('teams'),
  typed('discord'),
  typed('pagerduty'),
  typed('webhook'),
])
export type ChannelBody = z.output<typeof channelBody>
/** What is left out stays, secrets of `config` too. */
export const channelPatch = z.strictObject({ ...base, config: z.record(z.string(), z.unknown()) }).partial()
export type ChannelPatch = z.output<typeof channelPatch>

/** `failing`: the last message could not be delivered and is tried again; `gone`: the receiver said 410 and gets nothing more. */
export const channelStates = ['ok', 'failing', 'gone', 'off', 'unused'] as const
export const channel = z.object({
  id: z.uuid(),
  ...base,
  min_severity: severityWord.nullable(),
  type: z.enum(channelTypes),
  config: z.record(z.string(), z.unknown()),
  /** The names of the secrets that are set. */
  secrets: z.array(z.string()),
  origin: z.enum(['manual', 'file']),
  state: z.enum(channelStates),
  last_error: z.string().nullable(),
  last_sent_at: instant.nullable(),
  pending: z.number().int(),
  dead: z.number().int(),
  created_at: instant,
  updated_at: instant,
})
export type Channel = z.infer<typeof channel>
export const channelParams = z.object({ id: z.uuid() })
export const channelList = z.object({
  channels: z.array(channel),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type ChannelList = z.infer<typeof channelList>
export const channelRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })

const testOfNamed = z.strictObject({ channel: words(255) })
const testOfId = z.strictObject({ channel_id: z.uuid() })
const draft = z.preprocess(
  (given) => (typeof given === 'object' && given && !('name' in given) ? { name: 'Test', ...given } : given),
  channelBody,
)
export type TestBody = z.output<typeof testOfNamed> | z.output<typeof testOfId> | ChannelBody
/** A channel that is there, by id or name, or one as it would be saved, which needs no name; what is wrong is said of that which was meant. */
export const testBody = z
  .unknown()
  .transform((given, ctx): TestBody => {
    const has = (key: string) => typeof given === 'object' && given !== null && key in given
    const meant = has('channel') ? testOfNamed : has('channel_id') ? testOfId : draft
    const parsed = meant.safeParse(given)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path: [...path], message })
    return z.NEVER
  })
  .meta({ shownAs: z.union([testOfNamed, testOfId, channelBody]) })
/** What the provider answered. */
export const testResult = z.object({
  delivered: z.boolean(),
  status: z.number().int().nullable(),
  answer: z.string(),
  duration_ms: z.number().int(),
})
export type TestResult = z.infer<typeof testResult>

export const deliveryStatuses = ['pending', 'sent', 'dead', 'cancelled'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]
/** What a message is about. */
export const deliveryKinds = ['opened', 'updated', 'resolved', 'escalated', 'reminder'] as const
export type DeliveryKind = (typeof deliveryKinds)[number]
export const delivery = z.object({
  /** The same on every retry. */
  id: z.uuid(),
  alert_id: z.uuid(),
  alert_title: z.string(),
  channel_id: z.uuid(),
  channel_name: z.string(),
  kind: z.enum(deliveryKinds),
  status: z.enum(deliveryStatuses),
  attempts: z.number().int(),
  /** When it is tried next; null once nothing is left to do. */
  next_attempt_at: instant.nullable(),
  last_error: z.string().nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
})
export type Delivery = z.infer<typeof delivery>
export const deliveryListQuery = pageQuery.extend({
  status: z.enum(deliveryStatuses).optional(),
  channel: z.string().max(255).optional(),
  alert: z.uuid().optional(),
})
export type DeliveryListQuery = z.infer<typeof deliveryListQuery>
export const deliveryList = z.object({
  deliveries: z.array(delivery),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type DeliveryList = z.infer<typeof deliveryList>
/** All dead ones, those of a channel, or these. */
export const replayBody = z
  .strictObject({ ids: z.array(z.uuid()).max(1000).optional(), channel: words(255).optional() })
  .prefault({})
export type ReplayBody = z.output<typeof replayBody>
export const replayResult = z.object({ replayed: z.number().int() })

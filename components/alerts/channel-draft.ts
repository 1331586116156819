import { type Channel, type ChannelPatch, type ChannelType, channelTypes } from '@/lib/alerts/channel-contract'
import type { ChannelInput } from '@/lib/alerts/client'
import type { Severity } from '@/lib/alerts/contract'
import { splitList } from './split-list'

export const typeNames: Record<ChannelType, string> = {
  slack: 'Slack',
  email: 'E-mail',
  teams: 'Microsoft Teams',
  discord: 'Discord',
  pagerduty: 'PagerDuty',
  webhook: 'Webhook',
}
export const typeOptions = channelTypes.map((value) => ({ value, label: typeNames[value] }))

/** Of a channel's settings: all texts; `secret` is never shown, `more` is for those who need it. */
export type ConfigField = {
  name: string
  label: string
  hint?: string
  placeholder?: string
  secret?: boolean
  required?: boolean
  more?: boolean
  kind?: 'text' | 'list' | 'number' | 'headers' | 'tls'
}

/** What is to be filled in for each type of channel. */
export const configFields: Record<ChannelType, readonly ConfigField[]> = {
  slack: [
    {
      name: 'webhook_url',
      label: 'Webhook address',
      hint: 'An incoming webhook; or else a bot token and a channel, for one living message with its thread',
      placeholder: 'https://hooks.slack.com/services/…',
      secret: true,
    },
    { name: 'bot_token', label: 'Bot token', placeholder: 'xoxb-…', secret: true },
    { name: 'channel', label: 'Channel', placeholder: '#alerts' },
    { name: 'api_url', label: 'Address of the API', placeholder: 'https://slack.com/api', more: true },
  ],
  email: [
    {
      name: 'to',
      label: 'To',
      hint: 'Several divided by commas',
      placeholder: 'oncall@example.com',
      kind: 'list',
      required: true,
    },
    { name: 'from', label: 'From', placeholder: 'datawatch@example.com' },
    { name: 'smtp_host', label: 'Mail server', hint: 'Where it is left empty, that of the configuration', more: true },
    { name: 'smtp_port', label: 'Port', placeholder: '587', kind: 'number', more: true },
    { name: 'smtp_user', label: 'User', more: true },
    { name: 'smtp_password', label: 'Password', secret: true, more: true },
    { name: 'smtp_tls', label: 'Encryption', kind: 'tls', more: true },
  ],
  teams: [
    {
      name: 'webhook_url',
      label: 'Webhook address',
      placeholder: 'https://….webhook.office.com/…',
      secret: true,
      required: true,
    },
  ],
  discord: [
    {
      name: 'webhook_url',
      label: 'Webhook address',
      placeholder: 'https://discord.com/api/webhooks/…',
      secret: true,
      required: true,
    },
  ],
  pagerduty: [
    {
      name: 'routing_key',
      label: 'Integration key',
      hint: 'Of an Events API v2 integration',
      secret: true,
      required: true,
    },
    {
      name: 'events_url',
      label: 'Address of the events',
      placeholder: 'https://events.pagerduty.com/v2/enqueue',
      more: true,
    },
  ],
  webhook: [
    { name: 'url', label: 'Address', placeholder: 'https://example.com/alerts', required: true },
    { name: 'secret', label: 'Secret', hint: 'Base64; signs requests as Standard Webhooks says', secret: true },
    {
      name: 'headers',
      label: 'Headers',
      hint: 'Name: value, one a line',
      placeholder: 'X-Team: payments',
      kind: 'headers',
      secret: true,
      more: true,
    },
  ],
}

export type ChannelDraft = {
  name: string
  type: ChannelType
  enabled: boolean
  sendResolved: boolean
  minSeverity: Severity | ''
  maxPerMinute: string
  config: Record<string, string>
  /** Secrets that are to be taken away. */
  removed: readonly string[]
}

export const newChannel: ChannelDraft = {
  name: '',
  type: 'slack',
  enabled: true,
  sendResolved: true,
  minSeverity: '',
  maxPerMinute: '20',
  config: {},
  removed: [],
}

function showConfig(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  if (value === null || typeof value !== 'object') return String(value ?? '')
  return Object.entries(value)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n')
}

/** Whether a secret is set; of headers, whether any is. */
export const isSecretSet = ({ secrets }: Pick<Channel, 'secrets'>, name: string) =>
  secrets.some((one) => one === name || one.startsWith(`${name}.`))

/** A channel that there is, to be changed; what is secret is empty. */
export function channelDraftOf(channel: Channel): ChannelDraft {
  const known = configFields[channel.type].filter(({ name }) => !isSecretSet(channel, name))
  return {
    name: channel.name,
    type: channel.type,
    enabled: channel.enabled,
    sendResolved: channel.send_resolved,
    minSeverity: channel.min_severity ?? '',
    maxPerMinute: String(channel.max_per_minute),
    config: Object.fromEntries(known.map(({ name }) => [name, showConfig(channel.config[name])])),
    removed: [],
  }
}

function readHeaders(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.trim(), value.join(':').trim()]
    }),
  )
}

function readConfig({ type, config }: ChannelDraft): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const { name, kind } of configFields[type]) {
    const text = config[name]?.trim() ?? ''
    if (text === '') continue
    if (kind === 'list') read[name] = splitList(text)
    else if (kind === 'number') read[name] = Number(text)
    else read[name] = kind === 'headers' ? readHeaders(text) : text
  }
  return read
}

/** What a draft says; the server looks at what is needed for its type. */
export function readChannel(draft: ChannelDraft): ChannelInput {
  return {
    name: draft.name.trim(),
    type: draft.type,
    enabled: draft.enabled,
    send_resolved: draft.sendResolved,
    min_severity: draft.minSeverity || null,
    max_per_minute: Number(draft.maxPerMinute),
    config: readConfig(draft),
  } as ChannelInput
}

/** What a draft changes: what was emptied or taken away goes, a secret that is left empty stays. */
export function readChannelPatch(draft: ChannelDraft, before: Channel): ChannelPatch {
  const { type, config, ...settings } = readChannel(draft)
  const emptied = configFields[type].flatMap(({ name }) =>
    !isSecretSet(before, name) && before.config[name] !== undefined && !(name in config) ? [name] : [],
  )
  const gone = [...emptied, ...draft.removed.filter((name) => !(name in config))]
  return { ...settings, config: { ...config, ...Object.fromEntries(gone.map((name) => [name, null])) } }
}

import 'server-only'
import { secretsOf } from '@/lib/config/access-secrets'
import { standardKey } from '@/lib/config/webhook-secrets'
import type { Context } from '@/lib/context/context'
import { AppError, type InputIssue } from '@/lib/errors/app-error'
import { type ChannelType, channelConfigs } from '../channel-contract'
import { type ChannelConfig, joinSecrets, type Secrets, splitSecrets } from '../channel-secrets'
import { seal, unseal } from '../seal'
import type { ChannelRow } from '../store/channels'
import { allowedRanges, RefusedAddress, type Resolve, reachable, resolveHost } from './resolve-host'

/** What a sealed secret of a channel is bound to. */
export const placeOf = (id: string, name: string) => `${id} ${name}`

const sealAll = ({ config }: Context, id: string, secrets: Secrets): Secrets =>
  Object.fromEntries(
    Object.entries(secrets).map(([name, text]) => [name, seal(text, secretsOf(config), placeOf(id, name))]),
  )

/** What is kept of a configuration. */
export function keepConfig(context: Context, id: string, type: ChannelType, config: ChannelConfig) {
  const { shown, secrets } = splitSecrets(type, config)
  return { config: shown, secrets: sealAll(context, id, secrets) }
}

export type Opened = { config: ChannelConfig; secrets: Secrets; lost: string[] }

/** The whole configuration of a channel; `lost` are the secrets that were sealed with an `access.secret` that nobody lists. */
export function openConfig({ config }: Pick<Context, 'config'>, row: ChannelRow): Opened {
  const known = secretsOf(config)
  const opened = Object.entries(row.secrets).map(
    ([name, sealed]) => [name, unseal(sealed, known, placeOf(row.id, name))] as const,
  )
  const secrets = Object.fromEntries(opened.flatMap(([name, text]) => (text === null ? [] : [[name, text]])))
  const lost = opened.flatMap(([name, text]) => (text === null ? [name] : []))
  return { config: joinSecrets(row.config, secrets), secrets, lost }
}

export const lostWords = (lost: string[]) =>
  `${lost.join(', ')} cannot be read any more, because access.secret is another one than when it was saved; enter it again, or list the earlier one under access.previous_secrets`

function refuse(issues: InputIssue[]): never {
  const [first] = issues
  throw new AppError('invalid_input', `Body ${first!.path}: ${first!.message}`, { issues })
}

const wrong = (path: string, message: string): InputIssue => ({
  path: `config.${path}`,
  code: 'invalid_channel',
  message,
})

/** Refuses a change that would tell another host a secret. Throws `invalid_input`. */
export function requireGivenAnew(secrets: string[]): void {
  if (secrets.length > 0)
    refuse(secrets.map((name) => wrong(name, 'has to be given anew, for the host is another one')))
}

/** A configuration by the contract of its type. Throws `invalid_input` naming the field. */
export function requireConfig(type: ChannelType, config: ChannelConfig): ChannelConfig {
  const parsed = channelConfigs[type].safeParse(config)
  if (parsed.success) return parsed.data
  refuse(parsed.error.issues.map(({ path, code, message }) => ({ path: ['config', ...path].join('.'), code, message })))
}

const ownHeaders = /^(host|connection|content-length|content-type|transfer-encoding|webhook-(id|timestamp|signature))$/i

function wrongHeader(headers: [string, string][]): InputIssue | undefined {
  for (const [name, value] of headers) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return wrong(`headers.${name}`, 'is no name of a header')
    if (ownHeaders.test(name)) return wrong(`headers.${name}`, 'is set by what is sent')
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return wrong(`headers.${name}`, 'has characters that no header may have')
  }
  return undefined
}

function senseless({ config }: Context, type: ChannelType, given: ChannelConfig): InputIssue | undefined {
  if (type === 'slack') {
    if (given.webhook_url) return undefined
    if (!given.bot_token) return wrong('webhook_url', 'expected the URL of an incoming webhook, or a bot_token')
    if (!given.channel) return wrong('channel', 'expected the channel that the bot writes to')
  }
  if (type === 'email') {
    const server = config.alerts.channels.email
    if (!given.smtp_host && !server)
      return wrong('smtp_host', 'expected a mail server, for the configuration has none (alerts.channels.email)')
    if (given.smtp_host && !given.from) return wrong('from', 'expected the address that the mail server sends from')
  }
  if (type === 'webhook' && given.secret && standardKey(String(given.secret)) === null)
    return wrong('secret', 'expected base64 of at least 16 bytes, with or without whsec_')
  if (type === 'webhook') return wrongHeader(Object.entries((given.headers ?? {}) as Record<string, string>))
  return undefined
}

const urls = ['webhook_url', 'api_url', 'events_url', 'url']

async function unreachable(
  context: Context,
  field: string,
  value: unknown,
  resolve: Resolve,
): Promise<InputIssue | undefined> {
  if (typeof value !== 'string') return undefined
  const url = urls.includes(field) ? new URL(value) : null
  if (url && (url.username || url.password)) return wrong(field, 'has a user or a password; they belong into headers')
  try {
    await reachable(url?.hostname ?? value, allowedRanges(context), resolve)
    return undefined
  } catch (error) {
    if (error instanceof RefusedAddress) return wrong(field, error.message)
    throw error
  }
}

/** Refuses a channel that could not send, or would send to where it must not. Throws `invalid_input`. */
export async function requireSendable(
  context: Context,
  type: ChannelType,
  config: ChannelConfig,
  resolve: Resolve = resolveHost,
): Promise<void> {
  const found = senseless(context, type, config)
  if (found) refuse([found])
  const fields = type === 'email' ? ['smtp_host'] : urls
  const asked = await Promise.all(fields.map((field) => unreachable(context, field, config[field], resolve)))
  const issues = asked.filter((issue) => issue !== undefined)
  if (issues.length > 0) refuse(issues)
}

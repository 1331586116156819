import type { ChannelType } from './channel-contract'

export type ChannelConfig = Record<string, unknown>
export type Secrets = Record<string, string>

const secretKeys: Record<ChannelType, readonly string[]> = {
  slack: ['webhook_url', 'bot_token'],
  email: ['smtp_password'],
  teams: ['webhook_url'],
  discord: ['webhook_url'],
  pagerduty: ['routing_key'],
  webhook: ['secret'],
}
const header = 'headers.'

/** Where an address leads, without what makes it a secret. */
function shownUrl(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}/…${url.slice(-4)}`
}

/** The configuration of a channel in what may be shown and what is kept sealed. */
export function splitSecrets(type: ChannelType, config: ChannelConfig): { shown: ChannelConfig; secrets: Secrets } {
  const shown: ChannelConfig = {}
  const secrets: Secrets = {}
  for (const [key, value] of Object.entries(config)) {
    if (type === 'webhook' && key === 'headers')
      for (const [name, text] of Object.entries(value as Secrets)) secrets[`${header}${name}`] = text
    else if (!secretKeys[type].includes(key)) shown[key] = value
    else {
      secrets[key] = String(value)
      if (key === 'webhook_url') shown[key] = shownUrl(String(value))
    }
  }
  return { shown, secrets }
}

/** The whole configuration again. */
export function joinSecrets(shown: ChannelConfig, secrets: Secrets): ChannelConfig {
  const { webhook_url: _shown, ...rest } = shown
  const headers: Secrets = {}
  const config: ChannelConfig = { ...rest }
  for (const [name, text] of Object.entries(secrets)) {
    if (name.startsWith(header)) headers[name.slice(header.length)] = text
    else config[name] = text
  }
  return Object.keys(headers).length > 0 ? { ...config, headers } : config
}

/** What changes of a configuration: what is left out stays, also a secret that comes back as it was shown; null takes a key away. */
export function changeConfig(before: ChannelConfig, shown: ChannelConfig, change: ChannelConfig): ChannelConfig {
  const config = { ...before }
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete config[key]
    else if (key !== 'webhook_url' || value !== shown[key]) config[key] = value
  }
  return config
}

const shortest = 4
const shortestPart = 8

/** A secret as a receiver may repeat it: whole, without `Bearer` or the host before it, and as JSON and addresses write it. */
function formsOf(secret: string): string[] {
  const { pathname = '', search = '' } = URL.canParse(secret) ? new URL(secret) : {}
  const parts = [...secret.split(/\s+/), pathname + search, ...pathname.split('/')]
  const told = [secret, ...parts.filter((part) => part.length >= shortestPart)]
  return told.flatMap((one) => [one, JSON.stringify(one).slice(1, -1), encodeURIComponent(one)])
}

/** A text without the secrets that a receiver may have repeated in it. */
export function withoutSecrets(text: string, secrets: Secrets): string {
  return Object.values(secrets)
    .filter((secret) => secret.length >= shortest)
    .flatMap(formsOf)
    .sort((one, other) => other.length - one.length)
    .reduce((said, secret) => said.replaceAll(secret, '•••'), text)
}

/** What is sent with a request to each address that may be changed. */
const sentTo: Record<string, readonly string[]> = {
  api_url: ['bot_token'],
  events_url: ['routing_key'],
  smtp_host: ['smtp_password'],
  url: ['headers'],
}
const hostOf = (value: unknown) => {
  const text = String(value ?? '')
  return URL.canParse(text) ? new URL(text).origin : text
}

/** The secrets that a change would carry to another host than they were given for, because it does not give them anew. */
export function carriedElsewhere(before: ChannelConfig, after: ChannelConfig, change: ChannelConfig): string[] {
  return Object.entries(sentTo).flatMap(([field, secrets]) =>
    hostOf(before[field]) === hostOf(after[field])
      ? []
      : secrets.filter((secret) => after[secret] !== undefined && change[secret] === undefined),
  )
}

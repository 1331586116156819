import type { Config } from '@/lib/config/schema'

const everywhere = ['0.0.0.0', '::', '[::]']

/** Where people reach DataWatch, without a slash at its end: the address in links of messages. */
export function publicAddress({ server }: Pick<Config, 'server'>): string {
  if (server.public_url) return server.public_url.replace(/\/+$/, '')
  const host = everywhere.includes(server.host) ? 'localhost' : server.host
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${server.port}`
}

import 'server-only'
import { readFileSync } from 'node:fs'
import { connect, credsAuthenticator, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node'
import type { NatsSource } from '@/lib/config/nats-source'
import { AppError } from '@/lib/errors/app-error'

const timeoutMs = 5000
const pingMs = 10_000

/** The parts of `nats://user:password@a:4222,nats://b:4222`; who asks is said by the first that says it. */
export function readServers(url: string): NodeConnectionOptions {
  const addresses = url.split(',').map((one) => new URL(one.trim()))
  const who = addresses.find(({ username }) => username !== '')
  const [user, pass] = [who?.username ?? '', who?.password ?? ''].map(decodeURIComponent) as [string, string]
  return {
    servers: addresses.map(({ hostname, port }) => `${hostname}:${port || '4222'}`),
    ...(addresses.some(({ protocol }) => protocol === 'tls:') ? { tls: {} } : {}),
    ...(who ? (pass === '' ? { token: user } : { user, pass }) : {}),
  }
}

function readCredentials(path: string) {
  try {
    return credsAuthenticator(readFileSync(path))
  } catch (error) {
    throw new AppError('forbidden', `the credentials in ${path} cannot be read: ${(error as Error).message}`)
  }
}

/** A connection for one try: when it ends, the follower makes another, to whichever of the servers answers. */
export function openNats({ url, credentials }: NatsSource): Promise<NatsConnection> {
  return connect({
    ...readServers(url),
    ...(credentials ? { authenticator: readCredentials(credentials) } : {}),
    name: 'datawatch',
    reconnect: false,
    timeout: timeoutMs,
    pingInterval: pingMs,
    maxPingOut: 2,
  })
}

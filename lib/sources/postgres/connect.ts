import 'server-only'
import { Client, type ClientConfig } from 'pg'
import type { SourceConfig } from '@/lib/config/schema'
import { guardedSocket } from './guarded-socket'

const settings = {
  timezone: 'UTC',
  datestyle: 'ISO',
  intervalstyle: 'iso_8601',
  bytea_output: 'hex',
  extra_float_digits: '1',
  row_security: 'off',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
}
const options = Object.entries(settings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')

/** How the connection is secured, where the address does not say it: not at all, without looking at who answers, or with. */
export type Tls = { mode: 'disable' | 'require' | 'verify-full'; ca?: string }

/**
 * A database to be reached. `guarded`: somebody gave the address over the API, so that no host is reached that is there for the
 * machine alone.
 */
export type Reached = { url: string; tls?: Tls; guarded?: boolean }
export type PostgresSource = SourceConfig & Reached

function sslOf({ mode, ca }: Tls): ClientConfig['ssl'] {
  if (mode === 'disable') return false
  return mode === 'require' ? { rejectUnauthorized: false } : { rejectUnauthorized: true, ...(ca ? { ca } : {}) }
}

/** Sessions print values the one way that `decoderFor` reads. Options that the URL brings are kept beside ours. */
export function clientConfig({ url, tls, guarded }: Reached): ClientConfig {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.delete('options')
  return {
    connectionString: address.toString(),
    application_name: 'datawatch',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: given ? `${given} ${options}` : options,
    ...(tls ? { ssl: sslOf(tls) } : {}),
    ...(guarded ? { stream: guardedSocket } : {}),
  }
}

/** A session on the followed database; with `replication`, one that takes replication commands. `lost` hears of its end. */
export async function connectSource(
  reached: Reached,
  { replication = false, lost = (_: Error) => {} } = {},
): Promise<Client> {
  const client = new Client({ ...clientConfig(reached), ...(replication ? { replication: 'database' } : {}) })
  client.on('error', lost)
  try {
    await client.connect()
  } catch (error) {
    client.end().catch(() => {})
    throw error
  }
  return client
}

/** An SQL identifier, quoted. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const quotedTable = (schema: string, table: string) => `${quoted(schema)}.${quoted(table)}`

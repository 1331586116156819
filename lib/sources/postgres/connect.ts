import 'server-only'
import { Client, type ClientConfig } from 'pg'

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

/** Sessions print values the one way that `decoderFor` reads. Options that the URL brings are kept beside ours. */
export function clientConfig(url: string): ClientConfig {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.delete('options')
  return {
    connectionString: address.toString(),
    application_name: 'datawatch',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: given ? `${given} ${options}` : options,
  }
}

/** A session on the followed database; with `replication`, one that takes replication commands. `lost` hears of its end. */
export async function connectSource(
  url: string,
  { replication = false, lost = (_: Error) => {} } = {},
): Promise<Client> {
  const client = new Client({ ...clientConfig(url), ...(replication ? { replication: 'database' } : {}) })
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

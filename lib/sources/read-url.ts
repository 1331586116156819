import type { KeptPostgres, TlsMode } from './kept-contract'

type Connection = Pick<KeptPostgres, 'host' | 'port' | 'database' | 'user' | 'tls'> & { password: string | null }
export type ReadUrl = { connection: Connection } | { wrong: string }

/** Parameters that would have this machine read a file, or go elsewhere than the host says. */
const refused = ['host', 'hostaddr', 'port', 'sslcert', 'sslkey', 'sslrootcert', 'service', 'passfile']
const modes: Record<string, TlsMode> = {
  disable: 'disable',
  allow: 'require',
  prefer: 'require',
  require: 'require',
  'no-verify': 'require',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
}
const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * What a URL such as `postgres://user:password@host:5432/database?sslmode=require` says. Without `sslmode` a database on this machine is
 * reached in the open and any other by TLS. `wrong` says what would be right.
 */
export function readUrl(text: string): ReadUrl {
  const form = 'postgres://user:password@host:5432/database'
  const trimmed = text.trim()
  if (!/^postgres(ql)?:\/\//.test(trimmed)) return { wrong: `expected an address such as ${form}` }
  if (!URL.canParse(trimmed))
    return { wrong: `is no address such as ${form}; in a password, write @ as %40, / as %2F, # as %23 and % as %25` }
  const url = new URL(trimmed)
  const given = refused.find((name) => url.searchParams.has(name))
  if (given) return { wrong: `${given} is not taken here; write the host and the port before the database: ${form}` }
  if (url.hostname === '') return { wrong: `names no host: ${form}` }
  const database = url.pathname.slice(1)
  if (database === '' || database.includes('/')) return { wrong: `names no database after the host: ${form}` }
  if (url.username === '') return { wrong: `names no user before the host: ${form}` }
  const asked = url.searchParams.get('sslmode')
  const tls = asked === null ? (local.test(url.hostname) ? 'disable' : 'require') : modes[asked]
  if (!tls) return { wrong: `sslmode ${asked} is not one of ${Object.keys(modes).join(', ')}` }
  try {
    const [name, user, password] = [database, url.username, url.password].map(decodeURIComponent) as [
      string,
      string,
      string,
    ]
    if (/\p{Cc}/u.test(name + user + password))
      return { wrong: 'has a control character in its user, password or database' }
    const port = url.port === '' ? 5432 : Number(url.port)
    return { connection: { host: url.hostname, port, database: name, user, tls, password: password || null } }
  } catch {
    return { wrong: 'has a % that begins no escape; write % as %25' }
  }
}

/** The same as one address; the password stays out where there is none. */
export function writeUrl({ host, port, database, user, password }: Omit<Connection, 'tls'>): string {
  const [name, who, secret] = [database, user, password ?? ''].map(encodeURIComponent)
  return `postgres://${who}${password === null ? '' : `:${secret}`}@${host}:${port}/${name}`
}

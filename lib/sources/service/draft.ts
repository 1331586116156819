import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { KeptPostgres, SourceBody } from '../kept-contract'
import { mayHoldDatabase, refusedHost } from '../outside-host'
import type { PostgresSource } from '../postgres/connect'
import { readUrl } from '../read-url'
import { findKeptRow, type KeptRow } from '../store/kept'
import { openPassword, readKept, toPostgresSource } from './kept'

function wrong(path: string, message: string): never {
  throw new AppError('invalid_input', `Body ${path}: ${message}`, {
    issues: [{ path, code: 'invalid_value', message }],
  })
}

/** A connection, and its password: another host, port or user must bring its own, so that no password goes where it was not meant to. */
export type Draft = { kept: KeptPostgres; password: string | null }

type Given = Pick<SourceBody, 'url' | 'tls' | 'ca'>

/** What an address says. Throws `invalid_input` for one that is none, and for a host that holds no database. */
export function readConnection({ url, tls }: Given) {
  const read = readUrl(url)
  if ('wrong' in read) wrong('url', read.wrong)
  const { host } = read.connection
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const isAddress = /^[\d.]+$/.test(bare) || bare.includes(':')
  if (isAddress && !mayHoldDatabase(bare)) wrong('url', refusedHost(bare))
  return { ...read.connection, tls: tls ?? read.connection.tls }
}

/** The password that goes with a connection: the one given, else the one kept for the same host, port and user. Throws `invalid_input`. */
export function passwordFor(
  context: Context,
  connection: ReturnType<typeof readConnection>,
  row: KeptRow | undefined,
): string | null {
  if (connection.password !== null || !row) return connection.password
  const before = readKept(row)
  const same = (['host', 'port', 'user'] as const).every((field) => before[field] === connection[field])
  const { password, lost } = openPassword(context, row)
  if (lost) wrong('url', 'the password kept of it cannot be read any more; give it again')
  if (!same && password !== null)
    wrong('url', 'the password has to be given anew, for the host, port or user is another')
  return password
}

export const slotOf = (name: string) => `datawatch_${name.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`.slice(0, 63)

/** A source as it would be kept. Throws `invalid_input` naming what is wrong. */
export async function draftKept(context: Context, body: SourceBody): Promise<Draft> {
  const { password: _, ...connection } = readConnection(body)
  const row = await findKeptRow(context.db, body.name)
  const password = passwordFor(context, readConnection(body), row)
  const { name, ca, schemas, tables, snapshot } = body
  const own = { publication: body.publication ?? slotOf(name), slot: body.slot ?? slotOf(name) }
  const before = row ? readKept(row) : undefined
  const places = before ? { publication: before.publication, slot: before.slot } : own
  return { kept: { ...connection, ...(ca ? { ca } : {}), schemas, tables, snapshot, ...places }, password }
}

export async function draftSource(context: Context, body: SourceBody): Promise<PostgresSource> {
  const { kept, password } = await draftKept(context, body)
  return toPostgresSource(body.name, kept, password)
}

import 'server-only'
import type { Client } from 'pg'
import type { SourceConfig } from '@/lib/config/schema'
import { AppError } from '@/lib/errors/app-error'
import type { FollowedTable } from '../contract'
import { type CatalogTable, listWantedTables, readMark, readServer, tableName } from './catalog'
import type { PostgresSource } from './connect'
import { type Known, planStart, type Start } from './plan-start'
import { ensurePublications, type Published } from './publication'
import { findSlot, identifyServer } from './slot'

/** A source that can be followed: who and what it is, what its publications send, and where to begin. */
export type Prepared = Survey & {
  role: string
  database: string
  identity: string
  start: Exclude<Start, { kind: 'refuse' | 'wait' }>
}

/** The tables that are wanted and published now. `mark` was taken before they were published. */
export type Survey = {
  mark: { lsn: string; at: string }
  tables: { table: CatalogTable; published: Published }[]
  publications: string[]
  problems: string[]
}

const oldestVersion = 130_000
const ownTables = ['source_tables', 'row_states', 'source_positions']

/** Looks at the wanted tables and has them published. */
export async function surveyTables(client: Client, source: SourceConfig): Promise<Survey> {
  const wanted = await listWantedTables(client, source)
  if (ownTables.every((name) => wanted.some((table) => table.name === name))) {
    throw new AppError('conflict', 'this is the database of a DataWatch itself; following it would never end')
  }
  if (wanted.length === 0) {
    const asked = source.tables ? `tables ${source.tables.join(', ')}` : 'tables'
    throw new AppError('unavailable', `there are no ${asked} in ${source.schemas.join(', ')} yet`)
  }
  const mark = await readMark(client)
  const { names, tables: published, problems } = await ensurePublications(client, source.publication, wanted)
  const tables = wanted.flatMap((table) => {
    const found = published.get(tableName(table.schema, table.name))
    return found ? [{ table, published: found }] : []
  })
  return { mark, tables, publications: names, problems }
}

/** Checks that a source can be followed, has its tables published and decides where to begin. Throws with what is in the way. */
export async function prepareSource(client: Client, source: PostgresSource, known: Known | null): Promise<Prepared> {
  const server = await readServer(client)
  if (server.version < oldestVersion) {
    throw new AppError('conflict', 'this server is older than PostgreSQL 13, which is the oldest that can be followed')
  }
  if (server.level !== 'logical') {
    const advice = "run: ALTER SYSTEM SET wal_level = 'logical'; and restart the server"
    throw new AppError('conflict', `wal_level is ${server.level}, which keeps too little to follow; ${advice}`)
  }
  const identity = `${await identifyServer(source, server.role)}/${server.name}`
  const slot = await findSlot(client, source.slot)
  const start = planStart({ identity, slot: source.slot, database: server.name }, known, slot)
  if (start.kind === 'refuse') throw new AppError('conflict', start.reason)
  if (start.kind === 'wait') throw new AppError('unavailable', start.reason, { reason: 'taken' })
  const survey = await surveyTables(client, source)
  if (survey.tables.length === 0) throw new AppError('forbidden', survey.problems.join('; '))
  return { ...survey, role: server.role, database: server.name, identity, start }
}

/** What is kept of each table: one that is new, or was dropped and made again, is still to be read. */
export function noteTables(
  { tables, mark }: Survey,
  earlier: Record<string, FollowedTable>,
  { read, reset }: { read: boolean; reset: boolean },
): Record<string, FollowedTable> {
  const noted = { ...earlier }
  for (const { table } of tables) {
    const name = tableName(table.schema, table.name)
    const { oid, keyColumns } = table
    const kept = noted[name]
    noted[name] =
      kept?.oid === oid
        ? { ...kept, keyColumns }
        : { oid, keyColumns, ...mark, read, reset: reset || kept !== undefined }
  }
  return noted
}

/** The same tables, those that are `asked` for (all where none is) to be read again as of `mark`, what is known of them being void. */
export function voidTables(
  tables: Record<string, FollowedTable>,
  asked: readonly string[],
  mark: Survey['mark'],
): Record<string, FollowedTable> {
  const again = (name: string) => asked.length === 0 || asked.includes(name)
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      again(name) ? { ...table, ...mark, read: false, reset: true } : table,
    ]),
  )
}

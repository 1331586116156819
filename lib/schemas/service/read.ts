import 'server-only'
import { nearest } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, decodeMoment, encodeCursor, encodeMoment } from '@/lib/http/cursor'
import { getRuntime } from '@/lib/runtime/runtime'
import type {
  SchemaChangeList,
  SchemaChangeQuery,
  SchemaTableDetail,
  SchemaTableList,
  SchemaTablePlace,
  SchemaTableQuery,
} from '../contract'
import { compatibilities, schemaOrigins } from '../contract'
import type { SchemaStats } from '../snapshot-contract'
import { countChanges, listChangeRows } from '../store/changes'
import { findTables, type ListedTable, listAllTables, listTables, listVersions, type Queryable } from '../store/tables'
import { presentChange, presentDefinition, presentTable } from './present'

/** What this process has seen and not written yet is written first, so that answers know of it. */
export const settle = () => getRuntime().schemas.flush()

const notOurs = () => new AppError('bad_request', 'Query parameter cursor: not one of this list')

function readPlace(cursor: string): string[] {
  const parts = decodeCursor(cursor).split('\n')
  if (parts.length !== 4) throw notOurs()
  return parts
}

/** Tables by name, a page at a time. */
export async function listSchemaTables({ db }: Context, query: SchemaTableQuery): Promise<SchemaTableList> {
  const { cursor, ...page } = query
  const after = cursor === undefined ? null : readPlace(cursor)
  await settle()
  const found = await listTables(db, { ...page, after, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit)
  const last = rows.at(-1)
  const place = last && [last.name, last.schema, last.database, last.source].join('\n')
  return {
    tables: rows.map(presentTable),
    count: rows.length,
    next_cursor: found.length > rows.length && place ? encodeCursor(place) : null,
  }
}

export async function toDetail(db: Queryable, row: ListedTable): Promise<SchemaTableDetail> {
  const versions = await listVersions(db, row.id)
  return {
    ...presentTable(row),
    ...presentDefinition(row.state),
    versions: versions.map(({ version, at, definition }) => ({
      version,
      at: at.toISOString(),
      columns_count: definition.columns.length,
    })),
  }
}

/** One table with its columns. Throws `not_found`, naming the nearest there is. */
export async function getSchemaTable({ db }: Context, place: SchemaTablePlace): Promise<SchemaTableDetail> {
  await settle()
  const [row] = await findTables(db, place)
  if (row) return toDetail(db, row)
  const { database, schema, table } = place
  const all = await listAllTables(db)
  const shown = [database, schema, table].filter(Boolean).join('.')
  const same =
    all.find(({ name }) => name === table) ??
    all.find(
      ({ name }) =>
        name ===
        nearest(
          table,
          all.map((one) => one.name),
        ),
    )
  const path = same && [same.database, same.schema, same.name].map((part) => part || '-').join('/')
  throw new AppError('not_found', `No table ${shown} is known${path ? `; did you mean ${path}?` : ''}`)
}

/** Changes by their time, newest first, a page at a time. */
export async function listSchemaChanges(
  { db }: Context,
  { cursor, ...query }: SchemaChangeQuery,
): Promise<SchemaChangeList> {
  const after = cursor === undefined ? null : decodeMoment(cursor)
  await settle()
  const found = await listChangeRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  const next_cursor = found.length > rows.length && last ? encodeMoment(last) : null
  return { changes: rows.map(presentChange), count: rows.length, next_cursor }
}

/** How many tables, columns and changes there are, and what is open. */
export async function getSchemaStats({ db, config }: Context): Promise<SchemaStats> {
  await settle()
  const [counts, tables] = await Promise.all([countChanges(db), listAllTables(db)])
  const live = tables.filter(({ droppedAt }) => droppedAt === null)
  const count = (kind: string, name = '') => counts.find((one) => one.kind === kind && one.name === name)?.count ?? 0
  const by = <T extends string>(kind: string, names: readonly T[]) =>
    Object.fromEntries(names.map((name) => [name, count(kind, name)])) as Record<T, number>
  const by_compatibility = by('compatibility', compatibilities)
  const last = counts.flatMap(({ last: at }) => (at ? [Date.parse(at)] : [])).sort((a, b) => b - a)[0]
  return {
    tables_count: live.length,
    columns_count: live.reduce((sum, { state }) => sum + state.columns.length, 0),
    changes_count: Object.values(by_compatibility).reduce((sum, one) => sum + one, 0),
    open_breaking: count('open'),
    unread_statements: count('unread'),
    by_compatibility,
    by_origin: by('origin', schemaOrigins),
    last_change_at: last === undefined ? null : new Date(last).toISOString(),
    alert_on_breaking: config.schema.alert_on_breaking,
  }
}

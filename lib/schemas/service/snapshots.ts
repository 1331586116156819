import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import { judgeChange } from '../compatibility'
import type { SchemaDefinition } from '../contract'
import type { Said } from '../definition'
import { compareDefinitions, type Difference, differenceWords } from '../diff'
import { placeKey } from '../place'
import type { CompareQuery, Comparison, CopiedTable, Snapshot, SnapshotBody, SnapshotList } from '../snapshot-contract'
import { listRenames } from '../store/changes'
import { findSnapshot, insertSnapshot, listSnapshotRows, type SnapshotRow } from '../store/snapshots'
import { listAllTables, listVersionsAt, type Queryable, type TableRow } from '../store/tables'
import { presentDefinition } from './present'
import { settle } from './read'

type Summary = Omit<SnapshotRow, 'tables'>
const summaryOf = ({ id, name, createdAt, createdBy, tablesCount }: Summary) => ({
  id,
  name,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
  tables_count: tablesCount,
})

const placeOf = ({ source, database, schema, name }: TableRow) => ({ source, database, schema, table: name })
const copy = (row: TableRow): CopiedTable => ({
  ...placeOf(row),
  version: row.version,
  ...presentDefinition(row.state),
})

async function copyNow(db: Queryable, table?: string, id?: string): Promise<CopiedTable[]> {
  const rows = await listAllTables(db, table, id)
  return rows.filter(({ droppedAt }) => droppedAt === null).map(copy)
}

/** A named copy of all tables or of some. Throws `not_found` where there is no such table. */
export async function takeSnapshot({ db, now, actor }: Context, { name, table }: SnapshotBody): Promise<Snapshot> {
  await settle()
  const tables = await copyNow(db, table)
  if (table !== undefined && tables.length === 0) throw new AppError('not_found', `No table ${table} is known`)
  const row = { id: uuidv7(), name, createdAt: now, createdBy: actor.name, tables, tablesCount: tables.length }
  return { ...summaryOf(await insertSnapshot(db, row)), tables }
}

/** Snapshots without their tables, newest first. */
export async function listSnapshots(
  { db }: Context,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<SnapshotList> {
  const before = cursor === undefined ? null : decodeCursor(cursor)
  if (before !== null && !/^[0-9a-f-]{36}$/.test(before)) {
    throw new AppError('bad_request', 'Query parameter cursor: not one of this list')
  }
  const found = await listSnapshotRows(db, { limit: limit + 1, before })
  const rows = found.slice(0, limit)
  const next_cursor = found.length > rows.length ? encodeCursor(rows.at(-1)!.id) : null
  return { snapshots: rows.map(summaryOf), count: rows.length, next_cursor }
}

async function requireSnapshot(db: Queryable, id: string): Promise<SnapshotRow> {
  const row = await findSnapshot(db, id)
  if (!row) throw new AppError('not_found', `There is no snapshot ${id}`)
  return row
}

/** Throws `not_found`. */
export async function getSnapshot({ db }: Context, id: string): Promise<Snapshot> {
  const row = await requireSnapshot(db, id)
  return { ...summaryOf(row), tables: row.tables }
}

type Side = { label: string; at: string; tables: CopiedTable[] }
const uuid = /^[0-9a-f]{8}-/

async function readSide({ db, now }: Context, moment: string, { table, table_id }: CompareQuery): Promise<Side> {
  const rows = await listAllTables(db, table, table_id)
  if (moment === 'now') return { label: 'now', at: now.toISOString(), tables: await copyNow(db, table, table_id) }
  const wanted = new Set(rows.map((row) => placeKey(placeOf(row))))
  if (uuid.test(moment)) {
    const { name, createdAt, tables } = await requireSnapshot(db, moment)
    const chosen =
      table === undefined && table_id === undefined ? tables : tables.filter((one) => wanted.has(placeKey(one)))
    return { label: name, at: createdAt.toISOString(), tables: chosen }
  }
  const at = new Date(moment)
  const versions = new Map((await listVersionsAt(db, at)).map((one) => [one.tableId, one]))
  const tables = rows.flatMap((row): CopiedTable[] => {
    const found = versions.get(row.id)
    if (!found || (row.droppedAt && row.droppedAt <= at)) return []
    return [{ ...placeOf(row), version: found.version, ...presentDefinition(found.definition) }]
  })
  return { label: moment, at: at.toISOString(), tables }
}

const toSaid = ({ columns, primary_key, indexes }: SchemaDefinition): Said => ({
  columns: columns.map(({ name, type, nullable, origin, default: value }) => ({
    name,
    ...(type === null ? {} : { type }),
    ...(nullable === null ? {} : { nullable }),
    ...(value === null && origin === 'inferred' ? {} : { default: value }),
  })),
  ...(primary_key ? { primaryKey: primary_key } : {}),
  ...(indexes ? { indexes } : {}),
})

type Renames = ReadonlyMap<string, ReadonlyMap<string, string>>

/** The columns of each table that were renamed between two sides: the names that they had last by those they had first. */
async function readRenames(db: Queryable, from: Side, to: Side): Promise<Renames> {
  const all = new Map<string, Map<string, string>>()
  for (const { source, database, schema, tableName, column, current } of await listRenames(
    db,
    new Date(from.at),
    new Date(to.at),
  )) {
    if (column === null || current === null) continue
    const key = placeKey({ source, database, schema, table: tableName })
    const own = all.get(key) ?? new Map<string, string>()
    const first = [...own].find(([, last]) => last === column)?.[0] ?? column
    all.set(key, own.set(first, current))
  }
  return all
}

function differences(before: CopiedTable | undefined, after: CopiedTable | undefined, renames: Renames) {
  const { table } = (after ?? before)!
  const found: Difference[] = !before
    ? [{ kind: 'table_created' }]
    : !after
      ? [{ kind: 'table_dropped' }]
      : compareDefinitions(toSaid(before), toSaid(after), renames.get(placeKey(after)))
  return found.map((one) => ({
    kind: one.kind,
    column: one.column ?? null,
    previous: one.previous ?? null,
    current: one.current ?? null,
    guessed: one.guessed ?? false,
    ...judgeChange(one),
    words: one.kind === 'table_created' ? `${table} is new` : differenceWords(table, one),
  }))
}

const definitionOf = ({ columns, primary_key, indexes }: CopiedTable): SchemaDefinition => ({
  columns,
  primary_key,
  indexes,
})

/** How tables differ between two moments or snapshots; those that are the same are left out. */
export async function compareSchemas(context: Context, query: CompareQuery): Promise<Comparison> {
  await settle()
  const [from, to] = [await readSide(context, query.from, query), await readSide(context, query.to, query)]
  const renames = await readRenames(context.db, from, to)
  const before = new Map(from.tables.map((one) => [placeKey(one), one]))
  const after = new Map(to.tables.map((one) => [placeKey(one), one]))
  const tables = [...new Map([...before, ...after])].flatMap(([key, { source, database, schema, table }]) => {
    const [then, now] = [before.get(key), after.get(key)]
    const changes = differences(then, now, renames)
    const about = { before: then ? definitionOf(then) : null, after: now ? definitionOf(now) : null }
    return changes.length > 0 ? [{ source, database, schema, table, ...about, changes }] : []
  })
  const sideOf = ({ label, at }: Side) => ({ label, at })
  return { from: sideOf(from), to: sideOf(to), tables: tables.sort((a, b) => a.table.localeCompare(b.table)) }
}

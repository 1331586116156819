import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable, Sql, Transaction } from '@/lib/db/client'
import { locks } from '@/lib/db/locks'
import type { RowValue } from '../row-values'

export type IndexRow = {
  id: number
  tableName: string
  schemaName: string
  columns: string[]
  built: boolean
  createdAt: string
}
export type IndexWanted = { tableName: string; schemaName: string; columns: string[] }

export function listIndexes(sql: Queryable): Promise<IndexRow[]> {
  return sql<IndexRow[]>`
    select id, table_name as "tableName", schema_name as "schemaName", columns, built, created_at as "createdAt"
    from quality_indexes order by id`
}

/** Makes the indexes that rules need, and drops those that none needs any more. */
export async function keepIndexes(sql: Sql, wanted: IndexWanted[]): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { tableName, schemaName, columns } of wanted) {
      await tx`
        insert into quality_indexes (table_name, schema_name, columns)
        values (${tableName}, ${schemaName}, ${pgArray(columns)}::text[]) on conflict do nothing`
    }
    const keys = wanted.map((one) => JSON.stringify([one.tableName, one.schemaName, one.columns]))
    const indexes = await listIndexes(tx)
    const gone = indexes.filter((one) => !keys.includes(JSON.stringify([one.tableName, one.schemaName, one.columns])))
    if (gone.length === 0) return
    const ids = plainArray(gone.map(({ id }) => id))
    await tx`delete from quality_indexes where id = any(${ids}::int[])`
    await tx`delete from quality_log where index_id = any(${ids}::int[])`
    await tx`delete from quality_values where index_id = any(${ids}::int[])`
  })
}

/** One process at a time follows values; false where it is another. */
export async function tryLockValues(tx: Transaction): Promise<boolean> {
  const [row] = await tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(${locks.values}) as taken`
  return row?.taken ?? false
}

/** The values of columns of a row as one hash; null where one of them is missing or masked. */
export const hashOf = (sql: Queryable, columns: string[], row = sql`image::jsonb`): Fragment => {
  const value = (column: string) => sql`nullif(nullif(${row} ->> ${column}, ''), '[masked]')`
  const texts = columns.map(value).reduce((all, one) => sql`${all} || E'\\x1f' || ${one}`)
  return sql`md5(${texts})::uuid`
}

/** Reads rows that were there before an index was made, some at a time; true when there are no more. */
export async function buildIndex(tx: Transaction, index: IndexRow, most: number): Promise<boolean> {
  const rows = await tx<{ tableId: number; rowKey: string }[]>`
    with wanted as (
      select row_states.table_id, row_key, ${hashOf(tx, index.columns)} as hash, changed_at
      from row_states join source_tables on source_tables.id = row_states.table_id
      cross join (select built_table_id, built_key from quality_indexes where id = ${index.id}) as reached
      where source_tables.name = ${index.tableName} and (${index.schemaName} = '' or schema = ${index.schemaName})
        and image is not null and (truncated_at is null or changed_at >= truncated_at)
        and (built_key is null or (row_states.table_id, row_key) > (built_table_id, built_key))
      order by row_states.table_id, row_key limit ${most}
    ), kept as (
      insert into quality_values (index_id, table_id, row_key, hash, changed_ms)
      select ${index.id}::int, table_id, row_key, hash, extract(epoch from changed_at) * 1000 from wanted where hash is not null
      on conflict do nothing
    )
    select table_id as "tableId", row_key as "rowKey" from wanted order by table_id desc, row_key desc limit 1`
  const [last] = rows
  if (last)
    await tx`update quality_indexes set built_table_id = ${last.tableId}, built_key = ${last.rowKey} where id = ${index.id}`
  else await tx`update quality_indexes set built = true where id = ${index.id}`
  return !last
}

export type LogEntry = {
  kind: 'values' | 'references' | 'orphans'
  indexId: number
  tableId: number
  rowKeys: string[]
  hashes: (string | null)[]
  eventMs: number[]
  uids: string[]
  judged: boolean[]
}

/** Takes what is due, oldest first, of indexes that know all rows. */
export async function takeLog(tx: Transaction, now: Date, most: number): Promise<LogEntry[]> {
  const rows = await tx<(LogEntry & { id: number })[]>`
    with due as (
      select id from quality_log
      where due_at <= ${now.toISOString()}::timestamptz
        and index_id in (select quality_indexes.id from quality_indexes where built)
      order by id limit ${most} for update skip locked
    )
    delete from quality_log using due where quality_log.id = due.id
    returning quality_log.id::float8 as id, kind, index_id as "indexId", table_id as "tableId", row_keys as "rowKeys",
      to_json(hashes) as hashes, event_ms as "eventMs", uids, judged`
  return rows.sort((a, b) => a.id - b.id)
}

export type Later = {
  kind: 'references' | 'orphans'
  indexId: number
  tableId: number
  dueAt: Date
  values: RowValue[]
}

/** Leaves values to be looked up when their time has come. */
export async function logLater(tx: Transaction, { kind, indexId, tableId, dueAt, values }: Later): Promise<void> {
  if (values.length === 0) return
  await tx`
    insert into quality_log (id, due_at, kind, index_id, table_id, row_keys, hashes, event_ms, uids, judged)
    values (nextval('quality_log_ids'), ${dueAt.toISOString()}::timestamptz, ${kind}, ${indexId}, ${tableId},
      ${pgArray(values.map((one) => one.rowKey))}::text[], ${pgArray(values.map((one) => one.hash))}::uuid[],
      ${plainArray(values.map((one) => one.at))}::float8[], ${plainArray(values.map((one) => one.uid))}::uuid[],
      ${pgArray(values.map((one) => String(one.judged)))}::boolean[])`
}

type Of = { indexId: number; tableId: number }

export async function removeAllValues(
  tx: Transaction,
  { indexId, tableId }: Of,
  until: number,
): Promise<(string | null)[]> {
  const rows = await tx<{ hash: string | null }[]>`
    delete from quality_values where index_id = ${indexId} and table_id = ${tableId} and changed_ms <= ${until} returning hash`
  return rows.map(({ hash }) => hash)
}

/** Keeps the newest value of each row, and answers the values that rows had before and have no more. */
export async function keepValues(tx: Transaction, { indexId, tableId }: Of, values: RowValue[]): Promise<RowValue[]> {
  const newest = new Map<string, RowValue>()
  for (const one of values) {
    const known = newest.get(one.rowKey)
    if (!known || known.at <= one.at) newest.set(one.rowKey, one)
  }
  const rows = [...newest.values()].sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1))
  const before = await tx<{ rowKey: string; hash: string }[]>`
    select row_key as "rowKey", replace(hash::text, '-', '') as hash from quality_values
    where index_id = ${indexId} and table_id = ${tableId} and hash is not null
      and row_key = any(${pgArray(rows.map((one) => one.rowKey))}::text[])`
  await tx`
    insert into quality_values as kept (index_id, table_id, row_key, hash, changed_ms)
    select ${indexId}::int, ${tableId}::int, row_key, hash, event_ms from unnest(
      ${pgArray(rows.map((one) => one.rowKey))}::text[], ${pgArray(rows.map((one) => one.hash))}::uuid[],
      ${plainArray(rows.map((one) => one.at))}::float8[]
    ) as incoming (row_key, hash, event_ms)
    on conflict (index_id, table_id, row_key) do update set hash = excluded.hash, changed_ms = excluded.changed_ms
    where kept.changed_ms <= excluded.changed_ms`
  return before.flatMap(({ rowKey, hash }) => {
    const now = newest.get(rowKey)!
    return now.hash !== hash ? [{ ...now, hash, judged: false }] : []
  })
}

/** Of these values those that an earlier row has too, by their places. */
export async function findRepeats(tx: Transaction, { indexId, tableId }: Of, values: RowValue[]): Promise<Set<number>> {
  const rows = await tx<{ place: number }[]>`
    select place::int from unnest(
      ${pgArray(values.map((one) => one.rowKey))}::text[], ${pgArray(values.map((one) => one.hash))}::uuid[],
      ${plainArray(values.map((one) => one.at))}::float8[]
    ) with ordinality as asked (row_key, hash, event_ms, place)
    where exists (
      select from quality_values other where other.index_id = ${indexId} and other.table_id = ${tableId}
        and other.hash = asked.hash and other.row_key <> asked.row_key
        and (other.changed_ms, other.row_key) < (asked.event_ms, asked.row_key))`
  return new Set(rows.map(({ place }) => place - 1))
}

/** Of these values those that some row has in an index, by their places. */
export async function findPresent(tx: Transaction, indexId: number, hashes: (string | null)[]): Promise<Set<number>> {
  const rows = await tx<{ place: number }[]>`
    select place::int from unnest(${pgArray(hashes)}::uuid[]) with ordinality as asked (hash, place)
    where exists (select from quality_values other where other.index_id = ${indexId} and other.hash = asked.hash)`
  return new Set(rows.map(({ place }) => place - 1))
}

/** Whether rows have the values still that they had, by their places. */
export async function findUnchanged(
  tx: Transaction,
  { indexId, tableId }: Of,
  values: RowValue[],
): Promise<Set<number>> {
  const rows = await tx<{ place: number }[]>`
    select place::int from unnest(
      ${pgArray(values.map((one) => one.rowKey))}::text[], ${pgArray(values.map((one) => one.hash))}::uuid[]
    ) with ordinality as asked (row_key, hash, place)
    join quality_values own on own.index_id = ${indexId} and own.table_id = ${tableId}
      and own.row_key = asked.row_key and own.hash = asked.hash`
  return new Set(rows.map(({ place }) => place - 1))
}

export type Holder = { tableId: number; rowKey: string; hash: string }

/** The rows that have one of these values in an index, at most `most`. */
export async function listHolders(
  tx: Transaction,
  indexId: number,
  hashes: (string | null)[],
  most: number,
): Promise<Holder[]> {
  return tx<Holder[]>`
    select table_id as "tableId", row_key as "rowKey", replace(hash::text, '-', '') as hash from quality_values
    where index_id = ${indexId} and hash = any(${pgArray(hashes)}::uuid[]) limit ${most}`
}

export type NewExample = { ruleId: string; tableId: number; at: number; uid: string; rowKey: string }

/** Keeps rows as they are now as examples. */
export async function keepExamples(tx: Transaction, examples: NewExample[]): Promise<void> {
  for (const { ruleId, tableId, at, uid, rowKey } of examples) {
    await tx`
      insert into quality_examples (rule_id, table_id, event_at, uid, row_key, before, after)
      select ${ruleId}, ${tableId}, to_timestamp(${at}::float8 / 1000), ${uid}, ${rowKey}, null, image
      from row_states where table_id = ${tableId} and row_key = ${rowKey}`
  }
}

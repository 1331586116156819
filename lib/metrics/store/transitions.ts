import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Sql } from '@/lib/db/client'
import type { Image } from '@/lib/events/native'
import { parseJson } from '@/lib/events/parse'
import type { Version } from '@/lib/events/timeline'
import type { ColumnRole } from '../contract'

const iso = (at: number) => new Date(at).toISOString()

/** The tables called `table`, with or without their schema, that have a column `field`, and what it is taken for. */
export function findColumn(sql: Sql, table: string, field: string): Promise<{ tableId: number; role: ColumnRole }[]> {
  return sql<{ tableId: number; role: ColumnRole }[]>`
    select table_id as "tableId", role from table_columns join source_tables on id = table_id
    where table_columns.name = ${field} and (source_tables.name = ${table} or schema || '.' || source_tables.name = ${table})`
}

export type ChangedRow = { tableId: number; rowKey: string }

/** The rows of tables that events of [from, to) are about, those that changed last first, at most `limit`. */
export function listChangedRows(
  sql: Sql,
  tableIds: number[],
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<ChangedRow[]> {
  return sql<ChangedRow[]>`
    select table_id as "tableId", row_key as "rowKey" from events
    where table_id = any(${plainArray(tableIds)}::int[]) and event_at >= ${iso(from)}::timestamptz
      and event_at < ${iso(to)}::timestamptz and row_key is not null and type = 'UPDATE'
    group by 1, 2 order by max(event_at) desc limit ${limit}`
}

export type RowVersions = ChangedRow & { begunAt: number; versions: Version[] }

/** All versions of rows that are kept, oldest first. */
export async function listRowVersions(sql: Sql, rows: ChangedRow[]): Promise<RowVersions[]> {
  const found = await sql<
    { id: number; key: string; image: string | null; at: number; uid: string; begun: number | null }[]
  >`
    select id, key, version.* from unnest(
      ${plainArray(rows.map(({ tableId }) => tableId))}::int[], ${pgArray(rows.map(({ rowKey }) => rowKey))}::text[]) as wanted (id, key)
    cross join lateral (
      select image, extract(epoch from changed_at)::float8 * 1000 as at, uid,
        extract(epoch from coalesce(begun_at, changed_at))::float8 * 1000 as begun
      from row_states where table_id = id and row_key = key
      union all
      select image, extract(epoch from changed_at)::float8 * 1000, uid, null
      from row_versions where table_id = id and row_key = key
    ) as version order by at, uid`
  const all = new Map<string, RowVersions>()
  for (const { id, key, image: text, at, uid, begun } of found) {
    const name = `${id}\0${key}`
    const row = all.get(name) ?? { tableId: id, rowKey: key, begunAt: Number.POSITIVE_INFINITY, versions: [] }
    const image = text === null ? null : (parseJson(text) as Image)
    row.versions.push({ at: Math.round(at), uid, whole: true, own: image, image })
    if (begun !== null) row.begunAt = Math.round(begun)
    all.set(name, row)
  }
  return [...all.values()]
}

import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Queryable, Sql, Transaction } from '@/lib/db/client'
import type { Image } from '@/lib/events/native'
import { parseJson } from '@/lib/events/parse'
import type { Moment } from '@/lib/events/timeline'
import type { LevelKind } from '../contract'
import { keptBeside, rowsLabel } from '../levels'

/** What the levels of a table are computed with: `version` is another number whenever something of it is another. */
export type LevelState = {
  tableId: number
  version: number
  /** The newest event so far, milliseconds. */
  lastEventAt: number | null
  /** In order. */
  truncations: Moment[]
  followed: { kind: LevelKind; field: string; ended: boolean }[]
}

type Row = {
  id: number
  version: number
  last_ms: number | null
  truncations: Moment[] | null
  followed: LevelState['followed'] | null
}

/** What the levels of tables are computed with, as one state of the database has it. */
export async function readLevelStates(sql: Queryable, tableIds: number[]): Promise<LevelState[]> {
  const rows = await sql<Row[]>`
    select id, levels_version as version, extract(epoch from last_event_at)::float8 * 1000 as last_ms,
      (select json_agg(json_build_object('at', extract(epoch from truncated_at)::float8 * 1000, 'uid', uid) order by truncated_at, uid)
        from truncations where table_id = id) as truncations,
      (select json_agg(json_build_object('kind', kind, 'field', field, 'ended', ended))
        from tracked_levels where table_id = id) as followed
    from source_tables where id = any(${plainArray(tableIds)}::int[])`
  return rows.map((row) => ({
    tableId: row.id,
    version: row.version,
    lastEventAt: row.last_ms === null ? null : Math.round(row.last_ms),
    truncations: (row.truncations ?? []).map(({ at, uid }) => ({ at: Math.round(at), uid })),
    followed: row.followed ?? [],
  }))
}

/** Keeps all writers of a table from committing until the transaction ends; what they computed before is outdated. */
export async function claimLevels(tx: Transaction, tableId: number): Promise<LevelState> {
  await tx`update source_tables set levels_version = floor(random() * 2147483647) where id = ${tableId}`
  const [state] = await readLevelStates(tx, [tableId])
  return state!
}

export type LevelField = { kind: LevelKind; field: string }

/** Notes which levels of a table are followed from now on and which no more. `knownSince`: milliseconds, null for always. */
export async function updateFollowed(
  tx: Transaction,
  tableId: number,
  { begin, end, knownSince }: { begin: LevelField[]; end: LevelField[]; knownSince: number | null },
): Promise<void> {
  const all = [...begin.map((one) => ({ ...one, ended: false })), ...end.map((one) => ({ ...one, ended: true }))]
  const since = knownSince === null ? null : new Date(knownSince).toISOString()
  await tx`
    insert into tracked_levels as kept (table_id, kind, field, ended, known_since)
    select ${tableId}::int, kind, field, ended, ${since}::timestamptz from unnest(
      ${pgArray(all.map(({ kind }) => kind))}::text[], ${pgArray(all.map(({ field }) => field))}::text[],
      ${plainArray(all.map(({ ended }) => String(ended)))}::boolean[]) as wanted (kind, field, ended)
    on conflict (table_id, kind, field) do update set ended = excluded.ended,
      known_since = case when excluded.ended then kept.known_since else excluded.known_since end`
}

export async function hasRows(tx: Transaction, tableId: number): Promise<boolean> {
  const [row] = await tx<{ found: boolean }[]>`
    select exists (select from row_states where table_id = ${tableId} and image is not null) as found`
  return row!.found
}

/** The rows of a table as they are known, some at a time. */
export async function* readRows(tx: Transaction, tableId: number): AsyncGenerator<(Moment & { image: Image })[]> {
  for (let last = ''; ; ) {
    const rows = await tx<{ key: string; image: string | null; at: string; uid: string }[]>`
      select row_key as key, image, changed_at as at, uid from row_states
      where table_id = ${tableId} and row_key > ${last} order by row_key limit 1000`
    if (rows.length === 0) return
    last = rows.at(-1)!.key
    yield rows.flatMap(({ image, at, uid }) =>
      image === null ? [] : [{ image: parseJson(image) as Image, at: new Date(at).getTime(), uid }],
    )
  }
}

/** Sets the levels beside these series to `values` (others of theirs to nothing), what is still in the log included. */
export async function setLevels(tx: Transaction, seriesIds: number[], values: ReadonlyMap<number, string>) {
  await tx`
    insert into levels (series_id, value)
    select wanted.id, wanted.value - coalesce((
      select sum(coalesce(change, sum)) from sample_log
      where series_id = wanted.id and sample_log.id > (select coalesce(max(through), 0) from compactions)), 0)
    from unnest(
      ${plainArray(seriesIds)}::int[], ${plainArray(seriesIds.map((id) => values.get(id) ?? '0'))}::numeric[]) as wanted (id, value)
    on conflict (series_id) do update set value = excluded.value`
}

/** What the levels beside series are now. */
export async function readLevels(sql: Queryable, seriesIds: number[]): Promise<Map<number, string>> {
  const rows = await sql<{ id: number; value: string }[]>`
    select wanted.id, (coalesce((select value from levels where series_id = wanted.id), 0) + coalesce((
      select sum(coalesce(change, sum)) from sample_log
      where series_id = wanted.id and sample_log.id > (select coalesce(max(through), 0) from compactions)), 0))::text as value
    from unnest(${plainArray(seriesIds)}::int[]) as wanted (id)`
  return new Map(rows.map(({ id, value }) => [id, value]))
}

export type LevelSeries = { id: number; kind: 'events' | 'value' | 'category'; field: string; label: string }

/** The series of a table that levels may be kept beside. */
export function listLevelSeries(tx: Transaction, tableId: number): Promise<LevelSeries[]> {
  return tx<LevelSeries[]>`
    select series.id, kind, field, label_key as label from series join measures on measures.id = measure_id
    where table_id = ${tableId} and kind in ('events', 'value', 'category')`
}

export async function insertTruncation(tx: Transaction, tableId: number, { at, uid }: Moment): Promise<void> {
  await tx`
    insert into truncations (table_id, truncated_at, uid)
    values (${tableId}, ${new Date(at).toISOString()}::timestamptz, ${uid}::uuid)`
}

export type FollowedSeries = { id: number; measureId: number; tableId: number; labels: Record<string, string> }

/** The series beside which a level is kept, of all tables of the name that follow it, under the labels of the level. */
export async function listFollowedSeries(
  sql: Sql,
  { tableName, kind, field }: { tableName: string; kind: LevelKind; field: string },
): Promise<FollowedSeries[]> {
  const rows = await sql<FollowedSeries[]>`
    select series.id, measure_id as "measureId", series.table_id as "tableId", labels
    from measures join series on measure_id = measures.id
      join tracked_levels on tracked_levels.table_id = series.table_id
    where table_name = ${tableName} and measures.kind = ${keptBeside[kind]} and measures.field = ${field}
      and tracked_levels.kind = ${kind} and tracked_levels.field = ${field} and not ended
      and (measures.kind <> 'events' or label_key = ${rowsLabel})`
  if (kind !== 'rows') return rows
  return rows.map(({ labels: { type: _type, ...labels }, ...row }) => ({ ...row, labels }))
}

/** Since when a level of tables is known, milliseconds: since their first event, or when it began to be followed later. */
export async function readKnownSince(
  tx: Transaction,
  tableIds: number[],
  { kind, field }: LevelField,
): Promise<Map<number, number>> {
  const rows = await tx<{ id: number; since: number }[]>`
    select id, extract(epoch from coalesce(known_since, least(first_seen_at, (
      select min(first_at) from samples_1d where count > 0 and series_id in (
        select series.id from series join measures on measures.id = measure_id
        where kind = 'events' and series.table_id = source_tables.id)))))::float8 * 1000 as since
    from source_tables join tracked_levels on table_id = id and kind = ${kind} and field = ${field}
    where id = any(${plainArray(tableIds)}::int[])`
  return new Map(rows.map(({ id, since }) => [id, since]))
}

/** The series of all events of the tables of these names, which are what changes their levels. */
export function listEventSeries(sql: Sql, tableNames: string[]): Promise<{ id: number; tableName: string }[]> {
  return sql<{ id: number; tableName: string }[]>`
    select series.id, table_name as "tableName" from series join measures on measures.id = measure_id
    where kind = 'events' and table_name = any(${pgArray(tableNames)}::text[])`
}

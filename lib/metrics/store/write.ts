import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Sql } from '@/lib/db/client'
import type { ColumnRole } from '../contract'
import type { Aggregate } from '../fold'
import type { Resolution } from '../plan'
import { type Shape, type ShapeCounts, shapes } from '../shape'

export type RollupRow = { seriesId: number; bucket: number; aggregate: Aggregate }

/** Adds partial aggregates into one resolution, in key order so that concurrent writers cannot deadlock, when `after` is done. */
const upsertRollups = (sql: Sql, resolution: Resolution, rows: RollupRow[], after: Fragment) => sql`
  insert into ${sql(resolution)} as kept (series_id, bucket, count, sum, min, max, first_at, last, last_at)
  select series_id, to_timestamp(bucket_ms / 1000.0), count, sum::numeric, min, max,
    to_timestamp(first_ms / 1000.0), last, to_timestamp(last_ms / 1000.0)
  from ready cross join unnest(
    ${plainArray(rows.map((row) => row.seriesId))}::int[],
    ${plainArray(rows.map((row) => row.bucket))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.count))}::bigint[],
    ${plainArray(rows.map((row) => row.aggregate.sum.toString()))}::text[],
    ${plainArray(rows.map((row) => row.aggregate.min))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.max))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.firstAt))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.last))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.lastAt))}::float8[]
  ) as incoming (series_id, bucket_ms, count, sum, min, max, first_ms, last, last_ms)
  where (select count(*) from ${after}) >= 0
  order by series_id, bucket_ms
  on conflict (series_id, bucket) do update set
    count = kept.count + excluded.count,
    sum = kept.sum + excluded.sum,
    min = least(kept.min, excluded.min),
    max = greatest(kept.max, excluded.max),
    first_at = least(kept.first_at, excluded.first_at),
    last = case
      when excluded.last_at > kept.last_at then excluded.last
      when excluded.last_at = kept.last_at then greatest(kept.last, excluded.last)
      else kept.last end,
    last_at = greatest(kept.last_at, excluded.last_at)
  returning 1`

/** `roleSet` and `unitSet` are what a person set by hand. */
export type ColumnState = {
  tableId: number
  name: string
  role: ColumnRole
  counts: ShapeCounts
  overflow: number
  roleSet: ColumnRole | null
  unitSet: string | null
}
export type ColumnRow = {
  table_id: number
  name: string
  role: ColumnRole
  overflow: string | number
  role_set: ColumnRole | null
  unit_set: string | null
} & Record<Shape, string | number>

export const toColumn = (row: ColumnRow): ColumnState => ({
  tableId: row.table_id,
  name: row.name,
  role: row.role,
  overflow: Number(row.overflow),
  roleSet: row.role_set,
  unitSet: row.unit_set,
  counts: Object.fromEntries(shapes.map((shape) => [shape, Number(row[shape])])) as ShapeCounts,
})

/** Adds what a group saw of its columns; answers their new totals over all writers. */
const upsertColumns = (sql: Sql, columns: ColumnState[], after: Fragment) => {
  const of = (shape: Shape) => pgArray(columns.map((column) => column.counts[shape]))
  return sql`
    insert into table_columns as kept
      (table_id, name, role, nulls, flags, numbers, decimals, epochs, booleans, words, phrases, texts, tokens, uuids, times,
       jsons, objects, overflow)
    select incoming.* from ready cross join unnest(
      ${pgArray(columns.map((column) => column.tableId))}::int[], ${pgArray(columns.map((column) => column.name))}::text[],
      ${pgArray(columns.map((column) => column.role))}::text[], ${of('nulls')}::bigint[], ${of('flags')}::bigint[],
      ${of('numbers')}::bigint[], ${of('decimals')}::bigint[], ${of('epochs')}::bigint[], ${of('booleans')}::bigint[],
      ${of('words')}::bigint[], ${of('phrases')}::bigint[], ${of('texts')}::bigint[], ${of('tokens')}::bigint[],
      ${of('uuids')}::bigint[], ${of('times')}::bigint[], ${of('jsons')}::bigint[], ${of('objects')}::bigint[], ${pgArray(columns.map((column) => column.overflow))}::bigint[]
    ) as incoming (table_id, name, role, nulls, flags, numbers, decimals, epochs, booleans, words, phrases, texts, tokens,
      uuids, times, jsons, objects, overflow)
    where (select count(*) from ${after}) >= 0
    order by table_id, name
    on conflict (table_id, name) do update set
      role = coalesce(kept.role_set, excluded.role), nulls = kept.nulls + excluded.nulls, flags = kept.flags + excluded.flags,
      numbers = kept.numbers + excluded.numbers, decimals = kept.decimals + excluded.decimals,
      epochs = kept.epochs + excluded.epochs, booleans = kept.booleans + excluded.booleans,
      words = kept.words + excluded.words, phrases = kept.phrases + excluded.phrases, texts = kept.texts + excluded.texts,
      tokens = kept.tokens + excluded.tokens, uuids = kept.uuids + excluded.uuids, times = kept.times + excluded.times,
      jsons = kept.jsons + excluded.jsons, objects = kept.objects + excluded.objects, overflow = kept.overflow + excluded.overflow
    returning *`
}

/** What a group of events means: its partial aggregates at each resolution, and what it shows of its tables' columns. */
export type SampleWrites = { minutes: RollupRow[]; hours: RollupRow[]; days: RollupRow[]; columns: ColumnState[] }

/**
 * The part of the ingestion statement that writes samples: expressions `minutes` to `columns`, which wait for `images`
 * and write where `ready` has a row.
 */
export const writeSamples = (sql: Sql, { minutes, hours, days, columns }: SampleWrites): Fragment => sql`
  minutes as (${upsertRollups(sql, 'rollups_1m', minutes, sql`images`)}),
  hours as (${upsertRollups(sql, 'rollups_1h', hours, sql`minutes`)}),
  days as (${upsertRollups(sql, 'rollups_1d', days, sql`hours`)}),
  columns as (${upsertColumns(sql, columns, sql`days`)})`

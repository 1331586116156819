import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable, Transaction } from '@/lib/db/client'
import type { ColumnRole } from '../contract'
import type { Aggregate } from '../fold'
import { type Shape, type ShapeCounts, shapes } from '../shape'
import { appendSketches, type LoggedSketches } from './sketch-log'

/** What a group of events holds of a series in one minute (its start, milliseconds). */
export type SampleRow = { seriesId: number; bucket: number; aggregate: Aggregate }

/** Mostly what the sums say: then nothing is sent. */
const changes = (rows: SampleRow[]) =>
  rows.some(({ aggregate }) => aggregate.change)
    ? pgArray(rows.map(({ aggregate }) => aggregate.change?.toString() ?? null))
    : '{}'

/** Appends partial aggregates to the log, all under one id, when `after` is done. */
const appendSamples = (sql: Queryable, rows: SampleRow[], after: Fragment) => sql`
  insert into sample_log (id, series_id, bucket, count, sum, min, max, first_at, last, last_at, change)
  select (select nextval('sample_log_ids')), series_id, to_timestamp(bucket_ms / 1000.0), count, sum, min, max,
    to_timestamp(first_ms / 1000.0), last, to_timestamp(last_ms / 1000.0), change
  from ready cross join unnest(
    ${plainArray(rows.map((row) => row.seriesId))}::int[],
    ${plainArray(rows.map((row) => row.bucket))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.count))}::bigint[],
    ${plainArray(rows.map((row) => row.aggregate.sum.toString()))}::numeric[],
    ${plainArray(rows.map((row) => row.aggregate.min))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.max))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.firstAt))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.last))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.lastAt))}::float8[],
    ${changes(rows)}::numeric[]
  ) as incoming (series_id, bucket_ms, count, sum, min, max, first_ms, last, last_ms, change)
  where (select count(*) from ${after}) >= 0
  returning id`

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
const upsertColumns = (sql: Queryable, columns: ColumnState[], after: Fragment) => {
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

/** What a group of events means: its partial aggregates and sketches by the minute, and what it shows of its tables' columns. */
export type SampleWrites = { samples: SampleRow[]; sketches: LoggedSketches[]; columns: ColumnState[] }

/**
 * The part of the ingestion statement that writes samples: expressions `logged`, `sketched` and `columns`, which wait for `images`
 * and write where `ready` has a row.
 */
export const writeSamples = (sql: Queryable, { samples, sketches, columns }: SampleWrites): Fragment => sql`
  logged as (${appendSamples(sql, samples, sql`images`)}),
  sketched as (${sketches.length > 0 ? appendSketches(sql, sketches, sql`logged`) : sql`select from logged`}),
  columns as (${columns.length > 0 ? upsertColumns(sql, columns, sql`sketched`) : sql`select from sketched where false`})`

/** Appends samples to the log by themselves, with their sketches. */
export async function logSamples(tx: Transaction, samples: SampleRow[], sketches: LoggedSketches[]): Promise<void> {
  await tx`
    with ready as (select 1), logged as (${appendSamples(tx, samples, tx`ready`)}),
      sketched as (${appendSketches(tx, sketches, tx`logged`)})
    select count(*) from sketched`
}

import 'server-only'
import { plainArray } from '@/lib/db/array'
import type { Fragment, Queryable } from '@/lib/db/client'
import { DecimalSum } from '@/lib/metrics/decimal'
import type { Point } from '../engine'

export type PointRow = {
  series_id: number
  bucket: string
  count: string | number
  sum: string
  min: number
  max: number
  first_at: string
  last: number
  last_at: string
  change: string
}

/** Milliseconds of what PostgreSQL writes, infinity too. */
const time = (text: string) => {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  return text === '-infinity' ? Number.NEGATIVE_INFINITY : new Date(text).getTime()
}
const decimal = (text: string) => {
  const sum = new DecimalSum()
  sum.add(text)
  return sum
}

export const toPoint = (row: PointRow): Point => ({
  seriesId: row.series_id,
  bucket: time(row.bucket),
  aggregate: {
    count: Number(row.count),
    sum: decimal(row.sum),
    min: row.min,
    max: row.max,
    firstAt: time(row.first_at),
    last: row.last,
    lastAt: time(row.last_at),
    change: decimal(row.change),
  },
})

/** The columns of a partial aggregate, in the order in which they are written. */
export const pointColumns = (sql: Queryable): Fragment =>
  sql`series_id, bucket, count, sum, min, max, first_at, last, last_at, change`

const number = (value: number) =>
  Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'infinity' : '-infinity'
const instants = (values: number[]) =>
  plainArray(values.map((at) => (Number.isFinite(at) ? new Date(at).toISOString() : number(at))))

/** Points as a table `incoming` of those columns. */
export const unnestPoints = (sql: Queryable, points: readonly Point[]): Fragment => {
  const of = (pick: (aggregate: Point['aggregate']) => number | string) =>
    plainArray(points.map(({ aggregate }) => pick(aggregate)))
  return sql`unnest(
    ${plainArray(points.map(({ seriesId }) => seriesId))}::int[], ${instants(points.map(({ bucket }) => bucket))}::timestamptz[],
    ${of(({ count }) => count)}::bigint[], ${of(({ sum }) => sum.toString())}::numeric[],
    ${of(({ min }) => number(min))}::float8[], ${of(({ max }) => number(max))}::float8[],
    ${instants(points.map(({ aggregate }) => aggregate.firstAt))}::timestamptz[], ${of(({ last }) => number(last))}::float8[],
    ${instants(points.map(({ aggregate }) => aggregate.lastAt))}::timestamptz[], ${of(({ change }) => change.toString())}::numeric[]
  ) as incoming (series_id, bucket, count, sum, min, max, first_at, last, last_at, change)`
}

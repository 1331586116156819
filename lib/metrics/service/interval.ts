import 'server-only'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { MetricRangeQuery, MetricValueQuery } from '../contract'
import { type Grid, type Interval, layGrid, periodOf } from '../grid'
import { countSteps, niceStep } from '../steps'
import type { Step } from '../wall'
import { findFinest } from './kept'

const hourMs = 3_600_000
const rangePoints = 120
const valuePoints = 100
const mostPoints = 11_000
/** Of all series of an answer together. */
const mostInAll = 500_000

/** PostgreSQL is asked in times of four-digit years: what is rounded up must stay within them. */
export const lastDay = Date.UTC(9999, 11, 31)

export const iso = (at: number) => new Date(at).toISOString()

/** [from, to) in milliseconds; `to` defaults to now, `from` to an hour before. Throws `bad_request`. */
export function readInterval({ now }: Context, { from, to }: Pick<MetricValueQuery, 'from' | 'to'>): Interval {
  const end = to === undefined ? now.getTime() : Date.parse(to)
  const start = from === undefined ? end - hourMs : Date.parse(from)
  if (start > end) throw new AppError('bad_request', `from (${iso(start)}) lies after to (${iso(end)})`)
  return { from: start, to: end }
}

/** The smallest step of whole seconds that gives at most `points` points. */
const fitting = ({ from, to }: Interval, points: number) =>
  formatDuration(Math.ceil((to - from) / Math.max(1, points - 2) / 1000) * 1000)

/** What an answer says where finer samples have expired. */
export type Note = { resolution?: string }

/** The interval in steps to draw a value by, as fine as is kept. */
export async function layValue(context: Context, query: MetricValueQuery): Promise<{ grid: Grid; note: Note }> {
  const interval = readInterval(context, query)
  const { width, noteOf } = await findFinest(context, interval)
  const grid = layGrid(interval, Math.max(width, niceStep(interval.from, interval.to, valuePoints)), 'UTC')
  return { grid, note: noteOf(grid) }
}

/** The steps asked for, or round ones where none is. Throws `bad_request` for more points than an answer holds. */
export async function layRange(
  context: Context,
  query: MetricRangeQuery,
): Promise<{ grid: Grid; step: Step; note: Note }> {
  const interval = readInterval(context, query)
  const { width, noteOf } = await findFinest(context, interval)
  const step = query.step ?? Math.max(width, niceStep(interval.from, interval.to, rangePoints))
  const tooMany = () =>
    new AppError(
      'bad_request',
      `step gives more than ${mostPoints} points; the smallest step that fits is ${fitting(interval, mostPoints)}`,
    )
  if (countSteps(interval.from, interval.to, step) > mostPoints * 1.2) throw tooMany()
  const grid = layGrid(interval, step, query.tz)
  if (grid.starts.length > mostPoints) throw tooMany()
  return { grid, step, note: noteOf(grid) }
}

/** Throws `bad_request` where all series together have more points than an answer holds. */
export function requireFewPoints(grid: Grid, series: number) {
  if (grid.starts.length * series <= mostInAll) return
  const step = fitting(grid, Math.floor(mostInAll / series))
  throw new AppError(
    'bad_request',
    `${series} series of ${grid.starts.length} points are more than ${mostInAll} points; the smallest step that fits is ${step}, or ask for fewer series with limit or a filter`,
  )
}

/** How far back the series lie that are asked for beside these. */
export function comparedTo({ compare, tz }: MetricRangeQuery, grid: Grid, step: Step): Step | undefined {
  if (compare !== 'previous_period') return compare
  if (typeof step !== 'number') return { months: step.months * Math.max(1, grid.starts.length) }
  return periodOf(grid, tz) || undefined
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { formatStep } from '@/lib/metrics/steps'
import { fiveMinutesMs } from '../cadence'
import { layGrid } from '../cells'
import { decompose } from '../decompose'
import type { Decomposition, DecompositionQuery } from '../explanation-contract'
import { bucketAt, dayMs } from '../grid'
import { readCells } from '../store/samples'
import { findMetricTargets } from './metric-targets'

const minuteMs = 60_000
const bucketsAtMost = 9000
const historyDays = 28

/** How many values there are, of at most 9,000: days before `from` are read as far as they have room, to learn a season from. */
function spanOf({ from, to, step = fiveMinutesMs }: DecompositionQuery, now: Date) {
  const toMs = to === undefined ? now.getTime() : Date.parse(to)
  const fromMs = from === undefined ? toMs - dayMs : Date.parse(from)
  if (step % minuteMs !== 0 || dayMs % step !== 0 || step > dayMs / 2) {
    throw new AppError(
      'bad_request',
      'Query parameter step: expected whole minutes that divide a day, such as 5m, 15m, 1h or 6h',
    )
  }
  const [first, end] = [Math.floor(fromMs / step), Math.ceil(toMs / step)]
  if (end - first > bucketsAtMost) {
    throw new AppError('bad_request', `Query parameter step: gives more than ${bucketsAtMost} steps; take a larger one`)
  }
  const learned = Math.min((historyDays * dayMs) / step, bucketsAtMost - (end - first))
  return { step, first, end, fromSlot: first - Math.floor(learned) }
}

/** A metric, or one category of it, taken apart into trend, season and remainder. Throws `not_found` for an unknown metric. */
export async function decomposeMetric(
  { db, now }: Context,
  name: string,
  query: DecompositionQuery,
): Promise<Decomposition> {
  const { step, first, end, fromSlot } = spanOf(query, now)
  const targets = await findMetricTargets({ db }, name, query.filter)
  const answer = { metric: name, step: formatStep(step), periods: [], points: [] }
  const [target] = targets
  if (!target || targets.length > 1) {
    const why = 'Only sums, counts and averages can be taken apart, and of categories one at a time by a filter'
    return { ...answer, reason: why }
  }
  const toSlot = Math.min(end, Math.floor(now.getTime() / step))
  const extent = { stepMs: step, from: new Date(fromSlot * step), to: new Date(toSlot * step) }
  const read = await readCells(db, target.seriesIds, extent)
  const span = { fromSlot, toSlot }
  const { nature, bounds } = target
  const grid = layGrid([...read.values()], { ...span, stepMs: step, nature, bounds, present: () => true })
  const parts = decompose(grid)
  if (typeof parts === 'string') return { ...answer, reason: parts }
  const start = Math.max(0, first - grid.startMs / step)
  const points = Array.from(grid.values.subarray(start), (value, index) => {
    const at = start + index
    const known = Number.isFinite(value)
    return {
      timestamp: new Date(bucketAt(grid, at)).toISOString(),
      value: known ? value : null,
      trend: parts.trend[at]!,
      season: parts.season[at]!,
      remainder: known ? parts.remainder[at]! : null,
    }
  })
  return { ...answer, periods: parts.periods.map((ms) => ms / 1000), reason: null, points }
}

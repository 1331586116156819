import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { stepStarts } from '@/lib/metrics/steps'
import { fiveMinutesMs } from '../cadence'
import { layGrid } from '../cells'
import type { ExpectedBand, ExpectedQuery } from '../contract'
import { learnBands } from '../detector/band'
import { alarmWidth, lanesOf } from '../detector/detector'
import { dayMs, hourMs } from '../grid'
import { listMetricSeries, metricExists, readCells } from '../store/samples'
import { pickTargets, type Target } from '../targets'
import { historyMs } from './lines'

const minuteMs = 60_000
const stepsAtMost = 11_000

/** How far after those of UTC the steps of a zone begin, where its chart begins. */
const shiftOf = (fromMs: number, step: number, tz: string) => {
  const [first = 0] = stepStarts(fromMs, fromMs + 1, step, tz)
  return ((first % step) + step) % step
}

function parseSpan({ from, to, step = fiveMinutesMs, tz = 'UTC' }: ExpectedQuery, now: Date) {
  const toMs = to === undefined ? now.getTime() : Date.parse(to)
  const fromMs = from === undefined ? toMs - hourMs : Date.parse(from)
  if (fromMs >= toMs) throw new AppError('bad_request', 'Query parameter from: must lie before to')
  const shiftMs = shiftOf(fromMs, step, tz)
  const span = { fromSlot: Math.floor((fromMs - shiftMs) / step), toSlot: Math.ceil((toMs - shiftMs) / step) }
  if (span.toSlot - span.fromSlot > stepsAtMost) {
    throw new AppError('bad_request', `Query parameter step: gives more than ${stepsAtMost} steps; take a larger one`)
  }
  return { ...span, step, shiftMs }
}

/** Steps that are whole minutes and divide a day have a rhythm to learn from; other metrics than flows have no band yet. */
const isLearnable = (step: number, targets: Target[]) =>
  targets.length === 1 && step % minuteMs === 0 && dayMs % step === 0 && step <= 6 * hourMs

/** The band that a metric was expected in, for each step of [from, to). Throws `not_found` for an unknown metric. */
export async function queryExpectedBand(
  { db, now, config }: Context,
  name: string,
  query: ExpectedQuery,
): Promise<ExpectedBand> {
  const { fromSlot, toSlot, step, shiftMs } = parseSpan(query, now)
  const targets = pickTargets(await listMetricSeries(db, { name }))
  if (targets.length === 0 && !(await metricExists(db, name)))
    throw new AppError('not_found', `There is no metric ${name}`)
  const stamps = Array.from({ length: toSlot - fromSlot }, (_, at) =>
    new Date((fromSlot + at) * step + shiftMs).toISOString(),
  )
  const unknown = (timestamp: string) => ({ timestamp, expected: null, min: null, max: null })
  const [target] = targets
  if (!target || !isLearnable(step, targets)) return stamps.map(unknown)
  const { baseline_window: windowMs, sensitivity, algorithms } = config.anomaly
  const since = new Date(fromSlot * step + shiftMs - historyMs(windowMs))
  const read = await readCells(db, target.seriesIds, {
    stepMs: step,
    from: since,
    to: new Date(toSlot * step + shiftMs),
    shiftMs,
  })
  const span = { fromSlot: Math.ceil((since.getTime() - shiftMs) / step), toSlot }
  const grid = layGrid([...read.values()], { ...span, stepMs: step, nature: target.nature, present: () => true })
  const bands = learnBands(
    { ...grid, startMs: grid.startMs + shiftMs },
    { windowMs, ...lanesOf(algorithms), width: alarmWidth(sensitivity) },
  )
  return stamps.map((timestamp, at) => {
    const index = fromSlot + at - grid.startMs / step
    const band = bands[index]
    return band ? { timestamp, expected: band.value, min: band.min, max: band.max } : unknown(timestamp)
  })
}

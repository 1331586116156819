import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { stepStarts } from '@/lib/metrics/steps'
import { toPast } from '../broken'
import { fiveMinutesMs } from '../cadence'
import { addUp, layGrid } from '../cells'
import type { ExpectedBand, ExpectedQuery } from '../contract'
import { type Band, learnBands } from '../detector/band'
import { lanesOf, widthsAt } from '../detector/detector'
import { noRules, widen } from '../detector/rules'
import { bucketAt, dayMs, type Grid, hourMs, isMean } from '../grid'
import { historyMs } from '../history'
import { joinBands } from '../join-bands'
import { type Obedient, obey, type Wishes } from '../obey'
import { listRowsSince } from '../store/anomalies'
import { readCells } from '../store/samples'
import { findSettings } from '../store/settings'
import type { Target } from '../targets'
import { readBroken } from './broken'
import { detectionOf } from './judge'
import { findMetricTargets } from './metric-targets'
import { toJudgement } from './record'
import { toSettled } from './settled'

const minuteMs = 60_000
const stepsAtMost = 11_000
const partsAtMost = 22_000

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

/** In what a step is learned: itself, or hours, where it is longer and has no rhythm to learn from before weeks are over. */
const baseOf = (step: number) => (step > hourMs ? hourMs : step)

/** Steps of whole minutes that divide an hour or are made of hours have a band; other metrics than flows have none yet. */
const isLearnable = (step: number, targets: Target[]) =>
  targets.length === 1 && step % minuteMs === 0 && dayMs % baseOf(step) === 0 && step % baseOf(step) === 0

/** The bands of a line that obeys what was settled. */
function bandsOf({ grid, leftOut, detection }: Obedient): Band[] {
  const { windowMs, algorithms, rules = noRules } = detection
  const width = (at: number) => widthsAt(detection, bucketAt(grid, at))
  return learnBands(grid, { windowMs, ...lanesOf(algorithms), width, leftOut, calendar: detection }).map((band) =>
    widen(band, rules),
  )
}

/** The bands of a line as it is judged; before a new normal, as it was. */
export function readBands(line: Grid, wishes: Wishes): Band[] {
  const asked = obey(line, wishes)
  const bands = bandsOf(asked)
  if (asked.judgedFromMs <= line.startMs) return bands
  const judgements = wishes.judgements.filter(({ verdict }) => verdict !== 'new_normal')
  const before = bandsOf(obey(line, { ...wishes, judgements }))
  return bands.map((band, at) => (bucketAt(line, at) < asked.judgedFromMs ? before[at]! : band))
}

/** The band that a metric was expected in, for each step of [from, to). Throws `not_found` for an unknown metric. */
export async function queryExpectedBand(
  { db, now, config }: Context,
  name: string,
  query: ExpectedQuery,
): Promise<ExpectedBand> {
  const { fromSlot, toSlot, step, shiftMs } = parseSpan(query, now)
  const targets = await findMetricTargets({ db }, name, query.filter)
  const startOf = (slot: number) => slot * step + shiftMs
  const stamps = Array.from({ length: toSlot - fromSlot }, (_, at) => new Date(startOf(fromSlot + at)).toISOString())
  const unknown = (timestamp: string) => ({ timestamp, expected: null, min: null, max: null })
  const [target] = targets
  const base = baseOf(step)
  const size = step / base
  if (!target || !isLearnable(step, targets) || stamps.length * size > partsAtMost) return stamps.map(unknown)
  const shift = { shiftMs: shiftMs % base }
  const since = new Date(startOf(fromSlot) - historyMs(config.anomaly.baseline_window))
  const extent = { stepMs: base, from: since, to: new Date(Math.min(startOf(toSlot), now.getTime())), ...shift }
  const cells = [...(await readCells(db, target.seriesIds, extent)).values()]
  const slotOf = (ms: number) => Math.ceil((ms - shift.shiftMs) / base)
  const span = { fromSlot: slotOf(since.getTime()), toSlot: slotOf(startOf(toSlot)) }
  const grid = layGrid(cells, {
    ...span,
    stepMs: base,
    nature: target.nature,
    bounds: target.bounds,
    present: () => true,
  })
  const first = grid.startMs / base
  grid.values.fill(Number.NaN, Math.max(0, slotOf(now.getTime()) - first))
  const laid = { ...grid, startMs: grid.startMs + shift.shiftMs }
  const rows = (await listRowsSince(db, since)).filter((row) => row.seriesKey === target.seriesKey)
  const settled = toSettled(await findSettings(db, name))
  const broken = (await readBroken(db, [target], since))(target)
  const judgements = [...rows.map(toJudgement), ...broken.map(toPast)]
  const bands = readBands(laid, { settled, judgements, detection: detectionOf(config) })
  const counts = addUp(cells, 'counts', span).subarray(first - span.fromSlot)
  return stamps.map((timestamp, at) => {
    const index = slotOf(startOf(fromSlot + at)) - first
    const parts = bands.slice(Math.max(0, index), index + size)
    if (index < 0 || parts.length < size) return unknown(timestamp)
    const weights = isMean(target.nature) ? counts.subarray(index, index + size) : undefined
    const { value, min, max } = size === 1 ? parts[0]! : joinBands(parts, weights)
    return { timestamp, expected: value, min, max }
  })
}

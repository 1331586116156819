import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { fiveMinutesMs } from '../cadence'
import { layGrid } from '../cells'
import type { ExpectedBand, ExpectedQuery } from '../contract'
import { type Band, learnBands } from '../detector/band'
import { lanesOf, widthsAt } from '../detector/detector'
import { noRules, widen } from '../detector/rules'
import { targetsOf } from '../filter-targets'
import { bucketAt, dayMs, type Grid, hourMs } from '../grid'
import { type Obedient, obey, type Wishes } from '../obey'
import { listRowsSince } from '../store/anomalies'
import { listMetricSeries, metricExists, readCells } from '../store/samples'
import { findSettings } from '../store/settings'
import type { Target } from '../targets'
import { detectionOf } from './judge'
import { historyMs } from './lines'
import { toJudgement } from './record'
import { toSettled } from './settled'

const minuteMs = 60_000
const stepsAtMost = 11_000

function parseSpan({ from, to, step = fiveMinutesMs }: ExpectedQuery, now: Date) {
  const toMs = to === undefined ? now.getTime() : Date.parse(to)
  const fromMs = from === undefined ? toMs - hourMs : Date.parse(from)
  if (fromMs >= toMs) throw new AppError('bad_request', 'Query parameter from: must lie before to')
  const span = { fromSlot: Math.floor(fromMs / step), toSlot: Math.ceil(toMs / step) }
  if (span.toSlot - span.fromSlot > stepsAtMost) {
    throw new AppError('bad_request', `Query parameter step: gives more than ${stepsAtMost} steps; take a larger one`)
  }
  return { ...span, step }
}

/** Steps that are whole minutes and divide a day have a rhythm to learn from; other metrics than flows have no band yet. */
const isLearnable = (step: number, targets: Target[]) =>
  targets.length === 1 && step % minuteMs === 0 && dayMs % step === 0 && step <= 6 * hourMs

/** The bands of a line that obeys what was settled. */
function bandsOf({ grid, leftOut, detection }: Obedient): Band[] {
  const { windowMs, algorithms, rules = noRules } = detection
  const width = (at: number) => widthsAt(detection, bucketAt(grid, at))
  return learnBands(grid, { windowMs, ...lanesOf(algorithms), width, leftOut }).map((band) => widen(band, rules))
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
  const { fromSlot, toSlot, step } = parseSpan(query, now)
  const targets = targetsOf(await listMetricSeries(db, { name }), query.filter)
  if (targets.length === 0 && !(await metricExists(db, name)))
    throw new AppError('not_found', `There is no metric ${name}`)
  const stamps = Array.from({ length: toSlot - fromSlot }, (_, at) => new Date((fromSlot + at) * step).toISOString())
  const unknown = (timestamp: string) => ({ timestamp, expected: null, min: null, max: null })
  const [target] = targets
  if (!target || !isLearnable(step, targets)) return stamps.map(unknown)
  const since = new Date(fromSlot * step - historyMs(config.anomaly.baseline_window))
  const read = await readCells(db, target.seriesIds, {
    stepMs: step,
    from: since,
    to: new Date(toSlot * step),
  })
  const span = { fromSlot: Math.ceil(since.getTime() / step), toSlot }
  const grid = layGrid([...read.values()], { ...span, stepMs: step, nature: target.nature, present: () => true })
  const rows = (await listRowsSince(db, since)).filter((row) => row.seriesKey === target.seriesKey)
  const settled = toSettled(await findSettings(db, name))
  const bands = readBands(grid, { settled, judgements: rows.map(toJudgement), detection: detectionOf(config) })
  return stamps.map((timestamp, at) => {
    const index = fromSlot + at - grid.startMs / step
    const band = bands[index]
    return band ? { timestamp, expected: band.value, min: band.min, max: band.max } : unknown(timestamp)
  })
}

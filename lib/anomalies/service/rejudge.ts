import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { toPast } from '../broken'
import { fiveMinutesMs } from '../cadence'
import { Detector } from '../detector/detector'
import { bucketAt, dayMs, type Grid } from '../grid'
import { obey, type Settled, usualOf } from '../obey'
import type { Judged } from '../rarity'
import type { AnomalyRow } from '../store/anomalies'
import { listRowsSince } from '../store/anomalies'
import { listMetricSeries, type Queryable } from '../store/samples'
import { findSettings } from '../store/settings'
import { type MetricSeries, pickTargets, type Target } from '../targets'
import { type Vote, votesAt } from '../votes'
import { readBroken } from './broken'
import { readHistory } from './history'
import { detectionOf, layLine } from './judge'
import { finishedUntil, type Line, readSources } from './lines'
import { toJudgement } from './record'
import { toSettled } from './settled'

const bucketsAtMost = 6000
const restEvery = 200
const daysAtMost = 60
const longestMs = dayMs

/** A series judged again up to an anomaly, from its rollups: what was seen of it then, and what was usual before. */
export type Rejudged = {
  target: Target
  series: MetricSeries[]
  stepMs: number
  fromMs: number
  toMs: number
  peakMs: number
  /** What each bucket was expected to have, by its start. */
  expectedAt: (ms: number) => number | null
  votes: Vote[]
  history: Judged
  grid: Grid
}

async function judgeUpTo(detector: Detector, grid: Grid, leftOut: Uint8Array, end: number) {
  for (let at = detector.length; at < Math.min(end, grid.values.length); at++) {
    if (at % restEvery === 0) await setImmediate()
    detector.push(grid.values[at]!, leftOut[at] === 1, grid.rows?.[at])
  }
}

function historyOf(detector: Detector, peakAt: number, stepMs: number): Judged {
  const first = Array.from({ length: peakAt }, (_, at) => at).find((at) => detector.isJudged(at))
  const own = detector.incidents.all.findLast(({ startAt }) => startAt <= peakAt)
  const isOwn = own !== undefined && own.endAt > peakAt
  const side = isOwn ? own.side : Math.sign(detector.zAt(peakAt))
  const earlier = detector.incidents.all.filter((one) => one !== own && one.side === side && one.startAt < peakAt)
  return {
    peak: Math.max(isOwn ? own.peak : 0, detector.surprise.data[peakAt]!),
    peaks: earlier.map(({ peak }) => peak),
    daysKnown: first === undefined ? 0 : ((peakAt - first) * stepMs) / dayMs,
  }
}

/** What was settled of its metric when an anomaly was found. */
async function settledBefore(db: Queryable, { metricName, detectedAt }: AnomalyRow): Promise<Settled | undefined> {
  const settings = await findSettings(db, metricName)
  return settings && settings.updatedAt <= detectedAt ? toSettled(settings) : undefined
}

/**
 * The series of an anomaly as the detector saw it, before a person said anything of it; null where it is judged no longer.
 * Reads one series of at most 6,000 buckets.
 */
export async function rejudge({ db, now, config }: Context, row: AnomalyRow): Promise<Rejudged | null> {
  const all = await listMetricSeries(db, { name: row.metricName })
  const target = pickTargets(all).find(({ seriesKey }) => seriesKey === row.seriesKey)
  if (!target) return null
  const stepMs = (row.stepSeconds ?? fiveMinutesMs / 1000) * 1000
  const sources = await readSources(db, now)
  const own = sources.filter(({ tableId }) => target.tableIds.includes(tableId))
  const names = new Set(own.map(({ source }) => source))
  const tableIds = sources.filter(({ source }) => names.has(source)).map(({ tableId }) => tableId)
  const knownUntilMs = Math.max(0, ...own.map((one) => one.knownUntilMs))
  const fromMs = row.startedAt.getTime()
  const finished = finishedUntil(now, knownUntilMs, stepMs)
  const toMs = Math.max(fromMs + stepMs, Math.min(row.endedAt?.getTime() ?? finished, fromMs + longestMs))
  const historyMs = Math.min(daysAtMost * dayMs, bucketsAtMost * stepMs)
  const since = new Date(Math.floor((toMs - historyMs) / stepMs) * stepMs)
  const line: Line = { target, stepMs, untilMs: toMs, hours: [], tableIds }
  const history = await readHistory(db, [line], since)
  const laid = layLine(line, history)
  const earlier = (await listRowsSince(db, since)).filter(
    ({ seriesKey, startedAt }) => seriesKey === row.seriesKey && startedAt < row.startedAt,
  )
  const broken = (await readBroken(db, [target], since))(target).filter(({ startMs }) => startMs < fromMs)
  const judgements = [...earlier.map(toJudgement), ...broken.map(toPast), { ...toJudgement(row), verdict: null }]
  const settled = (await settledBefore(db, row)) ?? usualOf(target)
  const asked = obey(laid, { settled, judgements, detection: detectionOf(config) })
  const { grid, leftOut } = asked
  const detector = new Detector(grid, asked.detection)
  const indexOf = (ms: number) => Math.round((ms - grid.startMs) / stepMs)
  const peakMs = Math.max(fromMs, Math.min(row.peakAt?.getTime() ?? fromMs, toMs - stepMs))
  const peakAt = Math.min(grid.values.length - 1, indexOf(peakMs))
  if (peakAt < 0) return null
  await judgeUpTo(detector, grid, leftOut, peakAt + 1)
  const votes = votesAt(detector, peakAt)
  await judgeUpTo(detector, grid, leftOut, grid.values.length)
  const expectedAt = (ms: number) => {
    const at = indexOf(ms)
    return at >= 0 && at < detector.length ? detector.bandAt(at).value : null
  }
  const series = all.filter(({ seriesId }) => target.seriesIds.includes(seriesId))
  const bounds = { fromMs, toMs, peakMs: bucketAt(grid, peakAt) }
  return { target, series, stepMs, ...bounds, expectedAt, votes, history: historyOf(detector, peakAt, stepMs), grid }
}

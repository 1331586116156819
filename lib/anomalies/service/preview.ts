import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { toPast } from '../broken'
import { KnownDetectors } from '../detector/known-detectors'
import { effectOf } from '../feedback'
import type { FeedbackBody, FeedbackPreview } from '../feedback-contract'
import { bucketAt, type Grid, hourMs } from '../grid'
import { historyMs } from '../history'
import { type Obedient, obey, usualOf } from '../obey'
import { findAnomalyRow, listRowsSince } from '../store/anomalies'
import { findSettings } from '../store/settings'
import { readBroken } from './broken'
import { readBands } from './expected'
import { sayOf } from './feedback'
import { readHistory } from './history'
import { detectionOf, layLine } from './judge'
import { surveyLines } from './lines'
import { checkId, noAnomaly } from './read'
import { toJudgement } from './record'
import { toSettled } from './settled'

const leastAroundMs = 6 * hourMs
const pointsAtMost = 600

/** What is drawn: three times the length of the anomaly on either side. */
function drawn(grid: Grid, { startedAt, endedAt }: { startedAt: Date; endedAt: Date | null }) {
  const end = bucketAt(grid, grid.values.length)
  const [from, to] = [startedAt.getTime(), endedAt?.getTime() ?? end]
  const around = Math.max(leastAroundMs, 3 * (to - from))
  const at = (ms: number) => Math.max(0, Math.min(grid.values.length, Math.round((ms - grid.startMs) / grid.stepMs)))
  const [first, last] = [at(from - around), at(to + around)]
  return { first: Math.max(first, last - pointsAtMost), last }
}

async function countAlarms(grid: Grid, asked: Obedient, fromMs: number): Promise<number> {
  const { detector } = await new KnownDetectors(0, setImmediate).judge({ key: '', ...asked })
  return detector.incidents.all.filter(({ alarmAt }) => alarmAt !== null && bucketAt(grid, alarmAt) >= fromMs).length
}

/** The bands around an anomaly as they are, and as they would be with what is said. Throws `not_found`, and `conflict` where its series is judged no longer. */
export async function previewFeedback(context: Context, id: string, body: FeedbackBody): Promise<FeedbackPreview> {
  checkId(id)
  const { db, now, config } = context
  const row = await findAnomalyRow(db, id)
  if (!row) throw noAnomaly(id)
  const windowMs = config.anomaly.baseline_window
  const { lines } = await surveyLines(db, { now, windowMs }, row.tableName)
  const line = lines.find(({ target }) => target.seriesKey === row.seriesKey)
  const since = new Date(now.getTime() - historyMs(windowMs))
  if (!line || row.startedAt < since) {
    const why = line ? 'older than what is still learned from' : 'of a series that is not judged at present'
    throw new AppError('conflict', `This anomaly is ${why}: there is no band to draw, and what is said of it is kept`)
  }
  const grid = layLine(line, await readHistory(db, [line], since))
  const settled = toSettled(await findSettings(db, row.metricName)) ?? usualOf(line.target)
  const broken = (await readBroken(db, [line.target], since))(line.target).map(toPast)
  const rows = (await listRowsSince(db, since)).filter((one) => one.seriesKey === row.seriesKey)
  const said = rows.map((one) => (one.id === id ? sayOf(context, one, body) : one))
  const wishes = { settled, judgements: [...rows.map(toJudgement), ...broken], detection: detectionOf(config) }
  const wished = { ...wishes, judgements: [...said.map(toJudgement), ...broken] }
  const asked = obey(grid, wished)
  const { judgedFromMs } = asked
  const [before, after] = [readBands(grid, wishes), readBands(grid, wished)]
  const { first, last } = drawn(grid, row)
  const bandAt = ({ value, min, max }: (typeof before)[number]) => ({ expected: value, min, max })
  const points = Array.from({ length: Math.max(0, last - first) }, (_, index) => {
    const at = first + index
    const value = grid.values[at]!
    return {
      timestamp: new Date(bucketAt(grid, at)).toISOString(),
      value: Number.isNaN(value) ? null : value,
      before: bandAt(before[at]!),
      after: bandAt(after[at]!),
    }
  })
  return {
    anomaly_id: id,
    verdict: body.verdict,
    step_seconds: grid.stepMs / 1000,
    effect: effectOf(body),
    alarms_before: await countAlarms(grid, obey(grid, wishes), judgedFromMs),
    alarms_after: await countAlarms(grid, asked, judgedFromMs),
    points,
  }
}

import 'server-only'
import { uuidv7 } from 'uuidv7'
import { surpriseOfScore } from '../detector/surprise'
import type { Finding } from '../findings'
import type { Changes, Known } from '../lifecycle'
import type { Judgement } from '../obey'
import { type AnomalyRow, insertAnomalyRows, removeUntouchedRows, updateAnomalyRow } from '../store/anomalies'
import { type Progress, upsertProgress } from '../store/passes'
import type { Queryable } from '../store/samples'
import type { Target } from '../targets'

type Written = { opened: number; updated: number; withdrawn: number }

/** What follows from judging one line: `rows` are its stored anomalies, `progress` how far it is judged now. */
export type Judged = {
  target: Target
  rows: AnomalyRow[]
  changes: Changes<Finding>
  buckets: number
  progress: Progress
}

const toRow = ({ value, band, score, type, severity, algorithms, description, peakMs, stepMs }: Finding) => ({
  type,
  severity,
  value,
  score,
  algorithms,
  description,
  expectedMin: band.min,
  expectedMax: band.max,
  expectedValue: band.value,
  peakAt: new Date(peakMs),
  stepSeconds: stepMs / 1000,
})
const toDate = (ms: number | null) => (ms === null ? null : new Date(ms))

/** What the lifecycle has to know of a stored anomaly. */
export const toKnown = (row: AnomalyRow): Known => ({
  id: row.id,
  startMs: row.startedAt.getTime(),
  endMs: row.endedAt?.getTime() ?? null,
  touched: row.acknowledgedAt !== null || row.resolvedAt !== null || row.feedback !== null,
})

const sideOf = ({ value, expectedValue }: AnomalyRow) =>
  value === null || expectedValue === null ? 0 : Math.sign(value - expectedValue)

/** What judging and learning have to know of it. */
export const toJudgement = (row: AnomalyRow): Judgement => ({
  startMs: row.startedAt.getTime(),
  endMs: row.endedAt?.getTime() ?? null,
  verdict: row.feedback,
  surprise: surpriseOfScore(row.score),
  side: sideOf(row),
  scope: row.feedbackScope,
  ignored:
    row.feedbackFrom && row.feedbackUntil
      ? { from: row.feedbackFrom.getTime(), to: row.feedbackUntil.getTime() }
      : null,
  zone: row.feedbackZone ?? 'UTC',
})

/** Writes what follows from judging one series. What a person said of an anomaly stays as it is. */
async function recordChanges(tx: Queryable, { target, rows, changes }: Judged, now: Date): Promise<Written> {
  const { metricName, tableName, labels, seriesKey } = target
  const opened = await insertAnomalyRows(
    tx,
    changes.insert.map(({ endMs, finding }) => ({
      ...toRow(finding),
      id: uuidv7(),
      metricName,
      tableName,
      labels,
      seriesKey,
      startedAt: new Date(finding.startedMs),
      endedAt: toDate(endMs),
      detectedAt: now,
    })),
  )
  let updated = 0
  for (const { id, endMs, finding } of changes.update) {
    const row = rows.find((one) => one.id === id)
    const sameEnd = (row?.endedAt?.getTime() ?? null) === endMs
    if (sameEnd && (!finding || finding.description === row?.description)) continue
    await updateAnomalyRow(tx, id, { ...(finding ? toRow(finding) : {}), endedAt: toDate(endMs) })
    updated++
  }
  return { opened, updated, withdrawn: await removeUntouchedRows(tx, changes.withdraw) }
}

/** Writes what follows from judging these lines, and how far they were judged. */
export async function recordJudged(tx: Queryable, judged: Judged[], now: Date): Promise<Written & { buckets: number }> {
  const figures = { buckets: 0, opened: 0, updated: 0, withdrawn: 0 }
  for (const one of judged) {
    const written = await recordChanges(tx, one, now)
    figures.buckets += one.buckets
    figures.opened += written.opened
    figures.updated += written.updated
    figures.withdrawn += written.withdrawn
  }
  await upsertProgress(
    tx,
    judged.map(({ progress }) => progress),
  )
  return figures
}

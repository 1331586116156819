import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Finding } from '../findings'
import type { Past } from '../leave-out'
import type { Changes, Known } from '../lifecycle'
import { type AnomalyRow, insertAnomalyRows, removeUntouchedRows, updateAnomalyRow } from '../store/anomalies'
import { upsertProgress } from '../store/passes'
import type { Queryable } from '../store/samples'
import type { Target } from '../targets'

type Written = { opened: number; updated: number; withdrawn: number }

/** What follows from judging one line: `rows` are its stored anomalies, `samples` those whose late changes are noticed. */
export type Judged = {
  target: Target
  rows: AnomalyRow[]
  changes: Changes<Finding>
  buckets: number
  scoredUntilMs: number
  samples: number
}

const toRow = ({ value, band, score, type, severity, algorithms, description }: Finding) => ({
  type,
  severity,
  value,
  score,
  algorithms,
  description,
  expectedMin: band.min,
  expectedMax: band.max,
  expectedValue: band.value,
})
const toDate = (ms: number | null) => (ms === null ? null : new Date(ms))

/** What the lifecycle has to know of a stored anomaly. */
export const toKnown = (row: AnomalyRow): Known => ({
  id: row.id,
  startMs: row.startedAt.getTime(),
  endMs: row.endedAt?.getTime() ?? null,
  touched: row.acknowledgedAt !== null || row.resolvedAt !== null || row.feedback !== null,
})

/** What learning has to know of it. */
export const toPast = (row: AnomalyRow): Past => ({
  startMs: row.startedAt.getTime(),
  endMs: row.endedAt?.getTime() ?? null,
  verdict: row.feedback,
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
  const progress = judged.map(({ target, scoredUntilMs, samples }) => ({
    seriesKey: target.seriesKey,
    scoredUntil: new Date(scoredUntilMs),
    samples,
  }))
  await upsertProgress(tx, progress)
  return figures
}

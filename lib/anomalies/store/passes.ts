import 'server-only'
import { and, eq, gte, lt, or, sql } from 'drizzle-orm'
import { detectionProgress, jobRuns } from '@/drizzle/schema/anomalies'
import { locks } from '@/lib/db/locks'
import { channel, type LiveChange } from '@/lib/runtime/live'
import type { Queryable } from './samples'

export const detectionJob = 'detect'

/**
 * Takes the right to run the pass until the transaction ends; false where another process has it. The transaction may then be
 * idle for as long as judging takes.
 */
export async function tryLockDetection(tx: Queryable): Promise<boolean> {
  await tx.execute(sql`select set_config('idle_in_transaction_session_timeout', '600s', true)`)
  const rows = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${locks.detection}) as taken`)
  return rows[0]?.taken ?? false
}

export async function isSlotTaken(tx: Queryable, slotAt: Date): Promise<boolean> {
  const ofSlot = and(eq(jobRuns.job, detectionJob), eq(jobRuns.slotAt, slotAt))
  return (await tx.select({ job: jobRuns.job }).from(jobRuns).where(ofSlot)).length > 0
}

/** Takes the slot for this pass; false where it has been run. It is free again if the transaction fails. */
export async function claimSlot(tx: Queryable, slotAt: Date, startedAt: Date): Promise<boolean> {
  const rows = await tx
    .insert(jobRuns)
    .values({ job: detectionJob, slotAt, startedAt })
    .onConflictDoNothing()
    .returning({ job: jobRuns.job })
  return rows.length > 0
}

type Outcome = { finishedAt: Date; durationMs: number; figures: Record<string, number> }

export async function finishSlot(tx: Queryable, slotAt: Date, outcome: Outcome) {
  await tx
    .update(jobRuns)
    .set(outcome)
    .where(and(eq(jobRuns.job, detectionJob), eq(jobRuns.slotAt, slotAt)))
}

export async function removeRunsBefore(tx: Queryable, before: Date) {
  await tx.delete(jobRuns).where(and(eq(jobRuns.job, detectionJob), lt(jobRuns.slotAt, before)))
}

/** The slots (start divided by `stepMs`) since `from` in which a pass ran: DataWatch was there to hear of changes. */
export async function listWatchedSlots(tx: Queryable, from: Date, stepMs: number): Promise<Set<number>> {
  const slot = sql<string>`floor(extract(epoch from ${jobRuns.slotAt}) * 1000 / ${stepMs}::float8)::bigint`
  const rows = await tx
    .selectDistinct({ slot })
    .from(jobRuns)
    .where(and(eq(jobRuns.job, detectionJob), gte(jobRuns.slotAt, from)))
  return new Set(rows.map((row) => Number(row.slot)))
}

export type Progress = typeof detectionProgress.$inferSelect

export async function listProgress(tx: Queryable): Promise<Map<string, Progress>> {
  const rows = await tx.select().from(detectionProgress)
  return new Map(rows.map((row) => [row.seriesKey, row]))
}

export async function upsertProgress(tx: Queryable, progress: Progress[]) {
  if (progress.length === 0) return
  await tx
    .insert(detectionProgress)
    .values(progress)
    .onConflictDoUpdate({
      target: detectionProgress.seriesKey,
      set: {
        scoredUntil: sql`excluded.scored_until`,
        samples: sql`excluded.samples`,
        periods: sql`excluded.periods`,
        judgedRevision: sql`excluded.judged_revision`,
      },
    })
}

/** Has the next pass judge the last two days of a metric anew, as if late data had come; of one series, where `seriesKey` says so. */
export async function judgeAnew(db: Queryable, of: { metricName: string } | { seriesKey: string }) {
  const { seriesKey } = detectionProgress
  const wanted =
    'seriesKey' in of
      ? eq(seriesKey, of.seriesKey)
      : or(eq(seriesKey, of.metricName), sql`starts_with(${seriesKey}, ${`${of.metricName}{`})`)
  await db
    .update(detectionProgress)
    .set({ revision: sql`${detectionProgress.revision} + 1` })
    .where(wanted)
}

/** Tells browsers, once the transaction commits, that anomalies changed. */
export async function announceAnomalies(tx: Queryable) {
  const change: LiveChange = { tables: [], topics: ['anomalies'] }
  await tx.execute(sql`select pg_notify(${channel}, ${JSON.stringify(change)})`)
}

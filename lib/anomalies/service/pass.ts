import 'server-only'
import type { Context } from '@/lib/context/context'
import { dayMs } from '../grid'
import { historyMs } from '../history'
import { endAbandonedRows } from '../store/anomalies'
import {
  announceAnomalies,
  claimSlot,
  finishSlot,
  isSlotTaken,
  removeRunsBefore,
  tryLockDetection,
} from '../store/passes'
import { groupAnomalies } from './group'
import { judgeLines } from './judge'
import { readLines } from './lines'
import { recordJudged } from './record'

export type PassFigures = Record<'series' | 'buckets' | 'opened' | 'updated' | 'withdrawn', number>

/**
 * One detection pass over all series, at most once in each interval over all processes; null where it is another's. The
 * transaction that has the lock waits, without a snapshot, while others read and this thread judges; then it writes all or nothing.
 */
export async function runPass(context: Context): Promise<PassFigures | null> {
  const startedAt = performance.now()
  const { db, now, config } = context
  const { detection_interval: interval, baseline_window: windowMs } = config.anomaly
  const slotAt = new Date(Math.floor(now.getTime() / interval) * interval)
  return db.transaction(async (tx) => {
    if (!(await tryLockDetection(tx)) || (await isSlotTaken(tx, slotAt))) return null
    const lines = await readLines(db, { now, windowMs })
    const judged = await judgeLines(context, lines)
    if (!(await claimSlot(tx, slotAt, now))) return null
    const { buckets, ...written } = await recordJudged(tx, judged, now)
    await groupAnomalies(tx, now)
    if (written.opened + written.updated + written.withdrawn > 0) await announceAnomalies(tx)
    const keys = lines.map(({ target }) => target.seriesKey)
    await endAbandonedRows(tx, keys, new Date(now.getTime() - dayMs), now)
    await removeRunsBefore(tx, new Date(now.getTime() - historyMs(windowMs) - dayMs))
    const durationMs = Math.round(performance.now() - startedAt)
    const figures = { series: lines.length, buckets, ...written }
    await finishSlot(tx, slotAt, { finishedAt: new Date(now.getTime() + durationMs), durationMs, figures })
    return figures
  })
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { figures as counted } from '@/lib/runtime/figures'
import type { DetectionFigures } from '../contract'
import { dayMs } from '../grid'
import { endAbandonedRows } from '../store/anomalies'
import { announceAnomalies, claimSlot, finishSlot, removeRunsBefore, tryLockDetection } from '../store/passes'
import { groupAnomalies } from './group'
import { judgeTargets } from './judge'
import { historyMs, readLines } from './lines'

const nothing = { series: 0, buckets: 0, opened: 0, updated: 0, withdrawn: 0 }

/**
 * One detection pass over all series, at most once in each interval over all processes. Only finished buckets are judged:
 * new ones, and those that late data has touched. All of a pass is committed at once or not at all.
 */
export async function detectAnomalies(context: Context): Promise<DetectionFigures> {
  const startedAt = performance.now()
  const { db, now, config } = context
  const { detection_interval: interval, baseline_window: windowMs } = config.anomaly
  const slotAt = new Date(Math.floor(now.getTime() / interval) * interval)
  const figures = await db.transaction(async (tx) => {
    if (!(await tryLockDetection(tx)) || !(await claimSlot(tx, slotAt, now))) return null
    const lines = await readLines(tx, { now, windowMs })
    const done = await judgeTargets(tx, context, lines)
    await groupAnomalies(tx, now)
    if (done.opened + done.updated + done.withdrawn > 0) await announceAnomalies(tx)
    const abandonedBefore = new Date(now.getTime() - dayMs)
    await endAbandonedRows(
      tx,
      lines.map(({ target }) => target.seriesKey),
      abandonedBefore,
      now,
    )
    await removeRunsBefore(tx, new Date(now.getTime() - historyMs(windowMs) - dayMs))
    const durationMs = Math.round(performance.now() - startedAt)
    await finishSlot(tx, slotAt, { finishedAt: new Date(now.getTime() + durationMs), durationMs, figures: done })
    return done
  })
  const duration_ms = Math.round(performance.now() - startedAt)
  if (figures) counted.detection.observe(duration_ms / 1000)
  const changed = figures && figures.opened + figures.withdrawn > 0
  context.log[changed ? 'info' : 'debug']({ ...figures, duration_ms }, 'detection pass')
  return { skipped: figures === null, ...(figures ?? nothing), duration_ms }
}

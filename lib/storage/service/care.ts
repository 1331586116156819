import 'server-only'
import type { Sql } from '@/lib/db/client'
import { dayMs } from '@/lib/metrics/durations'
import { holdCompaction } from '@/lib/metrics/store/compact'
import type { Log } from '@/lib/runtime/log'
import type { StorageEngine } from '../engine'
import { removeLate } from '../store/late'
import { findState, lockState, setKept, setProbe } from '../store/state'
import { holdsProbe } from './deliver'

type Parts = { sql: Sql; engine: StorageEngine; log: Log; keepMs: number }

/** From `from` on the engine holds minutes, and no earlier ones any more. */
async function keepFrom(sql: Sql, from: number): Promise<boolean> {
  return (await sql.begin(async (tx) => {
    await holdCompaction(tx)
    const state = await lockState(tx)
    if (!state || from <= state.keptFrom) return false
    const kept = Math.min(from, state.sealedBefore)
    await setKept(tx, kept)
    await removeLate(tx, 0, kept)
    return true
  })) as boolean
}

/**
 * Looks once in a while whether the engine is what it should be and still has what it had, and lets go of what is older than it is
 * to keep. An engine that came back empty is asked for nothing that it lost. Throws `EngineError`.
 */
export async function careForEngine({ sql, engine, log, keepMs }: Parts, now: number): Promise<void> {
  const report = await engine.check()
  for (const warning of report.warnings) log.warn({ engine: engine.name }, warning)
  const state = await findState(sql)
  if (!state) return
  const { probe, keptFrom, sealedBefore } = state
  if (probe && probe.bucket >= keptFrom && !(await holdsProbe(engine, probe))) {
    await keepFrom(sql, sealedBefore)
    await setProbe(sql, null)
    const lost = `${engine.name} has lost what it held (${new Date(probe.bucket).toISOString()} of series ${probe.seriesId} is gone)`
    log.error(
      { engine: engine.name },
      `${lost}; older stretches are answered by the hour. "datawatch storage migrate --to ${engine.name}" copies again what PostgreSQL has`,
    )
  }
  if (report.keepsMs !== null && report.keepsMs < keepMs) {
    const days = (ms: number) => `${Math.floor(ms / dayMs)} days`
    log.warn(
      { engine: engine.name },
      `${report.product} keeps samples for ${days(report.keepsMs)}; minutes are to be kept for ${days(keepMs)} (metrics.rollup_retention.minutes)`,
    )
  }
  const kept = Math.min(keepMs, report.keepsMs ?? keepMs)
  const from = Math.ceil((now - kept) / dayMs) * dayMs
  if (await keepFrom(sql, from)) await engine.expire(from)
}

import 'server-only'
import type { Sql } from '@/lib/db/client'
import { dayMs } from '@/lib/metrics/durations'
import { holdCompaction } from '@/lib/metrics/store/compact'
import type { Log } from '@/lib/runtime/log'
import type { StorageEngine } from '../engine'
import { removeLate } from '../store/late'
import { findState, forgetProbe, lockState, setKept } from '../store/state'
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
 * Whether the engine still has what it had: one that came back empty is asked for nothing that it lost. Throws `EngineError`.
 */
export async function checkLoss({ sql, engine, log }: Parts): Promise<void> {
  const state = await findState(sql)
  if (!state?.probe || state.probe.bucket < state.keptFrom || (await holdsProbe(engine, state.probe))) return
  const { probe, sealedBefore } = state
  await keepFrom(sql, sealedBefore)
  await forgetProbe(sql)
  const lost = `${engine.name} has lost what it held (${new Date(probe.bucket).toISOString()} of series ${probe.seriesId} is gone)`
  const copy = `"datawatch storage migrate --to ${engine.name}" copies again what PostgreSQL has`
  log.error({ engine: engine.name }, `${lost}; older stretches are answered by the hour. ${copy}`)
}

/** Whether the engine is what it should be; lets go of what is older than it is to keep. Throws `EngineError`. */
export async function careForEngine({ sql, engine, log, keepMs }: Parts, now: number): Promise<void> {
  const report = await engine.check()
  for (const warning of report.warnings) log.warn({ engine: engine.name }, warning)
  await checkLoss({ sql, engine, log, keepMs })
  if (report.keepsMs !== null && report.keepsMs < keepMs) {
    const days = (ms: number) => `${Math.floor(ms / dayMs)} days`
    const wanted = `minutes are to be kept for ${days(keepMs)} (metrics.rollup_retention.minutes)`
    log.warn({ engine: engine.name }, `${report.product} keeps samples for ${days(report.keepsMs)}; ${wanted}`)
  }
  const from = keptSince(now, Math.min(keepMs, report.keepsMs ?? keepMs))
  if (await keepFrom(sql, from)) await engine.expire(from)
  await forgetProbe(sql)
}

/** The first day of which all is kept by what keeps samples for `keptMs`. */
export const keptSince = (now: number, keptMs: number) => Math.ceil((now - keptMs) / dayMs) * dayMs

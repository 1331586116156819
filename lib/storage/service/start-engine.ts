import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Sql } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/durations'
import type { Log } from '@/lib/runtime/log'
import type { StorageEngine } from '../engine'
import { isEngine } from '../engine-contract'
import { openEngine } from '../open-engine'
import { retentionsOf } from '../retention'
import { ensureState, findState } from '../store/state'
import { Feeder } from './feeder'

/** Longer than any engine keeps what it acknowledged in memory alone. */
const confirmMs = 30_000

type Parts = { sql: Sql; metrics: Config['metrics']; compact(): Promise<void>; log: Log }

/**
 * The engine in which minutes rest, as the configuration has it and the database knows it, and what feeds it. Where the two differ,
 * the engine that has them is still asked, and none is fed until they have been moved.
 */
export async function startEngine({
  sql,
  metrics,
  compact,
  log,
}: Parts): Promise<{ engine: StorageEngine | null; feeder: Feeder }> {
  const wanted = isEngine(metrics.storage) ? metrics.storage : null
  const now = Date.now()
  const state = wanted ? await ensureState(sql, wanted, now - (now % minuteMs)) : await findState(sql)
  const engine = state ? openEngine(state.engine, metrics, state.installation) : null
  if (state && state.engine !== wanted) {
    const to = wanted ?? 'postgres'
    const hidden = engine
      ? ''
      : `; until then what is only there is answered by the hour (metrics.${state.engine} is not set)`
    log.warn(
      `minutes rest in ${state.engine}, and metrics.storage is ${metrics.storage}: "datawatch storage migrate --to ${to}" moves them${hidden}`,
    )
  }
  const feeder = new Feeder({
    sql,
    engine,
    wanted,
    compact,
    log,
    settleMs: metrics.settle,
    confirmMs,
    keepMs: retentionsOf(metrics).rollups_1m,
    outboxRows: metrics.outbox_max_rows,
  })
  return { engine, feeder }
}

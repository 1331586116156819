import 'server-only'
import type { Context } from '@/lib/context/context'
import type { EngineStatus } from '../contract'
import { isEngine } from '../engine-contract'
import { countLate } from '../store/late'
import { measureOutbox } from '../store/outbox'
import { type EngineState, findState } from '../store/state'

/** What is asked for it. */
type Asked = Pick<Context, 'db'> & { config: Pick<Context['config'], 'metrics'> }

const iso = (at: number) => new Date(at).toISOString()
const mostCounted = 10_000_000

export type EngineHealth = Pick<EngineStatus, 'name' | 'state' | 'failing_since'>

function healthOf(state: EngineState | null, storage: string): EngineHealth | null {
  if (!state) return isEngine(storage) ? { name: storage, state: 'waiting', failing_since: null } : null
  const { engine, failure, failingSince } = state
  const word = engine !== storage ? 'unmoved' : failure === null ? 'ok' : 'failing'
  return { name: engine, state: word, failing_since: failingSince === null ? null : iso(failingSince) }
}

/** How the engine of this database is, in few words; null where there is none. */
export const readEngineHealth = async ({ db, config }: Asked): Promise<EngineHealth | null> =>
  healthOf(await findState(db.$client), config.metrics.storage)

/** The engine in which minutes rest in the long run: what it holds, what waits for it, what it would not take. */
export async function readEngineStatus({ db, config }: Asked): Promise<EngineStatus | null> {
  const sql = db.$client
  const { storage, outbox_max_rows } = config.metrics
  const state = await findState(sql)
  const health = healthOf(state, storage)
  if (!health || !state) return null
  const [{ rows, oldest }, late] = await Promise.all([
    measureOutbox(sql, Math.max(outbox_max_rows, mostCounted)),
    countLate(sql, mostCounted),
  ])
  return {
    ...health,
    holds_from: iso(state.keptFrom),
    holds_before: iso(state.sealedBefore),
    waiting_rows: rows,
    waiting_rows_most: outbox_max_rows,
    oldest_waiting_at: oldest === null ? null : iso(oldest),
    late_rows: late,
    refused_total: state.refused,
    failure: state.failure,
    moving_to: state.moving?.to ?? null,
  }
}

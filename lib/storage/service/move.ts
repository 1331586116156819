import 'server-only'
import type { Sql } from '@/lib/db/client'
import { locks } from '@/lib/db/locks'
import { Partitions } from '@/lib/db/partitions'
import { holdCompaction } from '@/lib/metrics/store/compact'
import type { Point, StorageEngine } from '../engine'
import type { EngineName } from '../engine-contract'
import { partWidth } from '../part-width'
import { removeLate } from '../store/late'
import { listMoved, restoreMinutes, type Stretch } from '../store/minutes'
import { listSampledSeries, listSeriesNames } from '../store/names'
import { measureOutbox } from '../store/outbox'
import { type EngineState, findState, lockState, removeState, setEngine, setKept, setMoving } from '../store/state'
import { readAll } from './read-all'
import { compareTotals, type Difference, totalsOf } from './verify'

export type Move = { done: number; of: number; rows: number }
type Stopping = { stopping(): boolean }

/** Runs `work` while no process feeds an engine and nothing waits to be sent; `drain` brings what waits to it. */
export async function whileUnfed<T>(sql: Sql, drain: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  const session = await sql.reserve()
  try {
    for (;;) {
      await drain()
      await session`set lock_timeout = 0`
      await session`select pg_advisory_lock(${locks.feeding})`
      if ((await measureOutbox(sql, 1)).rows === 0) return await work()
      await session`select pg_advisory_unlock(${locks.feeding})`
    }
  } finally {
    await session`select pg_advisory_unlock_all()`
    session.release()
  }
}

/**
 * Copies what one engine holds into another, some hours at a time, the oldest first. Stopped anywhere it goes on from there. Nobody may
 * feed meanwhile. Throws where the other refuses something.
 */
export async function* copyBetween(
  sql: Sql,
  from: StorageEngine,
  to: StorageEngine,
  { stopping }: Stopping,
): AsyncGenerator<Move> {
  const state = (await findState(sql)) as EngineState
  const { keptFrom, sealedBefore, moving } = state
  const width = partWidth((await listSampledSeries(sql)).length)
  let rows = 0
  let at = moving?.to === to.name ? Math.max(moving.before, keptFrom) : keptFrom
  while (at < sealedBefore && !stopping()) {
    const end = Math.min(sealedBefore, at + width)
    const points = await readAll(sql, from, { from: at, to: end })
    const ids = [...new Set(points.map(({ seriesId }) => seriesId))]
    const refused = await to.write(points, new Map(await listSeriesNames(sql, ids)))
    if (refused.points.length > 0) {
      const when = new Date(refused.points[0]!.bucket).toISOString()
      throw new Error(`${to.name} refuses ${refused.points.length} points of ${when}: ${refused.reason}`)
    }
    rows += points.length
    at = end
    await setMoving(sql, { to: to.name, before: at })
    yield { done: at - keptFrom, of: sealedBefore - keptFrom, rows }
  }
}

/** Compares two engines by count, sum and change of each series, and has the other take the place of the first where they agree. */
export async function handOver(
  sql: Sql,
  from: StorageEngine,
  to: StorageEngine,
): Promise<{ series: number; differing: Difference[] }> {
  const { keptFrom, sealedBefore } = (await findState(sql)) as EngineState
  const stretches = [{ from: keptFrom, to: sealedBefore }]
  const [one, other] = [await totalsOf(sql, from, stretches), await totalsOf(sql, to, stretches)]
  const differing = compareTotals(one, other)
  if (differing.length === 0) await sql.begin((tx) => setEngine(tx, to.name as EngineName))
  else await setMoving(sql, null)
  return { series: one.size, differing }
}

/**
 * Puts back into PostgreSQL what has left it, some hours at a time, the oldest first, and ends with the engine. Stopped anywhere it goes on
 * from there. Nobody may feed meanwhile.
 */
export async function* moveBack(
  sql: Sql,
  engine: StorageEngine | null,
  retentionMs: number,
  { stopping }: Stopping,
): AsyncGenerator<Move> {
  const { keptFrom, sealedBefore } = (await findState(sql)) as EngineState
  const partitions = new Partitions(sql, retentionMs)
  const width = partWidth((await listSampledSeries(sql)).length)
  let rows = 0
  for (let at = keptFrom; at < sealedBefore && !stopping(); ) {
    const end = Math.min(sealedBefore, at + width)
    const moved = await listMoved(sql, { from: at, to: end })
    if (moved.length > 0 && !engine) throw new Error('minutes are in an engine that the configuration says nothing of')
    const parts: { stretch: Stretch; points: Point[] }[] = []
    for (const stretch of moved) {
      await partitions.ensure('rollups_1m', stretch.from, Date.now())
      parts.push({ stretch, points: await readAll(sql, engine!, stretch) })
    }
    await sql.begin(async (tx) => {
      await holdCompaction(tx)
      await lockState(tx)
      for (const { stretch, points } of parts) await restoreMinutes(tx, points, stretch)
      await removeLate(tx, at, end)
      await setKept(tx, end)
    })
    rows += parts.reduce((sum, { points }) => sum + points.length, 0)
    at = end
    yield { done: at - keptFrom, of: sealedBefore - keptFrom, rows }
  }
  if (stopping()) return
  await sql.begin(async (tx) => {
    await holdCompaction(tx)
    await removeState(tx)
  })
}

import 'server-only'
import type { Sql } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/durations'
import { holdCompaction } from '@/lib/metrics/store/compact'
import { partWidth } from '../part-width'
import { findOldestMinute } from '../store/minutes'
import { listSampledSeries } from '../store/names'
import { sealMinutes } from '../store/outbox'
import { type EngineState, findState, lockState, setKept } from '../store/state'

export type Extension = { done: number; of: number; rows: number }

/**
 * Has the engine hold what PostgreSQL has of earlier minutes too, back to `since`: some hours at a time, the latest first, into the
 * outbox. What comes late into them is late from then on. `room` is waited for before each part. Stopped anywhere it goes on from
 * there.
 */
export async function* extendBack(
  sql: Sql,
  { since, room, stopping }: { since: number; room(): Promise<void>; stopping(): boolean },
): AsyncGenerator<Extension> {
  const first = await findState(sql)
  const oldest = await findOldestMinute(sql, first?.keptFrom ?? 0)
  if (!first || oldest === null) return
  const end = Math.max(since - (since % minuteMs), oldest)
  const width = partWidth((await listSampledSeries(sql)).length)
  let rows = 0
  for (let at = first.keptFrom; at > end && !stopping(); ) {
    await room()
    const part = (await sql.begin(async (tx) => {
      await holdCompaction(tx)
      const { keptFrom } = (await lockState(tx)) as EngineState
      const from = Math.max(end, keptFrom - width)
      const count = await sealMinutes(tx, from, keptFrom)
      await setKept(tx, from)
      return { from, count }
    })) as { from: number; count: number }
    at = part.from
    rows += part.count
    yield { done: first.keptFrom - at, of: first.keptFrom - end, rows }
  }
}

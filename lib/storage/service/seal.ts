import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/durations'
import { holdCompaction } from '@/lib/metrics/store/compact'
import { partWidth } from '../part-width'
import { sealAgain } from '../store/late'
import { listSampledSeries } from '../store/names'
import { measureOutbox, sealMinutes } from '../store/outbox'
import { lockState, setSealed } from '../store/state'

const againAtOnce = 5000
const floor = (at: number) => at - (at % minuteMs)

/** Seals some time more; answers whether there may be more to seal. */
async function sealSome(tx: Transaction, before: number, widthMs: number): Promise<boolean> {
  await holdCompaction(tx)
  const state = await lockState(tx)
  if (!state || before <= state.sealedBefore) return false
  const to = Math.min(before, state.sealedBefore + widthMs)
  await sealMinutes(tx, state.sealedBefore, to)
  await setSealed(tx, to)
  return to < before
}

/**
 * Puts all minutes that end by `before` into the outbox as they are; what comes into them later is late. With `again`, those into which
 * something came late are put there once more, whole. Stops where the outbox holds `mostRows`.
 */
export async function sealAll(
  sql: Sql,
  { before, again, mostRows }: { before: number; again: boolean; mostRows: number },
): Promise<void> {
  const width = partWidth((await listSampledSeries(sql)).length)
  const hasRoom = async () => (await measureOutbox(sql, mostRows)).rows < mostRows
  for (let more = true; more && (await hasRoom()); ) {
    more = (await sql.begin((tx) => sealSome(tx, floor(before), width))) as boolean
  }
  while (again && (await hasRoom())) {
    const count = await sql.begin(async (tx) => {
      await holdCompaction(tx)
      const state = await lockState(tx)
      return state ? sealAgain(tx, state.keptFrom, againAtOnce) : 0
    })
    if (count < againAtOnce) return
  }
}

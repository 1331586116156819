import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { type Expired, isOver } from '@/lib/db/partitions'
import { holdCompaction } from '@/lib/metrics/store/compact'
import { hasQueued } from '../store/outbox'
import { findState } from '../store/state'

type Hold = { now: number; keepMs: number; engine: string }

/**
 * Whether a partition may be dropped: of minutes, none before all of it was sent, and before its own retention only where the engine
 * holds it and takes what it is given. Nothing is sealed or compacted until the transaction ends.
 */
export async function mayGo(tx: Transaction, partition: Expired, { now, keepMs, engine }: Hold): Promise<boolean> {
  if (partition.parent !== 'rollups_1m') return true
  await holdCompaction(tx)
  const state = await findState(tx)
  const { startsAt, endsAt } = partition
  if (state && (await hasQueued(tx, startsAt, endsAt))) return false
  const isFed = state?.engine === engine && state.failure === null
  if (isFed && state.keptFrom <= startsAt && endsAt <= state.sealedBefore) return true
  return isOver(partition, now, keepMs)
}

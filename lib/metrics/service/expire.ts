import 'server-only'
import type { Context } from '@/lib/context/context'
import { Partitions } from '@/lib/db/partitions'
import { isEngine } from '@/lib/storage/engine-contract'
import { retentionsOf } from '@/lib/storage/retention'
import { mayGo } from '@/lib/storage/service/may-go'

/**
 * Makes the partitions of the near future, and drops what is older than its retention, whole partitions at a time; answers
 * the names of those dropped. Retention counts from arrival; minutes that a storage engine holds too go sooner.
 */
export async function expireSamples({ db, config, now, log }: Context): Promise<string[]> {
  const { retention, storage, hot } = config.metrics
  const partitions = new Partitions(db.$client, retention)
  await partitions.makeAhead(now.getTime())
  const kept = retentionsOf(config.metrics)
  const soonest = { ...kept, rollups_1m: Math.min(kept.rollups_1m, isEngine(storage) ? hot : kept.rollups_1m) }
  const hold = { now: now.getTime(), keepMs: kept.rollups_1m, engine: storage }
  const { dropped, held } = await partitions.dropExpired(now.getTime(), soonest, (tx, one) => mayGo(tx, one, hold))
  if (dropped.length > 0) log.info({ partitions: dropped }, 'expired')
  if (held.length > 0) log.info({ partitions: held }, 'expired, but still read by an open query; tried again later')
  return dropped
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { Partitions } from '@/lib/db/partitions'
import { retentionsOf } from '@/lib/storage/retention'

/**
 * Makes the partitions of the near future, and drops what is older than its retention, whole partitions at a time; answers
 * the names of those dropped. Retention counts from arrival.
 */
export async function expireSamples({ db, config, now, log }: Context): Promise<string[]> {
  const { retention } = config.metrics
  const partitions = new Partitions(db.$client, retention)
  await partitions.makeAhead(now.getTime())
  const { dropped, held } = await partitions.dropExpired(now.getTime(), retentionsOf(config.metrics))
  if (dropped.length > 0) log.info({ partitions: dropped }, 'expired')
  if (held.length > 0) log.info({ partitions: held }, 'expired, but still read by an open query; tried again later')
  return dropped
}

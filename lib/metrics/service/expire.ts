import 'server-only'
import type { Context } from '@/lib/context/context'
import { Partitions } from '@/lib/db/partitions'

/** Drops what is older than the retention, whole partitions at a time; answers their names. Retention counts from arrival. */
export async function expireSamples({ db, config, now, log }: Context): Promise<string[]> {
  const before = new Date(now.getTime() - config.metrics.retention)
  const dropped = await new Partitions(db.$client).dropExpired(before)
  if (dropped.length > 0) log.info({ partitions: dropped }, 'expired')
  return dropped
}

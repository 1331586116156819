import 'server-only'
import type { Queryable, Transaction } from '@/lib/db/client'

const iso = (at: number) => new Date(at).toISOString()

/** Whether minutes of [from, to) are in the storage engine and no more here. */
export async function hasMoved(sql: Queryable, from: number, to: number): Promise<boolean> {
  const [row] = await sql<{ moved: boolean }[]>`
    select exists (
      select from engine_state join expired_partitions on parent = 'rollups_1m' and starts_at < sealed_before and ends_at > kept_from
      where starts_at < ${iso(to)}::timestamptz and ends_at > ${iso(from)}::timestamptz
        and sealed_before > ${iso(from)}::timestamptz and kept_from < ${iso(to)}::timestamptz
    ) as moved`
  return row!.moved
}

/**
 * What the storage engine holds of minutes of series in [from, to) is no more to be read: what is counted anew is in its place, with how
 * levels changed. Nobody may compact until the transaction ends.
 */
export async function supersedeSealed(tx: Transaction, seriesIds: number[], from: number, to: number): Promise<void> {
  await tx`
    insert into late_samples as late (series_id, bucket, count, sum, min, max, first_at, last, last_at, change, whole)
    select series_id, bucket, 0, 0, 'infinity', '-infinity', 'infinity', 0, '-infinity', change, true
    from rollups_1m join engine_state on bucket >= kept_from and bucket < sealed_before
    where series_id = any(${seriesIds}::int[]) and bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz
    on conflict (series_id, bucket) do update set
      count = 0, sum = 0, min = 'infinity', max = '-infinity', first_at = 'infinity', last = 0, last_at = '-infinity',
      change = excluded.change, whole = true`
}

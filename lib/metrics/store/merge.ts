import 'server-only'
import type { Fragment, Queryable } from '@/lib/db/client'

/** What ends an insert of aggregates into a table `as kept`: those under a series and bucket that it has already are added to them. */
export const addToKept = (sql: Queryable): Fragment => sql`
  on conflict (series_id, bucket) do update set
    count = kept.count + excluded.count,
    sum = kept.sum + excluded.sum,
    min = least(kept.min, excluded.min),
    max = greatest(kept.max, excluded.max),
    first_at = least(kept.first_at, excluded.first_at),
    last = case
      when excluded.last_at > kept.last_at then excluded.last
      when excluded.last_at = kept.last_at then greatest(kept.last, excluded.last)
      else kept.last end,
    last_at = greatest(kept.last_at, excluded.last_at),
    change = kept.change + excluded.change`

import type { Sql, TransactionSql } from 'postgres'

/** The views of samples at each resolution. */
export const resolutions = ['samples_1m', 'samples_1h', 'samples_1d'] as const

/** One row for each series and bucket, whatever of it is compacted already. */
export const mergedSamples = (sql: Sql | TransactionSql, view: (typeof resolutions)[number]) => sql`
  (select series_id, bucket, sum(count) as count, sum(sum) as sum, min(min) as min, max(max) as max,
    min(first_at) as first_at, (array_agg(last order by last_at desc, last desc))[1] as last, max(last_at) as last_at,
    sum(change) as change
  from ${sql(view)} group by series_id, bucket)`

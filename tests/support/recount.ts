import type { Sql } from 'postgres'

type Drift = { what: string; bucket: string; kept: string; counted: string }

const widths = { rollups_1m: 'minute', rollups_1h: 'hour', rollups_1d: 'day' } as const

/**
 * Counts every metric of a table of INSERTs anew in SQL, from the raw events alone, and answers where the rollups differ.
 * Knows `amount` (a number) and `status` (a category).
 */
export async function findDrift(sql: Sql, table: string): Promise<Drift[]> {
  const drifts: Drift[] = []
  for (const [rollup, width] of Object.entries(widths)) {
    const rows = await sql<Drift[]>`
      with raw as (
        select events.* from events join source_tables on source_tables.id = table_id where name = ${table}
      ), counted as (
        select 'events' as what, date_trunc(${width}, event_at) as bucket, count(*) as count, count(*)::numeric as sum,
          1::float8 as min, 1::float8 as max from raw group by 1, 2
        union all
        select 'amount', date_trunc(${width}, event_at), count(*), sum((after->>'amount')::numeric),
          min((after->>'amount')::float8), max((after->>'amount')::float8) from raw group by 1, 2
        union all
        select 'status=' || (after->>'status'), date_trunc(${width}, event_at), count(*), count(*), 1, 1
          from raw group by 1, 2
      ), kept as (
        select case kind when 'events' then 'events' when 'value' then field else field || '=' || label_key end as what,
          bucket, sum(count) as count, sum(sum) as sum, min(min) as min, max(max) as max
        from ${sql(rollup)} join series on series.id = series_id join measures on measures.id = measure_id
        where table_name = ${table} and (kind = 'events' or field in ('amount', 'status')) group by 1, 2
      )
      select ${rollup}::text || ' ' || what as what, bucket::text,
        concat_ws(' ', kept.count, trim_scale(kept.sum), kept.min, kept.max) as kept,
        concat_ws(' ', counted.count, trim_scale(counted.sum), counted.min, counted.max) as counted
      from kept full join counted using (what, bucket)
      where (kept.count, kept.sum, kept.min, kept.max) is distinct from (counted.count, counted.sum, counted.min, counted.max)
      limit 5`
    drifts.push(...rows)
  }
  return drifts
}

/** How many events of a table are stored, and how many different ids they have. */
export async function countStored(sql: Sql, table: string): Promise<{ rows: number; ids: number }> {
  const [row] = await sql<{ rows: number; ids: number }[]>`
    select count(*)::int as rows, count(distinct event_id)::int as ids
    from events join source_tables on source_tables.id = table_id where name = ${table}`
  return row!
}

import 'server-only'
import { sql } from 'drizzle-orm'
import type { StarterMetric } from '../starter'
import type { Queryable } from './boards'

type StaleStarter = { table: string; madeOf: string; settled: boolean; boardId: string | null }

/** Values seen so far of the one label that a measure has beside its table and schema. */
const seenValues = sql`(
  select coalesce(array_agg(distinct l.value order by l.value), '{}')
  from series s, jsonb_each_text(s.labels - 'table' - 'schema') l where s.measure_id = m.measure_id)`

/**
 * Tables whose metrics, or what is known of their values, are not what their starter board was made of, but for boards
 * that somebody edited or deleted. `settled` from `enough` events on; `edition` is that of the boards themselves.
 */
export async function listStaleStarters(db: Queryable, edition: string, enough: number): Promise<StaleStarter[]> {
  const rows = await db.execute(sql`
    with found as (
      select m.table_name, m.name, k.kind,
        case k.kind when 'value' then '{}' else ${seenValues} end as seen
      from metrics m join measures k on k.id = m.measure_id
      where m.auto_generated and not m.hidden
    ), tables as (
      select f.table_name, f.settled, ${edition}::text || md5(f.settled::text || string_agg(
        name || case when kind = 'events' or cardinality(seen) < 2 then seen::text when cardinality(seen) < 8 then '2' else '8' end,
        ',' order by name)) as made_of
      from (
        select *, coalesce((select sum(events_count) from source_tables t where t.name = table_name), 0) >= ${enough} as settled
        from found
      ) f group by f.table_name, f.settled
    )
    select t.table_name, t.settled, t.made_of, d.id as board_id
    from tables t left join dashboards d on d.starter_for = t.table_name
    where d.id is null or (d.deleted_at is null and not d.edited and d.starter_made_of is distinct from t.made_of)
    order by t.table_name`)
  return rows.map((row) => ({
    table: String(row.table_name),
    madeOf: String(row.made_of),
    settled: row.settled === true,
    boardId: row.board_id === null ? null : String(row.board_id),
  }))
}

/** A table's metrics in the order in which they were found. */
export async function listStarterMetrics(db: Queryable, table: string): Promise<Omit<StarterMetric, 'label'>[]> {
  const rows = await db.execute(sql`
    select m.name, k.kind, m.field, m.aggregation, m.unit, ${seenValues} as values
    from metrics m join measures k on k.id = m.measure_id
    where m.auto_generated and not m.hidden and m.table_name = ${table}
    order by m.id`)
  return rows.map((row) => row as Omit<StarterMetric, 'label'>)
}

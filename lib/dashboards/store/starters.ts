import 'server-only'
import { sql } from 'drizzle-orm'
import { ownLabel } from '@/lib/metrics/auto'
import type { TableFacts } from '../bind-tables'
import type { StarterMetric } from '../starter'
import type { Queryable } from './boards'

type StaleStarter = { table: string; madeOf: string; settled: boolean; boardId: string | null }

/** Values seen so far of the one label that a measure has beside its table and schema. */
const seenValues = sql`(
  select coalesce(array_agg(distinct l.value order by l.value), '{}')
  from series s, jsonb_each_text(s.labels - 'table' - 'schema') l where s.measure_id = m.measure_id)`

/** Not about rules of quality, which have pages of their own. */
const isOfRows = sql`k.kind not in ('check', 'score')`

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
      where m.auto_generated and not m.hidden and ${isOfRows}
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

/** The metrics of tables by their names, each in the order in which they were found. */
export async function listStarterMetrics(
  db: Queryable,
  tables: readonly string[],
): Promise<Map<string, StarterMetric[]>> {
  const found = new Map<string, StarterMetric[]>(tables.map((table) => [table, []]))
  if (tables.length === 0) return found
  const rows = await db.execute(sql`
    select m.table_name, m.name, k.kind, m.field, m.aggregation, m.unit, ${seenValues} as values
    from metrics m join measures k on k.id = m.measure_id
    where m.auto_generated and not m.hidden and ${isOfRows} and m.table_name in ${tables}
    order by m.id`)
  for (const { table_name, ...row } of rows) {
    const metric = row as Omit<StarterMetric, 'label'>
    found.get(String(table_name))?.push({ ...metric, label: ownLabel(metric.kind, metric.field ?? '') })
  }
  return found
}

/** Every table that has metrics, with what its columns are and how many events it had; those with the most come first. */
export async function listTableFacts(db: Queryable): Promise<TableFacts[]> {
  const rows = await db.execute(sql`
    select m.table_name,
      jsonb_agg(distinct jsonb_build_object('kind', k.kind, 'field', coalesce(m.field, ''), 'unit', m.unit)) as columns,
      coalesce((select sum(events_count) from source_tables t where t.name = m.table_name), 0)::float8 as events
    from metrics m join measures k on k.id = m.measure_id
    where m.auto_generated and not m.hidden and ${isOfRows}
    group by m.table_name
    order by events desc, m.table_name`)
  return rows.map((row) => ({
    table: String(row.table_name),
    columns: row.columns as TableFacts['columns'],
    events: Number(row.events),
  }))
}

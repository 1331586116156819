import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Stats } from '../stats-contract'

const iso = (at: number) => new Date(at).toISOString()

type Counts = Pick<Stats, 'metrics_count' | 'active_anomalies' | 'dashboards_count'>

export async function countThings(sql: Sql): Promise<Counts> {
  const [row] = await sql<Counts[]>`
    select (select count(*)::int from metrics where not hidden) as metrics_count,
      (select count(*)::int from anomalies where status = 'open') as active_anomalies,
      (select count(*)::int from dashboards where deleted_at is null) as dashboards_count`
  return row!
}

type TableStats = Stats['tables'][number]

/** The tables that have sent events, most recently active first. */
export async function listTableStats(sql: Sql): Promise<TableStats[]> {
  const rows = await sql<(Omit<TableStats, 'last_event_at'> & { last_event_at: string | null })[]>`
    select name as table, schema, database, source, events_count::float8 as events_total, last_event_at
    from source_tables order by last_arrival_at desc nulls last, name`
  return rows.map((row) => ({ ...row, last_event_at: row.last_event_at && new Date(row.last_event_at).toISOString() }))
}

/** Events of all tables in [from, to), whole minutes. */
export async function sumEvents(sql: Sql, from: number, to: number): Promise<number> {
  const [row] = await sql<{ total: number }[]>`
    select coalesce(sum(count), 0)::float8 as total from samples_1m
    where bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz and series_id in (
      select series.id from series join measures on measures.id = series.measure_id where kind = 'events')`
  return row?.total ?? 0
}

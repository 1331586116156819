import 'server-only'
import type { Sql } from './client'

export type TableSize = { table: string; partitions: number; bytes: number }
export type DatabaseFigures = { connections: { state: string; count: number }[]; bytes: number; tables: TableSize[] }

/** What the partitioned tables and the database take up, and how DataWatch's connections to it stand. */
export async function readDatabaseFigures(sql: Sql): Promise<DatabaseFigures> {
  const [tables, [database], connections] = await Promise.all([
    sql<TableSize[]>`
      select parent.relname as table, count(*)::int as partitions, sum(pg_total_relation_size(child.oid))::float8 as bytes
      from pg_inherits join pg_class parent on parent.oid = inhparent join pg_class child on child.oid = inhrelid
      where parent.relkind = 'p' and parent.relnamespace = 'public'::regnamespace
      group by 1 order by 1`,
    sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`,
    sql<{ state: string; count: number }[]>`
      select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
      where datname = current_database() and starts_with(application_name, 'datawatch') group by 1 order by 1`,
  ])
  return { connections, tables, bytes: database?.bytes ?? 0 }
}

import 'server-only'
import type { Sql } from '@/lib/db/client'

const iso = (at: number) => new Date(at).toISOString()

/** A table or a partition as PostgreSQL's catalog has it; `root` is the table that a partition belongs to. */
export type RelationRow = { root: string; name: string; bound: string | null; bytes: number; rows: number }

/** The tables and partitions of our schema, with indexes and large values; rows as last counted by PostgreSQL. */
export function listRelations(sql: Sql): Promise<RelationRow[]> {
  return sql<RelationRow[]>`
    select root.relname as root, own.relname as name, pg_get_expr(own.relpartbound, own.oid) as bound,
      pg_total_relation_size(own.oid)::float8 as bytes,
      greatest(own.reltuples, pg_stat_get_live_tuples(own.oid), 0)::float8 as rows
    from pg_class as own join pg_class as root on root.oid = coalesce(pg_partition_root(own.oid), own.oid)
    where own.relnamespace = current_schema()::regnamespace and own.relkind in ('r', 'm')
    order by own.relname`
}

export async function readDatabaseBytes(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`
  return row?.bytes ?? 0
}

/** When something last arrived in each partition, by the table's name and the start of the partition. */
export async function listLastArrivals(
  sql: Sql,
): Promise<{ parent: string; startsAt: number; lastArrivalAt: number }[]> {
  const rows = await sql<{ parent: string; startsAt: string; lastArrivalAt: string }[]>`
    select parent, starts_at as "startsAt", last_arrival_at as "lastArrivalAt" from partitions`
  return rows.map(({ parent, startsAt, lastArrivalAt }) => ({
    parent,
    startsAt: new Date(startsAt).getTime(),
    lastArrivalAt: new Date(lastArrivalAt).getTime(),
  }))
}

/** The day of the oldest data, by its own time; null where there is none. */
export async function findEarliestDay(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ day: string | null }[]>`select min(bucket) as day from samples_1d`
  return row?.day ? new Date(row.day).getTime() : null
}

/** Changes of all tables in [from, to), without what connectors read as they began. */
export async function countChanges(sql: Sql, from: number, to: number): Promise<number> {
  const [row] = await sql<{ total: number }[]>`
    select coalesce(sum(count), 0)::float8 as total from samples_1m
    where bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz and series_id in (
      select series.id from series join measures on measures.id = series.measure_id
      where kind = 'events' and label_key <> 'SNAPSHOT')`
  return row?.total ?? 0
}

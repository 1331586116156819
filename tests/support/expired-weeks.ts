import type postgres from 'postgres'
import type { Partitions } from '@/lib/db/partitions'

const weekMs = 7 * 86_400_000
const iso = (at: number) => new Date(at).toISOString()

/** Stores raw events, and makes rollups, of weeks that ended before `before`; `rows` of them over all the weeks. */
export async function storeExpired(
  sql: postgres.Sql,
  partitions: Partitions,
  { before, weeks, rows }: { before: number; weeks: number; rows: number },
) {
  const [table] = await sql<{ id: number }[]>`
    insert into source_tables (source, database, schema, name) values ('', '', 'public', 'archive') returning id`
  for (let week = weeks; week > 0; week -= 1) {
    const arrivedAt = before - (week + 1) * weekMs
    const { startsAt } = await partitions.open(arrivedAt)
    await partitions.ensure('rollups_1m', arrivedAt, arrivedAt)
    await sql`
      insert into events (uid, id_hash, received_at, event_id, table_id, type, event_at, after)
      select gen_random_uuid(), gen_random_uuid(), ${iso(startsAt)}::timestamptz + n * interval '1 ms', n::text, ${table!.id},
        'INSERT', ${iso(startsAt)}::timestamptz, jsonb_build_object('id', n, 'note', repeat('x', 100))
      from generate_series(1, ${Math.round(rows / weeks)}::int) as n`
  }
}

/** The tables of PostgreSQL that hold weeks begun before `before`, partitions still or detached from their parent. */
export async function findExpired(sql: postgres.Sql, before: number): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relname ~ '^(events|rollups_1m)_p\\d{8}$'
      and to_date(substring(relname from '\\d{8}$'), 'YYYYMMDD') < ${iso(before)}::timestamptz
    order by 1`
  return found.map(({ name }) => name)
}

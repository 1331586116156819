import 'server-only'
import type { Queryable } from '@/lib/db/client'
import { hashOf } from './values'

/** How many rows written since then have a value, how many of them break a rule, and some of those as JSON. */
export type ValueFigures = { checked: number; failed: number; examples: string[] }

type Of = { table: string; schema: string | null; columns: string[] }
type Since = { since: Date; examples: number }

const tableIds = (sql: Queryable, { table, schema }: Omit<Of, 'columns'>) => sql`
  array(select id from source_tables where name = ${table} and (${schema}::text is null or schema = ${schema}::text))`

/** Whether more than `most` rows of these tables are known. */
export async function hasMoreRows(sql: Queryable, tables: Omit<Of, 'columns'>[], most: number): Promise<boolean> {
  for (const table of tables) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from (
        select from row_states where table_id = any(${tableIds(sql, table)}) limit ${most + 1}) as sampled`
    if ((row?.count ?? 0) > most) return true
  }
  return false
}

/** One row that is there, by which one sees what its key is made of. */
export async function findRowKey(sql: Queryable, of: Omit<Of, 'columns'>): Promise<string | null> {
  const [row] = await sql<{ rowKey: string }[]>`
    select row_key as "rowKey" from row_states where table_id = any(${tableIds(sql, of)}) limit 1`
  return row?.rowKey ?? null
}

/** Of the rows as they are now, those written since then that have the values of an earlier one. */
export async function findRepeated(sql: Queryable, { columns, since, examples, ...of }: Of & Since) {
  const [row] = await sql<ValueFigures[]>`
    with placed as (
      select image, changed_at, row_number() over (partition by table_id, hash order by changed_at, row_key) as place
      from (select table_id, row_key, image, changed_at, ${hashOf(sql, columns)} as hash
        from row_states where table_id = any(${tableIds(sql, of)}) and image is not null) as own
      where hash is not null
    ), recent as (select * from placed where changed_at >= ${since.toISOString()}::timestamptz)
    select count(*)::float8 as checked, count(*) filter (where place > 1)::float8 as failed,
      to_json(array(select image from recent where place > 1 order by changed_at desc limit ${examples})) as examples
    from recent`
  return row!
}

/** Of the rows as they are now, those written since then whose values no row of `target` has. */
export async function findUnreferenced(sql: Queryable, own: Of & Since, target: Of): Promise<ValueFigures> {
  const [row] = await sql<ValueFigures[]>`
    with present as materialized (
      select distinct ${hashOf(sql, target.columns)} as hash
      from row_states where table_id = any(${tableIds(sql, target)}) and image is not null
    ), recent as (
      select recent.image, changed_at, present.hash is null as missing
      from (select image, changed_at, ${hashOf(sql, own.columns)} as hash from row_states
        where table_id = any(${tableIds(sql, own)}) and image is not null and changed_at >= ${own.since.toISOString()}::timestamptz) as recent
      left join present on present.hash = recent.hash
      where recent.hash is not null
    )
    select count(*)::float8 as checked, count(*) filter (where missing)::float8 as failed,
      to_json(array(select image from recent where missing order by changed_at desc limit ${own.examples})) as examples
    from recent`
  return row!
}

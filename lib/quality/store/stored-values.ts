import 'server-only'
import type { Fragment, Queryable, Sql } from '@/lib/db/client'
import { hashOf } from './values'

/** Of the rows that came since then: how many, how many of them have a value, how many of these break a rule, and some of those as JSON. */
export type ValueFigures = { came: number; checked: number; failed: number; examples: string[] }

type Tables = { table: string; schema: string | null }
type Of = Tables & { columns: string[] }
type Since = { since: Date; examples: number }

const statementTimeout = '5s'

/** Rows as they are now, with when they came and the values of columns as one hash. */
const rowsOf = (sql: Queryable, { table, schema, columns }: Of): Fragment => sql`
  select row_states.table_id, row_key, coalesce(begun_at, changed_at) as came_at, ${hashOf(sql, columns, sql`doc`)} as hash
  from row_states join source_tables on source_tables.id = row_states.table_id
  cross join lateral (select image::jsonb as doc offset 0) as parsed
  where source_tables.name = ${table} and (${schema}::text is null or source_tables.schema = ${schema}::text)
    and image is not null and (truncated_at is null or changed_at >= truncated_at)`

const sinceOf = (sql: Queryable, since: Date) => sql`${since.toISOString()}::timestamptz`

/** Asks for a while; null where that would take longer. */
async function askShortly(sql: Sql, ask: (tx: Queryable) => Promise<ValueFigures[]>): Promise<ValueFigures | null> {
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('statement_timeout', ${statementTimeout}, true)`
      const [row] = await ask(tx)
      return row!
    })
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return null
    throw error
  }
}

/** One row that is there, by which one sees what its key is made of. */
export async function findRowKey(sql: Queryable, { table, schema }: Tables): Promise<string | null> {
  const [row] = await sql<{ rowKey: string }[]>`
    select row_key as "rowKey" from row_states
    where table_id = any(array(
      select id from source_tables where name = ${table} and (${schema}::text is null or schema = ${schema}::text))) limit 1`
  return row?.rowKey ?? null
}

/** Of the rows that came since then those that have the values of an earlier one; null where there are too many to tell. */
export const findRepeated = (sql: Sql, { since, examples, ...of }: Of & Since) =>
  askShortly(
    sql,
    (tx) => tx<ValueFigures[]>`
      with own as materialized (${rowsOf(tx, of)}), recent as materialized (
        select * from (
          select *, row_number() over (partition by table_id, hash order by came_at, row_key) as place from own where hash is not null
        ) as placed where came_at >= ${sinceOf(tx, since)}
      )
      select (select count(*)::float8 from own where came_at >= ${sinceOf(tx, since)}) as came, count(*)::float8 as checked,
        count(*) filter (where place > 1)::float8 as failed,
        to_json(array(select image from recent join row_states using (table_id, row_key)
          where place > 1 order by came_at desc limit ${examples})) as examples
      from recent`,
  )

/** Of the rows that came since then those whose values no row of `target` has; null where there are too many to tell. */
export const findUnreferenced = (sql: Sql, { since, examples, ...of }: Of & Since, target: Of) =>
  askShortly(
    sql,
    (tx) => tx<ValueFigures[]>`
      with own as materialized (select * from (${rowsOf(tx, of)}) as rows where came_at >= ${sinceOf(tx, since)}),
      present as materialized (select distinct hash from (${rowsOf(tx, target)}) as rows),
      judged as materialized (
        select own.*, present.hash is null as missing from own left join present on present.hash = own.hash where own.hash is not null
      )
      select (select count(*)::float8 from own) as came, count(*)::float8 as checked, count(*) filter (where missing)::float8 as failed,
        to_json(array(select image from judged join row_states using (table_id, row_key)
          where missing order by came_at desc limit ${examples})) as examples
      from judged`,
  )

import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable } from '@/lib/db/client'
import type { Findings } from '../findings'

const writeDue = (sql: Queryable, due: Findings['due']): Fragment => sql`
  insert into quality_due (rule_id, table_id, minute)
  select rule_id, table_id, to_timestamp(minute_ms / 1000.0) from ready cross join unnest(
    ${plainArray(due.map((one) => one.ruleId))}::uuid[], ${plainArray(due.map((one) => one.tableId))}::int[],
    ${plainArray(due.map((one) => one.minute))}::float8[]
  ) with ordinality as broken (rule_id, table_id, minute_ms, place)
  order by place
  on conflict do nothing`

const writeExamples = (sql: Queryable, examples: Findings['examples']): Fragment => sql`
  insert into quality_examples (rule_id, table_id, event_at, uid, row_key, before, after)
  select rule_id, table_id, to_timestamp(event_ms / 1000.0), uid, row_key, before, after from ready cross join unnest(
    ${plainArray(examples.map((one) => one.ruleId))}::uuid[], ${plainArray(examples.map((one) => one.tableId))}::int[],
    ${plainArray(examples.map((one) => one.at))}::float8[], ${plainArray(examples.map((one) => one.uid))}::uuid[],
    ${pgArray(examples.map(({ event }) => event.rowKey))}::text[],
    ${pgArray(examples.map(({ event }) => event.beforeText))}::text[],
    ${pgArray(examples.map(({ event }) => event.afterText))}::text[]
  ) as broken (rule_id, table_id, event_ms, uid, row_key, before, after)`

/**
 * The part of the ingestion statement that says which rules were broken, to come last; nothing where none was. Nothing waits for
 * it, so it runs when all else is done, in one order for all writers.
 */
export const writeFindings = (sql: Queryable, { due, examples }: Findings): Fragment =>
  due.length === 0
    ? sql``
    : sql`, due as (${writeDue(sql, due)})${examples.length > 0 ? sql`, examples as (${writeExamples(sql, examples)})` : sql``}`

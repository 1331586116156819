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

const writeIndexed = (sql: Queryable, indexed: Findings['indexed']): Fragment =>
  indexed
    .map(
      ({ indexId, tableId, values }) => sql`
        select ${indexId}::int as index_id, ${tableId}::int as table_id,
          ${pgArray(values.map((one) => one.rowKey))}::text[] as row_keys,
          ${pgArray(values.map((one) => one.hash))}::uuid[] as hashes,
          ${plainArray(values.map((one) => one.at))}::float8[] as event_ms,
          ${plainArray(values.map((one) => one.uid))}::uuid[] as uids,
          ${pgArray(values.map((one) => String(one.judged)))}::boolean[] as judged`,
    )
    .reduce((all, one) => sql`${all} union all ${one}`)

const logIndexed = (sql: Queryable, indexed: Findings['indexed']): Fragment => sql`
  insert into quality_log (id, due_at, kind, index_id, table_id, row_keys, hashes, event_ms, uids, judged)
  select nextval('quality_log_ids'), now(), 'values', index_id, table_id, row_keys, hashes, event_ms, uids, judged
  from ready cross join (${writeIndexed(sql, indexed)}) as indexed`

/**
 * The part of the ingestion statement that says which rules were broken and what is to be looked up, to come last; nothing where
 * there is neither. Nothing waits for it, so it runs when all else is done, in one order for all writers.
 */
export function writeFindings(sql: Queryable, { due, examples, indexed }: Findings): Fragment {
  const parts = [
    ...(due.length > 0 ? [sql`, due as (${writeDue(sql, due)})`] : []),
    ...(examples.length > 0 ? [sql`, examples as (${writeExamples(sql, examples)})`] : []),
    ...(indexed.length > 0 ? [sql`, indexed as (${logIndexed(sql, indexed)})`] : []),
  ]
  return parts.reduce((all, one) => sql`${all}${one}`, sql``)
}

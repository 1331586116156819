import 'server-only'
import { joinJson, pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable } from '@/lib/db/client'
import type { Rewrite, RowStep } from '../row-steps'
import type { Traced } from '../rows'

const iso = (at: number) => new Date(at).toISOString()

/** Corrects versions that are kept already. */
export async function rewriteVersions(tx: Queryable, rewrites: Rewrite[]): Promise<void> {
  for (const { tableId, rowKey, at, uid, isState, imageText, begunAt } of rewrites) {
    if (isState) {
      await tx`
        update row_states set image = ${imageText}, begun_at = ${iso(begunAt)}::timestamptz
        where table_id = ${tableId} and row_key = ${rowKey}`
    } else {
      await tx`
        update row_versions set image = ${imageText}
        where table_id = ${tableId} and row_key = ${rowKey} and changed_at = ${iso(at)}::timestamptz and uid = ${uid}::uuid`
    }
  }
}

/** What the database does with a version: see `StepKind`. */
const kinds = { begin: 1, turn: 2, past: 3 } as const
/** Whose image a version has: the event's own, none at all (deleted), one put together. */
const images = { after: 0, none: 4, merged: 8 } as const

function codeOf(step: RowStep | undefined, afterText: string | null): number {
  if (!step) return 0
  const image = step.imageText === null ? images.none : step.imageText === afterText ? images.after : images.merged
  return kinds[step.kind] + image
}

const orEmpty = (values: (string | number | null)[]) =>
  values.some((value) => value !== null) ? pgArray(values) : '{}'

/** The columns that say what becomes of the rows of events, to be unnested beside these: `stepColumns` in this order. */
export const stepColumns = 'step, merged, sent, begun_ms, expected, expected_ms, expected_uid'
export function stepArrays(sql: Queryable, rows: readonly Traced[]): Fragment {
  const codes = rows.map(({ own, event }) => codeOf(own, event.afterText))
  const merged = rows.map(({ own }, place) => (codes[place]! >= images.merged ? own!.imageText : null))
  return sql`
    ${plainArray(codes)}::int2[],
    string_to_array(${joinJson(merged)}, E'\\x1e', ''),
    ${orEmpty(rows.map(({ own }) => own?.sentText ?? null))}::text[],
    ${orEmpty(rows.map(({ own }) => own?.begunAt ?? null))}::float8[],
    ${orEmpty(rows.map(({ own }) => own?.expected?.imageText ?? null))}::text[],
    ${orEmpty(rows.map(({ own }) => own?.expected?.at ?? null))}::float8[],
    ${orEmpty(rows.map(({ own }) => own?.expected?.uid ?? null))}::uuid[]`
}

/** What becomes of the rows that events ended by giving them another key. */
function oldSteps(sql: Queryable, rows: readonly Traced[]): Fragment {
  const ended = rows.flatMap(({ old, uid }) => (old ? [{ ...old, uid }] : []))
  if (ended.length === 0) return sql``
  return sql`
    union all select * from unnest(
      ${plainArray(ended.map((one) => one.tableId))}::int[], ${pgArray(ended.map((one) => one.rowKey))}::text[],
      ${plainArray(ended.map((one) => one.uid))}::uuid[], ${plainArray(ended.map((one) => one.at))}::float8[],
      ${plainArray(ended.map((one) => kinds[one.kind]))}::int[], array_fill(null::text, array[${ended.length}::int]),
      array_fill(null::text, array[${ended.length}::int]), ${pgArray(ended.map((one) => one.begunAt))}::float8[],
      ${pgArray(ended.map((one) => one.expected?.imageText ?? null))}::text[],
      ${pgArray(ended.map((one) => one.expected?.at ?? null))}::float8[],
      ${pgArray(ended.map((one) => one.expected?.uid ?? null))}::uuid[])`
}

export const countTurns = (rows: readonly Traced[]) =>
  rows.reduce((sum, { own, old }) => sum + Number(own?.kind === 'turn') + Number(old?.kind === 'turn'), 0)

/** Whether events only begin rows, as far as is known: then no state is looked at, and no version is replaced. */
export const onlyBegin = (rows: readonly Traced[]) =>
  rows.every(({ own, old }) => !old && (!own || own.kind === 'begin'))

const imageOf = (sql: Queryable) =>
  sql`case step & 12 when ${images.after} then after when ${images.merged} then merged end`

/**
 * Expressions `steps`, what becomes of rows by the events in `incoming`, and `guarded`: the states that will be replaced,
 * locked, as far as they are what the events take them to be.
 */
export const guardRows = (sql: Queryable, rows: readonly Traced[]): Fragment => sql`
  steps as materialized (
    select table_id, row_key, uid, event_ms, (step & 3)::int as kind, ${imageOf(sql)} as image,
      sent, begun_ms, expected, expected_ms, expected_uid
    from incoming where step > 0 ${oldSteps(sql, rows)}
  ), guarded as materialized (
    select known.* from steps join row_states known using (table_id, row_key)
    where kind = ${kinds.turn} and (expected is null or (
      known.image = expected
      and (known.changed_at, known.uid) < (to_timestamp(expected_ms / 1000.0), expected_uid)
      and not exists (
        select from truncations where truncations.table_id = known.table_id
          and (truncations.truncated_at, truncations.uid) > (known.changed_at, known.uid))))
    order by table_id, row_key
    for update of known
  )`

/** Expressions that keep the versions of `steps`, when `stored` is done; `images` is the last. The replaced go to the earlier ones. */
export const keepRows = (sql: Queryable, receivedAt: number): Fragment => sql`
  replaced as (
    insert into row_versions (table_id, row_key, image, changed_at, uid, sent, replaced_at)
    select table_id, row_key, image, changed_at, uid, sent, ${iso(receivedAt)}::timestamptz from ready cross join guarded
    union all
    select table_id, row_key, image, to_timestamp(event_ms / 1000.0), uid, sent, ${iso(receivedAt)}::timestamptz
    from ready cross join steps where kind = ${kinds.past}
    returning 1
  ), begun as (
    insert into row_states (table_id, row_key, image, changed_at, uid, sent, begun_at)
    select table_id, row_key, image, to_timestamp(event_ms / 1000.0), uid, sent, to_timestamp(begun_ms / 1000.0)
    from ready cross join steps
    where kind = ${kinds.begin} and (select count(*) from stored) >= 0
    order by table_id, row_key
    returning 1
  ), images as (
    update row_states as known set
      image = steps.image, changed_at = to_timestamp(event_ms / 1000.0), uid = steps.uid, sent = steps.sent,
      begun_at = coalesce(to_timestamp(begun_ms / 1000.0), known.begun_at, known.changed_at)
    from ready cross join steps
    where kind = ${kinds.turn} and known.table_id = steps.table_id and known.row_key = steps.row_key
      and (select count(*) from begun) + (select count(*) from replaced) >= 0
    returning 1
  )`

/** The same where events only begin rows. */
export const beginRows = (sql: Queryable): Fragment => sql`
  images as (
    insert into row_states (table_id, row_key, image, changed_at, uid, sent, begun_at)
    select table_id, row_key, ${imageOf(sql)}, to_timestamp(event_ms / 1000.0), uid, sent, to_timestamp(begun_ms / 1000.0)
    from ready cross join incoming
    where step > 0 and (select count(*) from stored) >= 0
    order by table_id, row_key
    returning 1
  )`

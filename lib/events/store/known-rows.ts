import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable, Sql, Transaction } from '@/lib/db/client'
import type { Image } from '../native'
import { parseJson } from '../parse'
import type { RememberedRow } from '../remembered'
import { type KnownRow, type RowAsked, rowId } from '../rows'
import type { Moment, Version } from '../timeline'

const iso = (at: number) => new Date(at).toISOString()

type VersionRow = {
  table_id: number
  row_key: string
  image: string | null
  sent: string | null
  at: string
  uid: string
  begun_at: string | null
}

/** Rows that were asked for together hold more than is read at once: they are to be asked for by fewer events. */
export class TooMuch extends Error {}

type StateRow = VersionRow & { late: boolean; excess: boolean }

/** The states that `found` selects; `excess` and without images where these have more than `mostBytes` together. */
const measured = (sql: Queryable, found: Fragment, mostBytes: number) => sql`
  select table_id, row_key, at, uid, begun_at, late, excess,
    case when not excess then image end as image, case when not excess then sent end as sent
  from (
    select *, sum(coalesce(octet_length(image), 0) + coalesce(octet_length(sent), 0)) over () > ${mostBytes}::bigint as excess
    from (${found}) as found
  ) as states`

function requireAll(states: readonly StateRow[]) {
  if (states[0]?.excess) throw new TooMuch('the rows of these events are more than is read at once')
}

const parsed = (text: string | null) => (text === null ? null : (parseJson(text) as Image))

function toVersion({ image: text, sent, at, uid }: VersionRow): Version {
  const image = parsed(text)
  const own = sent === null || sent === '' ? image : parsed(sent)
  return { at: new Date(at).getTime(), uid, whole: sent === null, own, image }
}

const unnestAsked = (tx: Transaction, asked: RowAsked[]) => tx`unnest(
  ${plainArray(asked.map((row) => row.tableId))}::int[], ${pgArray(asked.map((row) => row.rowKey))}::text[],
  ${pgArray(asked.map((row) => iso(row.at)))}::timestamptz[], ${plainArray(asked.map((row) => row.uid))}::uuid[]
) as wanted (id, key, asked_at, asked_uid)`

/**
 * What is kept of rows, with exact numbers, their states locked in key order until the end of the transaction. Earlier
 * versions are there from the one before the moment asked for on, where that is before the state; at most `most` after it.
 * Throws `TooMuch` past `mostBytes` of states.
 */
export async function lockRows(
  tx: Transaction,
  asked: RowAsked[],
  { most, mostBytes }: { most: number | null; mostBytes: number },
): Promise<Map<string, KnownRow>> {
  const found = tx`
    select table_id, row_key, image, sent, changed_at as at, uid, begun_at, (asked_at, asked_uid) < (changed_at, uid) as late
    from row_states join ${unnestAsked(tx, asked)} on table_id = id and row_key = key
    order by table_id, row_key for update of row_states`
  const states = await tx<StateRow[]>`${measured(tx, found, mostBytes)}`
  requireAll(states)
  const moments = new Map(asked.map((one) => [rowId(one.tableId, one.rowKey), one]))
  return withVersions(tx, states, (row) => moments.get(rowId(row.table_id, row.row_key))!, most)
}

/**
 * The states of rows as they are now, by their ids, unlocked; null for one that is deleted. Throws `TooMuch` past
 * `mostBytes` of them.
 */
export async function peekRows(
  sql: Sql,
  asked: { tableId: number; rowKey: string }[],
  mostBytes: number,
): Promise<Map<string, RememberedRow | null>> {
  const found = sql`
    select table_id, row_key, image, null as sent, changed_at as at, uid, null as begun_at, false as late
    from row_states join unnest(
      ${plainArray(asked.map((row) => row.tableId))}::int[], ${pgArray(asked.map((row) => row.rowKey))}::text[]
    ) as wanted (id, key) on table_id = id and row_key = key`
  const states = await sql<StateRow[]>`${measured(sql, found, mostBytes)}`
  requireAll(states)
  return new Map(
    states.map(({ table_id, row_key, image: imageText, at, uid }) => {
      const image = parsed(imageText)
      const row = image && imageText !== null ? { at: new Date(at).getTime(), uid, image, imageText } : null
      return [rowId(table_id, row_key), row]
    }),
  )
}

/** Rows with their states, and with earlier versions where something late is asked of them. */
async function withVersions(
  tx: Transaction,
  states: (VersionRow & { late: boolean })[],
  momentOf: (row: VersionRow) => Moment,
  most: number | null,
) {
  const known = new Map<string, KnownRow>()
  for (const row of states) {
    const state = toVersion(row)
    const begunAt = row.begun_at === null ? state.at : new Date(row.begun_at).getTime()
    known.set(rowId(row.table_id, row.row_key), { begunAt, versions: [state] })
  }
  const late = states.filter((row) => row.late)
  if (late.length === 0) return known
  const asked = late.map((row) => ({ ...momentOf(row), tableId: row.table_id, rowKey: row.row_key }))
  for (const row of await readVersions(tx, asked, most)) {
    const one = known.get(rowId(row.table_id, row.row_key))!
    const version = toVersion(row)
    one.versions.splice(one.versions.length - 1, 0, version)
    if (row.place === most) one.gapAfter = version
  }
  return known
}

/** The rows of a table that were heard of before an instant, some at a time, in the order of their keys. */
export async function* readRowsBegunBy(
  tx: Transaction,
  tableId: number,
  moment: Moment,
): AsyncGenerator<Map<string, KnownRow>> {
  const at = iso(moment.at)
  for (let last = ''; ; ) {
    const rows = await tx<(VersionRow & { late: boolean })[]>`
      select table_id, row_key, image, sent, changed_at as at, uid, begun_at,
        (changed_at, uid) > (${at}::timestamptz, ${moment.uid}::uuid) as late
      from row_states
      where table_id = ${tableId} and row_key > ${last} and coalesce(begun_at, changed_at) <= ${at}::timestamptz
      order by row_key limit 1000`
    if (rows.length === 0) return
    last = rows.at(-1)!.row_key
    yield await withVersions(tx, rows, () => moment, null)
  }
}

/** The earlier versions of rows from the one before a moment on, oldest first; `place` counts those after it. */
function readVersions(tx: Transaction, asked: RowAsked[], most: number | null) {
  const columns = tx`table_id, row_key, image, sent, changed_at as at, uid, null as begun_at`
  return tx<(VersionRow & { place: number })[]>`
    select version.* from ${unnestAsked(tx, asked)} cross join lateral (
      (select ${columns}, row_number() over (order by changed_at, uid)::int as place from row_versions
        where table_id = id and row_key = key and (changed_at, uid) > (asked_at, asked_uid)
        order by changed_at, uid limit ${most})
      union all
      (select ${columns}, 0 from row_versions
        where table_id = id and row_key = key and (changed_at, uid) < (asked_at, asked_uid)
        order by changed_at desc, uid desc limit 1)
    ) as version
    order by at, uid`
}

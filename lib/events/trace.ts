import { writtenColumns } from '@/lib/metrics/measure'
import type { Image } from './native'
import type { PreparedEvent } from './prepare'
import type { Rewrite } from './row-steps'
import { type RowAsked, type RowKnowledge, Rows, rowId, type Sent, type Traced } from './rows'
import type { Moment, RowTurn } from './timeline'

export type Trace = { traced: Traced[]; rewrites: Rewrite[] }

/** Whether an image before a change is the whole row, as far as can be told: it lacks no column of the row after. */
function isComplete({ before, after, key }: PreparedEvent): boolean {
  if (!before) return false
  if (!after) return Object.keys(before).length > (key ? Object.keys(key).length : 1)
  for (const name in after) if (!Object.hasOwn(before, name)) return false
  return true
}

/**
 * Whether what an event wrote, or what it changes, can only be told from what is known of the row: an UPDATE or a DELETE
 * whose before image is missing or lacks columns, and one that may as well be an INSERT.
 */
export function needsKnownRow(event: PreparedEvent): boolean {
  if (event.rowKey === null || (event.type !== 'UPDATE' && event.type !== 'DELETE')) return false
  return event.upsert || !isComplete(event)
}

/** What an UPDATE tells of its row: the row after, and what the one before has beside. */
function ownOf({ before, after }: PreparedEvent): Image | null {
  if (!before || !after) return after
  for (const name in before) if (!Object.hasOwn(after, name)) return { ...before, ...after }
  return after
}

/** What the sender could not tell: an INSERT where the row is not known to be there, else an UPDATE. */
const resolveUpsert = (event: PreparedEvent, prior: Image | null): PreparedEvent =>
  event.upsert && !prior ? { ...event, type: 'INSERT' } : event

/**
 * Follows each row through the events of a group, oldest first: which columns each event wrote, how it changed rows, and
 * what is to be kept of them. `known` holds what is kept of all rows that the group is about, or what is remembered of
 * those where that is needed to tell (`needsKnownRow`): then the others are taken to be what the events say they were, after all
 * truncations.
 */
export function traceRows(
  events: readonly Sent[],
  known: RowKnowledge,
  truncationsOf: (tableId: number) => readonly Moment[],
): Trace {
  const rows = new Rows(known, truncationsOf)
  const traced: Traced[] = []
  for (const sent of inOrder(events)) {
    const { tableId, uid } = sent
    const { rowKey, oldRowKey, type } = sent.event
    const inserted = type === 'INSERT' && rowKey !== null ? rows.insert(tableId, rowKey, sent) : null
    if (inserted) {
      traced.push(inserted)
      continue
    }
    const moment = { at: sent.event.at, uid }
    const row = rowKey === null ? null : rows.find(tableId, rowKey, moment, sent.event)
    const oldRow = oldRowKey === null ? null : rows.find(tableId, oldRowKey, moment, sent.event)
    const asked = oldRow ?? row
    const prior = asked ? rows.prior(asked, moment) : null
    const event = resolveUpsert(sent.event, prior)
    const one: Traced = {
      tableId,
      event,
      uid,
      written: writtenColumns(event, prior),
      own: undefined,
      old: undefined,
      turns: [],
    }
    traced.push(one)
    const deleted = type === 'DELETE'
    if (!row || (!deleted && (event.after === null || type === 'TRUNCATE' || type === 'DDL'))) continue
    const turns: RowTurn[] = []
    const told = deleted ? null : type === 'UPDATE' ? ownOf(event) : event.after
    const own = oldRow && prior && told ? { ...prior, ...told } : told
    if (oldRow) turns.push(...rows.keep(oldRow, { ...moment, whole: true, own: null, image: null }, one, false))
    const whole = deleted || type !== 'UPDATE' || oldRow !== null
    turns.push(...rows.keep(row, { ...moment, whole, own, image: null }, one, true))
    const [turn] = turns
    const begun = event.type === 'INSERT' && turns.length === 1 && turn!.from === null && turn!.to === event.after
    one.turns = begun ? 'inserted' : turns
  }
  return { traced, rewrites: rows.settle() }
}

/** Oldest first; most groups are so already. */
export function inOrder<T extends { event: PreparedEvent }>(events: readonly T[]): readonly T[] {
  const sorted = events.every((one, place) => place === 0 || events[place - 1]!.event.at <= one.event.at)
  return sorted ? events : [...events].sort((a, b) => a.event.at - b.event.at)
}

/** The events in their order, each TRUNCATE by itself: it changes all rows of its table. */
export function splitAtTruncates(events: PreparedEvent[]): PreparedEvent[][] {
  const parts: PreparedEvent[][] = [[]]
  for (const event of events) {
    if (event.type === 'TRUNCATE') parts.push([event], [])
    else parts.at(-1)!.push(event)
  }
  return parts.filter((part) => part.length > 0)
}

/** The rows that events are about; `uid` is smaller than those that the events will have. */
export function rowsAskedBy(events: readonly Omit<Sent, 'uid'>[], uid: string): RowAsked[] {
  const rows = new Map<string, RowAsked>()
  for (const { event, tableId } of events) {
    for (const rowKey of [event.rowKey, event.oldRowKey]) {
      if (rowKey === null || event.type === 'TRUNCATE' || event.type === 'DDL') continue
      const id = rowId(tableId, rowKey)
      const known = rows.get(id)
      if (!known) rows.set(id, { tableId, rowKey, at: event.at, uid })
      else known.at = Math.min(known.at, event.at)
    }
  }
  return [...rows.values()]
}

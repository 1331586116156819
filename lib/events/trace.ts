import { stringify } from 'lossless-json'
import { writtenColumns } from '@/lib/metrics/measure'
import type { Image } from './native'
import type { PreparedEvent } from './prepare'

/** The last known image of a row; `image` is null where it is deleted. Times are milliseconds. */
export type KnownRow = { image: Image | null; changedAt: number }

/** The newest image of a row after a group of events, as JSON text; null where it is deleted. */
export type RowChange = { tableId: number; rowKey: string; imageText: string | null; changedAt: number }

/** An event with the columns that it wrote, and the row's newest image where it made it. */
export type Traced = {
  tableId: number
  event: PreparedEvent
  written: string[] | null
  change: RowChange | undefined
}

export const rowId = (tableId: number, rowKey: string) => `${tableId}\0${rowKey}`

/** The row after an event: columns that it leaves out (unchanged large values) keep what was known. */
function nextImage(after: Image, afterText: string, known: Image | null) {
  const complete = !known || Object.keys(known).every((name) => Object.hasOwn(after, name))
  if (complete) return { image: after, text: afterText }
  const image = { ...known, ...after }
  return { image, text: stringify(image) ?? afterText }
}

/**
 * Whether what an event wrote, or the row after it, can only be told from what is known of the row:
 * an UPDATE whose before image is missing or lacks columns, or that may as well be an INSERT.
 */
export function needsKnownRow({ type, before, after, upsert }: PreparedEvent): boolean {
  if (type !== 'UPDATE' || !after) return false
  if (!before || upsert) return true
  for (const name in after) if (!Object.hasOwn(before, name)) return true
  return false
}

/** A row within a group; `era` counts the TRUNCATEs of its table before it was read or written. */
type Followed = KnownRow & { era: number }
/** The latest TRUNCATE of each table of a group: the rows of earlier eras that are no newer are gone. */
type Truncation = { era: number; at: number }

const survives = (row: Followed, truncation: Truncation | undefined) =>
  !truncation || row.era === truncation.era || row.changedAt > truncation.at

/**
 * Follows each row through the events of a group, oldest first: which columns each event wrote,
 * and which event made the newest image of its row. `known` holds what was known before.
 */
export function traceRows(
  events: { tableId: number; event: PreparedEvent }[],
  known: ReadonlyMap<string, KnownRow>,
): Traced[] {
  const rows = new Map<string, Followed>([...known].map(([id, row]) => [id, { ...row, era: 0 }]))
  const truncations = new Map<number, Truncation>()
  const newest = new Map<string, Traced>()
  const traced: Traced[] = []
  for (const { tableId, event: sent } of inOrder(events)) {
    const id = sent.rowKey === null ? null : rowId(tableId, sent.rowKey)
    const truncation = truncations.get(tableId)
    const row = id === null ? undefined : stand(rows.get(id), truncation)
    const event = resolveUpsert(sent, row)
    const one: Traced = { tableId, event, written: writtenColumns(event, row?.image ?? null), change: undefined }
    traced.push(one)
    if (event.type === 'TRUNCATE') truncations.set(tableId, { era: (truncation?.era ?? 0) + 1, at: event.at })
    const deleted = event.type === 'DELETE'
    if (id === null || event.rowKey === null || (!deleted && event.after === null)) continue
    if (row && row.changedAt > event.at) continue
    const next = deleted ? noImage : nextImage(event.after!, event.afterText!, row?.image ?? event.before)
    rows.set(id, { image: next.image, changedAt: event.at, era: truncation?.era ?? 0 })
    one.change = { tableId, rowKey: event.rowKey, imageText: next.text, changedAt: event.at }
    const earlier = newest.get(id)
    if (earlier) earlier.change = undefined
    newest.set(id, one)
  }
  for (const [id, { tableId, change }] of newest) {
    if (change && !survives(rows.get(id)!, truncations.get(tableId))) change.imageText = null
  }
  return traced
}

/** What is known of a row that its table's TRUNCATE may have taken away. */
const stand = (row: Followed | undefined, truncation: Truncation | undefined) =>
  row && !survives(row, truncation) ? { ...row, image: null } : row

/** What the sender could not tell: an INSERT where the row is not known to be there, else an UPDATE. */
const resolveUpsert = (event: PreparedEvent, row: KnownRow | undefined): PreparedEvent =>
  event.upsert && !row?.image ? { ...event, type: 'INSERT' } : event

const noImage = { image: null, text: null }

/** Oldest first; most groups are so already. */
function inOrder<T extends { event: PreparedEvent }>(events: T[]): T[] {
  const sorted = events.every((one, place) => place === 0 || events[place - 1]!.event.at <= one.event.at)
  return sorted ? events : [...events].sort((a, b) => a.event.at - b.event.at)
}

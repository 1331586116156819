import { stringify } from 'lossless-json'
import { writtenColumns } from '@/lib/metrics/measure'
import type { Image } from './native'
import type { PreparedEvent } from './prepare'

/** The last known image of a row; `image` is null where it is deleted. Times are milliseconds. */
export type KnownRow = { image: Image | null; changedAt: number }

/** The newest image of a row after a group of events, as JSON text; null where it is deleted. */
export type RowChange = { tableId: number; rowKey: string; imageText: string | null; changedAt: number }

export type Traced = { tableId: number; event: PreparedEvent; written: string[] | null }

export const rowId = (tableId: number, rowKey: string) => `${tableId}\0${rowKey}`

/** The row after an event: columns that it leaves out (unchanged large values) keep what was known. */
function nextImage(after: Image, afterText: string, known: Image | null) {
  const complete = !known || Object.keys(known).every((name) => Object.hasOwn(after, name))
  if (complete) return { image: after, text: afterText }
  const image = { ...known, ...after }
  return { image, text: stringify(image) ?? afterText }
}

/**
 * Follows each row through the events of a group, oldest first: which columns each event wrote,
 * and the newest image of each row. `known` holds what was known before.
 */
export function traceRows(events: { tableId: number; event: PreparedEvent }[], known: ReadonlyMap<string, KnownRow>) {
  const rows = new Map<string, KnownRow>(known)
  const changes = new Map<string, RowChange>()
  const traced: Traced[] = []
  for (const { tableId, event } of [...events].sort((a, b) => a.event.at - b.event.at)) {
    const id = event.rowKey === null ? null : rowId(tableId, event.rowKey)
    const row = id === null ? undefined : rows.get(id)
    traced.push({ tableId, event, written: writtenColumns(event, row?.image ?? null) })
    const deleted = event.type === 'DELETE'
    if (id === null || event.rowKey === null || (!deleted && event.after === null)) continue
    if (row && row.changedAt > event.at) continue
    const next = deleted ? { image: null, text: null } : nextImage(event.after!, event.afterText!, row?.image ?? null)
    rows.set(id, { image: next.image, changedAt: event.at })
    changes.set(id, { tableId, rowKey: event.rowKey, imageText: next.text, changedAt: event.at })
  }
  return { traced, changes: [...changes.values()].sort(byKey) }
}

const byKey = (a: RowChange, b: RowChange) =>
  a.tableId - b.tableId || (a.rowKey < b.rowKey ? -1 : a.rowKey > b.rowKey ? 1 : 0)

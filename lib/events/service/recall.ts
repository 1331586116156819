import 'server-only'
import type { RememberedRow } from '../remembered'
import { rowId } from '../rows'
import { peekRows } from '../store/known-rows'
import { mayBeOver } from '../timeline'
import { needsKnownRow } from '../trace'
import type { GroupParts, Placed } from './write-group'

/** So much is read of the rows of several events at once; of large rows a few may name more than there is memory for. One has what it needs. */
export const bytesAtOnce = (events: readonly unknown[]) => (events.length > 1 ? 16_000_000 : Number.MAX_SAFE_INTEGER)

/** The rows that an event is about where it does not begin one. */
const rowsOf = ({ event }: Placed) =>
  event.type === 'INSERT' || event.type === 'DDL' ? [] : [event.rowKey, event.oldRowKey].filter((key) => key !== null)

/**
 * What is remembered of the rows of a group, the rest of what it needs read without a lock; null where that cannot be
 * enough: of an event that is older than its row's state, or than a TRUNCATE. Throws `TooMuch`.
 */
export async function recallRows(
  { sql, catalog, remembered }: GroupParts,
  placed: Placed[],
): Promise<ReadonlyMap<string, RememberedRow> | null> {
  const rows = new Map<string, RememberedRow>()
  const begun = new Set<string>()
  const missing = new Map<string, { tableId: number; rowKey: string; at: number }>()
  for (const one of placed) {
    const { event, table } = one
    if (event.type === 'TRUNCATE' || mayBeOver(event.at, catalog.levels.find(table.id).truncations)) return null
    if (event.type === 'INSERT' && event.rowKey !== null && remembered.follows(table.id)) {
      begun.add(rowId(table.id, event.rowKey))
      continue
    }
    const needed = needsKnownRow(event)
    if (needed) remembered.follow(table.id)
    else if (!remembered.follows(table.id)) continue
    for (const rowKey of rowsOf(one)) {
      const id = rowId(table.id, rowKey)
      const row = rows.get(id) ?? remembered.find(id)
      if (row && event.at < row.at) return null
      if (row) rows.set(id, row)
      else if (needed && !begun.has(id))
        missing.set(id, { tableId: table.id, rowKey, at: Math.min(event.at, missing.get(id)?.at ?? event.at) })
    }
  }
  if (missing.size === 0) return rows
  for (const [id, row] of await peekRows(sql, [...missing.values()], bytesAtOnce(placed))) {
    if (!row || missing.get(id)!.at < row.at) return null
    remembered.keep(id, row)
    rows.set(id, row)
  }
  return rows
}

import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Cells } from '../cells'
import { dayMs, hourMs } from '../grid'
import { type Queryable, readCells } from '../store/samples'

type Kept = { cells: Map<number, Cells>; ids: Set<number>; fromMs: number; cutMs: number; readMs: number }
type Extent = { stepMs: number; from: Date; to: Date }

const settledMs = 3 * dayMs
const bytesAtMost = 96 * 1024 ** 2
const bytesACell = 24
const seriesAtOnce = 20
const longestRestMs = 500

function bytesOf(cells: Map<number, Cells>): number {
  let bytes = 0
  for (const { slots } of cells.values()) bytes += slots.length * bytesACell
  return bytes
}

/** Reads some series at a time and rests as long as that took, so that the database has time for others. */
async function readGently(db: Queryable, ids: number[], extent: Extent): Promise<Map<number, Cells>> {
  const cells = new Map<number, Cells>()
  for (let from = 0; from < ids.length; from += seriesAtOnce) {
    const startedAt = performance.now()
    for (const [id, one] of await readCells(db, ids.slice(from, from + seriesAtOnce), extent)) cells.set(id, one)
    await pause(Math.min(longestRestMs, performance.now() - startedAt))
  }
  return cells
}

/**
 * Remembers the buckets from before the last three days, in which late changes are noticed at once, and reads them anew every
 * hour: what is read in each pass stays small, however long the history is.
 */
class KnownCells {
  private readonly kept = new Map<number, Kept>()

  /** As `readCells`, the buckets of a series in one or two parts. */
  async read(db: Queryable, seriesIds: Iterable<number>, { stepMs, from, to }: Extent): Promise<Map<number, Cells[]>> {
    const ids = new Set(seriesIds)
    const cutMs = Math.floor(to.getTime() / dayMs) * dayMs - settledMs
    if (cutMs <= from.getTime()) return join([await readCells(db, ids, { stepMs, from, to })], ids)
    const before = this.kept.get(stepMs)
    const fits = before && this.fits(before, ids, { cutMs, fromMs: from.getTime(), nowMs: to.getTime() })
    const old = fits ? before.cells : await this.learn(db, ids, { stepMs, from, to }, cutMs)
    return join([old, await readCells(db, ids, { stepMs, from: new Date(cutMs), to })], ids)
  }

  private fits(kept: Kept, ids: Set<number>, now: { cutMs: number; fromMs: number; nowMs: number }): boolean {
    const age = now.nowMs - kept.readMs
    if (kept.cutMs !== now.cutMs || kept.fromMs > now.fromMs || age < 0 || age >= hourMs) return false
    return [...ids].every((id) => kept.ids.has(id))
  }

  private async learn(db: Queryable, ids: Set<number>, { stepMs, from, to }: Extent, cutMs: number) {
    this.kept.delete(stepMs)
    const cells = await readGently(db, [...ids], { stepMs, from, to: new Date(cutMs) })
    const others = [...this.kept.values()].reduce((sum, one) => sum + bytesOf(one.cells), 0)
    if (others + bytesOf(cells) <= bytesAtMost)
      this.kept.set(stepMs, { cells, ids, fromMs: from.getTime(), cutMs, readMs: to.getTime() })
    return cells
  }
}

function join(parts: Map<number, Cells>[], ids: Set<number>): Map<number, Cells[]> {
  return new Map([...ids].map((id) => [id, parts.flatMap((part) => part.get(id) ?? [])]))
}

const byDatabase = new WeakMap<object, KnownCells>()

/** What this thread remembers of a database. */
export function knownCellsOf(db: Queryable): KnownCells {
  const known = byDatabase.get(db) ?? new KnownCells()
  byDatabase.set(db, known)
  return known
}

import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { CellId, Cells } from '../cells'
import { dayMs, hourMs } from '../grid'
import { type Queryable, readCells } from '../store/samples'

type Kept = { cells: Map<CellId, Cells>; ids: Set<CellId>; fromMs: number; cutMs: number; readMs: number }
type Extent = { stepMs: number; from: Date; to: Date }

const settledMs = 3 * dayMs
const bytesAtMost = 96 * 1024 ** 2
const bytesACell = 24
const seriesAtOnce = 20
const longestRestMs = 500

function bytesOf(cells: Map<CellId, Cells>): number {
  let bytes = 0
  for (const { slots } of cells.values()) bytes += slots.length * bytesACell
  return bytes
}

/** Some series at a time, and the rules of a table together: what they counted is read at once. */
function portionsOf(ids: CellId[]): CellId[][] {
  const series = ids.filter((id) => typeof id === 'number')
  const portions: CellId[][] = []
  for (let from = 0; from < series.length; from += seriesAtOnce) portions.push(series.slice(from, from + seriesAtOnce))
  const tallies = new Map<string, CellId[]>()
  for (const id of ids) {
    if (typeof id === 'number') continue
    const tally = id.slice(0, id.indexOf('/'))
    tallies.set(tally, [...(tallies.get(tally) ?? []), id])
  }
  return [...portions, ...tallies.values()]
}

/** Rests after each portion as long as that took, so that the database has time for others. */
async function readGently(db: Queryable, ids: CellId[], extent: Extent): Promise<Map<CellId, Cells>> {
  const cells = new Map<CellId, Cells>()
  for (const portion of portionsOf(ids)) {
    const startedAt = performance.now()
    for (const [id, one] of await readCells(db, portion, extent)) cells.set(id, one)
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
  async read(db: Queryable, cellIds: Iterable<CellId>, { stepMs, from, to }: Extent): Promise<Map<CellId, Cells[]>> {
    const ids = new Set(cellIds)
    const cutMs = Math.floor(to.getTime() / dayMs) * dayMs - settledMs
    if (cutMs <= from.getTime()) return join([await readCells(db, ids, { stepMs, from, to })], ids)
    const before = this.kept.get(stepMs)
    const fits = before && this.fits(before, ids, { cutMs, fromMs: from.getTime(), nowMs: to.getTime() })
    const old = fits ? before.cells : await this.learn(db, ids, { stepMs, from, to }, cutMs)
    return join([old, await readCells(db, ids, { stepMs, from: new Date(cutMs), to })], ids)
  }

  private fits(kept: Kept, ids: Set<CellId>, now: { cutMs: number; fromMs: number; nowMs: number }): boolean {
    const age = now.nowMs - kept.readMs
    if (kept.cutMs !== now.cutMs || kept.fromMs > now.fromMs || age < 0 || age >= hourMs) return false
    return [...ids].every((id) => kept.ids.has(id))
  }

  private async learn(db: Queryable, ids: Set<CellId>, { stepMs, from, to }: Extent, cutMs: number) {
    this.kept.delete(stepMs)
    const cells = await readGently(db, [...ids], { stepMs, from, to: new Date(cutMs) })
    const others = [...this.kept.values()].reduce((sum, one) => sum + bytesOf(one.cells), 0)
    if (others + bytesOf(cells) <= bytesAtMost)
      this.kept.set(stepMs, { cells, ids, fromMs: from.getTime(), cutMs, readMs: to.getTime() })
    return cells
  }
}

function join(parts: Map<CellId, Cells>[], ids: Set<CellId>): Map<CellId, Cells[]> {
  return new Map([...ids].map((id) => [id, parts.flatMap((part) => part.get(id) ?? [])]))
}

const byDatabase = new WeakMap<object, KnownCells>()

/** What this thread remembers of a database. */
export function knownCellsOf(db: Queryable): KnownCells {
  const known = byDatabase.get(db) ?? new KnownCells()
  byDatabase.set(db, known)
  return known
}

import 'server-only'
import { addCounts } from '../observe'
import type { ColumnState } from '../store/write'

const writeEveryMs = 1000
const keyOf = ({ tableId, name }: ColumnState) => `${tableId}\0${name}`
const byPlace = (a: ColumnState, b: ColumnState) => a.tableId - b.tableId || (a.name < b.name ? -1 : 1)

const sum = (known: ColumnState | undefined, seen: ColumnState): ColumnState =>
  known
    ? {
        ...seen,
        roleSet: known.roleSet,
        unitSet: known.unitSet,
        counts: addCounts(known.counts, seen.counts),
        overflow: known.overflow + seen.overflow,
      }
    : { ...seen }

/** What this process knows of the columns of tables, and what it has yet to write of it. */
export class Columns {
  #known = new Map<number, Map<string, ColumnState>>()
  #unwritten = new Map<string, ColumnState>()
  #writtenAt = Number.NEGATIVE_INFINITY

  find(tableId: number, name: string): ColumnState | undefined {
    return this.#known.get(tableId)?.get(name)
  }

  /** How many columns of a table are known. */
  count(tableId: number): number {
    return this.#known.get(tableId)?.size ?? 0
  }

  keep(column: ColumnState) {
    const columns = this.#known.get(column.tableId) ?? new Map<string, ColumnState>()
    columns.set(column.name, column)
    this.#known.set(column.tableId, columns)
  }

  /** Takes over what a person set, as far as the column is known here. */
  override({ tableId, name, role, roleSet, unitSet }: Omit<ColumnState, 'counts' | 'overflow'>) {
    const known = this.find(tableId, name)
    if (known) this.keep({ ...known, role, roleSet, unitSet })
  }

  #gather(columns: Iterable<ColumnState>) {
    for (const column of columns) {
      const key = keyOf(column)
      this.#unwritten.set(key, sum(this.#unwritten.get(key), column))
    }
  }

  /**
   * Gathers what groups see of columns, so that not each group has to write it. `due` is what a group that saw `seen` shall
   * write: all that is unwritten when a role changes or a second has passed, else nothing. Then `written` is called with the
   * totals over all writers once the group is committed, or `putBack` where it is not.
   */
  gather(seen: ColumnState[], now = performance.now()) {
    const isDue =
      now - this.#writtenAt > writeEveryMs ||
      seen.some(({ tableId, name, role }) => this.find(tableId, name)?.role !== role)
    if (!isDue) {
      const written = () => {
        this.#gather(seen)
        for (const column of seen) this.keep(sum(this.find(column.tableId, column.name), column))
      }
      return { due: [], written, putBack: () => {} }
    }
    this.#writtenAt = now
    const before = [...this.#unwritten.values()]
    this.#gather(seen)
    const due = [...this.#unwritten.values()].sort(byPlace)
    this.#unwritten.clear()
    return {
      due,
      written: (totals: ColumnState[]) => {
        for (const column of totals) this.keep(column)
      },
      putBack: () => this.#gather(before),
    }
  }
}

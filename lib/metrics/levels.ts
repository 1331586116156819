import type { RowTurn } from '@/lib/events/timeline'
import type { LevelKind, MeasureKind } from './contract'
import { readCategory, readNumber } from './shape'

/** The levels of a table that are followed: its rows, the totals of some columns, and its rows by the values of some. */
export type Followed = { rows: boolean; totals: ReadonlySet<string>; currents: ReadonlySet<string> }

/** How much a level changed: `label` is the value that rows are counted by. */
export type LevelChange = { kind: LevelKind; field: string; label: string | null; value: number | string }

/** Levels are kept beside samples: of rows beside the INSERTs, of totals and rows by value beside the values written. */
export const keptBeside = { rows: 'events', total: 'value', current: 'category' } as const satisfies Record<
  LevelKind,
  MeasureKind
>
export const rowsLabel = 'INSERT'

const negated = (value: number | string): number | string => {
  if (typeof value === 'number') return -value
  return value.startsWith('-') ? value.slice(1) : `-${value.replace(/^\+/, '')}`
}

/** What a turn of a row does to the levels of its table. */
export function* measureTurn({ from, to, weight }: RowTurn, followed: Followed): Generator<LevelChange> {
  const signed = (value: number | string, gained: boolean) => (gained === weight > 0 ? value : negated(value))
  if (followed.rows && Boolean(from) !== Boolean(to)) {
    yield { kind: 'rows', field: '', label: rowsLabel, value: signed(1, Boolean(to)) }
  }
  for (const field of followed.totals) {
    const [before, after] = [from?.[field], to?.[field]]
    if (before === after) continue
    const [lost, gained] = [readNumber(before), readNumber(after)]
    if (lost === gained) continue
    if (lost !== null) yield { kind: 'total', field, label: null, value: signed(lost, false) }
    if (gained !== null) yield { kind: 'total', field, label: null, value: signed(gained, true) }
  }
  for (const field of followed.currents) {
    const [before, after] = [from?.[field], to?.[field]]
    if (before === after) continue
    const [left, entered] = [readCategory(before), readCategory(after)]
    if (left === entered) continue
    if (left !== null) yield { kind: 'current', field, label: left, value: signed(1, false) }
    if (entered !== null) yield { kind: 'current', field, label: entered, value: signed(1, true) }
  }
}

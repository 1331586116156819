import { isLosslessNumber, stringify } from 'lossless-json'
import type { EventType } from '@/lib/events/contract'
import type { ColumnRole, MeasureKind } from './contract'
import { DecimalSum } from './decimal'
import { countsCategories, countsDistinct, sumsNumbers } from './discover'
import { readCategory, readIdentity, readNumber } from './shape'

type Row = Record<string, unknown>

/** One sample: `value` of `field` (of `distinct` as text), under the label `label` where the measure has one beside table and schema. */
export type Sample = { kind: MeasureKind; field: string; label: string | null; value: number | string }

/**
 * What measuring needs of an event. `written` names the columns that it wrote; null means all of `after`. `lagMs` is how
 * long after its own time it arrived.
 */
export type Measurable = { type: EventType; after: Row | null; written: string[] | null; lagMs: number }

const changes = new Set<EventType>(['INSERT', 'UPDATE', 'DELETE'])

/** A number in its one exact spelling: PostgreSQL writes 1e25 out, and a sender may go on sending it short. */
function exact(value: unknown): string | null {
  const number = typeof value === 'string' ? null : readNumber(value)
  if (number === null) return isLosslessNumber(value) ? value.toString() : null
  const sum = new DecimalSum()
  sum.add(number)
  return sum.toString()
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (isLosslessNumber(a) || isLosslessNumber(b)) return exact(a) === exact(b)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return stringify(a) === stringify(b)
}

/**
 * The columns that an event wrote: all for an INSERT (null), the changed ones for an UPDATE, none for the rest.
 * `known` is the row's last known image, asked where `before` lacks a column; where neither has it, it counts as written.
 */
export function writtenColumns(
  { type, before, after }: { type: EventType; before: Row | null; after: Row | null },
  known: Row | null,
): string[] | null {
  if (type === 'INSERT') return null
  if (type !== 'UPDATE' || !after) return []
  return Object.keys(after).filter((name) => {
    const prior = before && Object.hasOwn(before, name) ? before : known
    return !prior || !Object.hasOwn(prior, name) || !same(prior[name], after[name])
  })
}

/** The samples of one event, by the roles of its table's columns. A SNAPSHOT says what is there and feeds no flow. */
export function measure({ type, after, written, lagMs }: Measurable, roleOf: (column: string) => ColumnRole): Sample[] {
  const samples: Sample[] = [{ kind: 'events', field: '', label: type, value: 1 }]
  if (changes.has(type)) samples.push({ kind: 'lag', field: '', label: null, value: lagMs / 1000 })
  if (!after || (type !== 'INSERT' && type !== 'UPDATE')) return samples
  for (const column of written ?? Object.keys(after)) {
    const role = roleOf(column)
    if (sumsNumbers(column, role)) {
      const value = readNumber(after[column])
      if (value !== null) samples.push({ kind: 'value', field: column, label: null, value })
    }
    if (countsCategories(role)) {
      const label = readCategory(after[column])
      if (label !== null) samples.push({ kind: 'category', field: column, label, value: 1 })
    }
    if (countsDistinct(column, role)) {
      const value = readIdentity(after[column])
      if (value !== null) samples.push({ kind: 'distinct', field: column, label: null, value })
    }
  }
  return samples
}

import type { SetupTable } from '@/lib/sources/check-contract'
import type { SourceInput } from '@/lib/sources/client'
import { nameOf } from './table-choice'

/** The tables at first: those of `public`, or of all schemas where it has none. */
export function firstChoice(tables: readonly SetupTable[]): ReadonlySet<string> {
  const own = tables.filter(({ schema }) => schema === 'public')
  return new Set((own.length > 0 ? own : tables).map(nameOf))
}

/** The choice as it is asked for: whole schemas, so that later tables are followed too, where all of each are chosen. */
export function wantedOf(
  tables: readonly SetupTable[],
  chosen: ReadonlySet<string>,
): Pick<SourceInput, 'schemas' | 'tables'> {
  const picked = tables.filter((table) => chosen.has(nameOf(table)))
  const schemas = [...new Set(picked.map(({ schema }) => schema))]
  if (schemas.length === 0) return { schemas: ['public'], tables: null }
  const whole = tables.filter(({ schema }) => schemas.includes(schema)).length === picked.length
  return { schemas, tables: whole ? null : picked.map(nameOf) }
}

/** Whether the choice is the one that was checked. */
export const isChecked = (tables: readonly SetupTable[], chosen: ReadonlySet<string>) =>
  tables.every((table) => table.wanted === chosen.has(nameOf(table)))

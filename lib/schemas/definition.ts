import type { SchemaIndex, SchemaOrigin } from './contract'
import type { Inference } from './infer'

/** A column as it is known. What is absent nobody has said: `nullable` absent is another thing than false. */
export type Column = {
  name: string
  type?: string
  nullable?: boolean
  /** Null where it has none. */
  default?: string | null
  origin: SchemaOrigin
  /** Milliseconds; absent where the column was there when the table was first heard of. */
  since?: number
}

/** The schema of a table at a moment. */
export type Definition = {
  columns: Column[]
  primaryKey?: string[]
  indexes?: SchemaIndex[]
}

/** What one who tells says of a column. */
export type SaidColumn = Omit<Column, 'origin' | 'since'>
export type Said = { columns: SaidColumn[]; primaryKey?: string[]; indexes?: SchemaIndex[] }

/** Who tells the whole list of columns of a table: each is compared with what it said before, in its own words for types. */
export const slots = ['source', 'relation', 'changes', 'columns', 'block', 'declared'] as const
export type Slot = (typeof slots)[number]
export const originOf: Record<Slot, SchemaOrigin> = {
  source: 'source',
  relation: 'source',
  changes: 'connector',
  columns: 'connector',
  block: 'connector',
  declared: 'declared',
}

/** What was last said, since when; `order` tells moments of one millisecond apart. */
export type Fact = { at: number; order?: string; hash: string; said: Said }

export type TableState = Definition & {
  /** Whether the list of columns is known to be whole. */
  complete: boolean
  dropped: boolean
  /** When the table was made or dropped, as far as it was told: what is older says nothing of the table that is. */
  begunAt?: number
  /** When each column, also one that is gone, was last changed by what somebody told. */
  touched: Record<string, number>
  facts: Partial<Record<Slot, Fact>>
  inference?: Inference
}

export const emptyState = (): TableState => ({
  columns: [],
  complete: false,
  dropped: false,
  touched: {},
  facts: {},
})

export const definitionOf = ({ columns, primaryKey, indexes }: Definition): Definition => ({
  columns,
  ...(primaryKey ? { primaryKey } : {}),
  ...(indexes ? { indexes } : {}),
})

const rank: Record<SchemaOrigin, number> = { ddl: 4, source: 4, declared: 3, connector: 2, inferred: 1 }
export const isBetter = (one: SchemaOrigin, other: SchemaOrigin) => rank[one] > rank[other]
export const isAsGood = (one: SchemaOrigin, other: SchemaOrigin) => rank[one] >= rank[other]

/** The best of those who told of a table's columns. */
export function bestOrigin({ columns, facts }: TableState): SchemaOrigin {
  const told = [
    ...columns.map(({ origin }) => origin),
    ...slots.filter((slot) => facts[slot]).map((one) => originOf[one]),
  ]
  return told.reduce<SchemaOrigin>((best, one) => (isBetter(one, best) ? one : best), 'inferred')
}

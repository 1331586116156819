import type { SchemaColumn } from '@/lib/schemas/contract'
import type { Comparison } from '@/lib/schemas/snapshot-contract'

type TableDiff = Comparison['tables'][number]
/** One line of a comparison: the column then and now; `how` it differs. */
export type DiffRow = {
  key: string
  before: SchemaColumn | null
  after: SchemaColumn | null
  how: 'same' | 'added' | 'dropped' | 'changed' | 'renamed'
}

const same = (one: SchemaColumn, other: SchemaColumn) =>
  one.type === other.type &&
  one.nullable === other.nullable &&
  one.default === other.default &&
  one.primary_key === other.primary_key

/** The columns of both sides line by line, in the order of the later one, what went where it stood. */
export function diffRows({ before, after, changes }: Pick<TableDiff, 'before' | 'after' | 'changes'>): DiffRow[] {
  const then = before?.columns ?? []
  const now = after?.columns ?? []
  const renamed = new Map(
    changes.flatMap(({ kind, column, current }) =>
      kind === 'column_renamed' && column && current ? [[current, column]] : [],
    ),
  )
  const taken = new Set<string>()
  const rows = now.map((column): DiffRow => {
    const old = renamed.get(column.name) ?? column.name
    const earlier = then.find(({ name }) => name === old) ?? null
    if (earlier) taken.add(earlier.name)
    const how = !earlier ? 'added' : old !== column.name ? 'renamed' : same(earlier, column) ? 'same' : 'changed'
    return { key: column.name, before: earlier, after: column, how }
  })
  for (const [place, column] of then.entries()) {
    if (taken.has(column.name)) continue
    rows.splice(Math.min(place, rows.length), 0, {
      key: `-${column.name}`,
      before: column,
      after: null,
      how: 'dropped',
    })
  }
  return rows
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'
import type { ColumnList, TableColumn } from '../columns-contract'
import type { ColumnRole } from '../contract'
import { countsCategories, discoverRole } from '../discover'
import { explainRole } from '../explain-role'
import { readOverrides } from '../override'
import { type ColumnOfTable, listColumnsOf } from '../store/columns'
import { guessUnit } from '../unit'

/**
 * What discovery says of a column by itself. Its different words are not known where they were not counted, and then its
 * name alone can make it a category.
 */
export function discoveredRole({ name, role, roleSet, counts, distinct, overflow }: ColumnOfTable): ColumnRole {
  if (roleSet === null) return role
  return discoverRole(name, counts, countsCategories(role) ? distinct : Number.POSITIVE_INFINITY, overflow)
}

const total = ({ counts }: Pick<ColumnOfTable, 'counts'>) => Object.values(counts).reduce((sum, one) => sum + one, 0)

/** The column with what the writer of this process has seen of it and will write with its next group. */
function withUnwritten(column: ColumnOfTable): ColumnOfTable {
  const known = getRuntime().columns.find(column.tableId, column.name)
  return known && total(known) > total(column) ? { ...column, counts: known.counts, overflow: known.overflow } : column
}

/** The columns of the tables of a name, with their roles and why. Throws `not_found` where there is no such table. */
export async function listTableColumns({ db, config }: Context, table: string): Promise<ColumnList> {
  const stored = await listColumnsOf(db.$client, table)
  const found = stored.map(withUnwritten)
  if (found.length === 0) throw new AppError('not_found', `No table called ${JSON.stringify(table)} has sent a column`)
  const overrides = readOverrides(config.metrics.columns)
  const columns = found.map((column): TableColumn => {
    const set = overrides(column.schema, column.table, column.name)
    const configured = set.role !== null || set.unit !== null
    const byHand = column.roleSet !== null || column.unitSet !== null
    const role_set = (set.role ?? column.roleSet) as TableColumn['role_set']
    const unit_set = set.unit ?? column.unitSet
    const role = role_set ?? column.role
    return {
      table: column.table,
      schema: column.schema,
      source: column.source,
      column: column.name,
      role,
      discovered_role: discoveredRole({ ...column, roleSet: role_set }),
      why: explainRole(column.name, column.counts, column.distinct, column.overflow),
      unit: (unit_set ?? (role_set ?? column.role) === 'numeric') ? (unit_set ?? guessUnit(column.name)) : '',
      role_set,
      unit_set,
      set_by: configured ? 'configuration' : byHand ? 'person' : null,
      values: total(column) - column.counts.nulls,
      empty: column.counts.nulls,
    }
  })
  return { columns, count: columns.length }
}

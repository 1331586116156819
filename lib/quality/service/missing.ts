import 'server-only'
import type { Sql } from '@/lib/db/client'
import { listSeenColumns } from '../store/figures'
import type { RuleRow } from '../store/rules'

/** What a rule waits for, null where its table and its columns are there. */
export type Missing = (rule: Pick<RuleRow, 'tableName' | 'columns' | 'params' | 'type'>) => string | null

/** Looks up which tables and columns of rules have been seen. */
export async function findMissing(sql: Sql, rules: readonly RuleRow[]): Promise<Missing> {
  const named = rules.flatMap(({ tableName, params }) => [tableName, params.references?.table ?? tableName])
  const seen = new Map<string, Set<string>>()
  for (const { table, column } of await listSeenColumns(sql, [...new Set(named)])) {
    const columns = seen.get(table) ?? new Set<string>()
    if (column !== null) columns.add(column)
    seen.set(table, columns)
  }
  return ({ tableName, columns, params, type }) => {
    const own = seen.get(tableName)
    if (!own) return `the table ${tableName}`
    const read = type === 'compare' && params.other_column !== undefined ? [...columns, params.other_column] : columns
    const missing = read.find((column) => !own.has(column))
    if (missing !== undefined) return `the column ${missing} of ${tableName}`
    const other = params.references
    if (!other) return null
    if (!seen.has(other.table)) return `the table ${other.table}`
    return other.column !== undefined && !seen.get(other.table)?.has(other.column)
      ? `the column ${other.column} of ${other.table}`
      : null
  }
}

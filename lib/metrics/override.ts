import type { ColumnRole } from './contract'

/** What a person says of a column; null where it is left to discovery. */
export type Override = { role: ColumnRole | null; unit: string | null }

/** One entry of `metrics.columns`. `table` is `orders`, `public.orders` or `*`; case makes no difference. */
export type ColumnSetting = { table: string; column: string; role?: ColumnRole; unit?: string }
export type Overrides = (schema: string, table: string, column: string) => Override

const none: Override = { role: null, unit: null }
export const noOverrides: Overrides = () => none

/** A table with its schema weighs more than one without, and that more than all tables. */
const weightOf = (table: string) => (table === '*' ? 0 : table.includes('.') ? 2 : 1)

/** Reads the settings of the configuration. Role and unit each come from the most specific entry that names them. */
export function readOverrides(settings: readonly ColumnSetting[]): Overrides {
  const byColumn = new Map<string, ColumnSetting[]>()
  for (const one of [...settings].sort((a, b) => weightOf(b.table) - weightOf(a.table))) {
    const column = one.column.toLowerCase()
    byColumn.set(column, [...(byColumn.get(column) ?? []), { ...one, table: one.table.toLowerCase() }])
  }
  if (byColumn.size === 0) return noOverrides
  return (schema, table, column) => {
    const named = byColumn.get(column.toLowerCase())
    if (!named) return none
    const places = ['*', table.toLowerCase(), `${schema}.${table}`.toLowerCase()]
    const fitting = named.filter((one) => places.includes(one.table))
    return {
      role: fitting.find(({ role }) => role !== undefined)?.role ?? null,
      unit: fitting.find(({ unit }) => unit !== undefined)?.unit ?? null,
    }
  }
}

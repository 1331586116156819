import { type NamedTable, readNamedTables } from '@/lib/schemas/named-tables'
import type { Image } from './native'
import { parseJson } from './parse'
import type { PreparedEvent } from './prepare'
import type { Sorted } from './sort'
import { type Objection, turnAway } from './turn-away'

type Table = Pick<PreparedEvent, 'schema' | 'table'>

/** Those of the tables that a key is bound to (`orders`, `public.orders`) that name this one. */
export const namesOf = ({ schema, table }: Table, tables: readonly string[]): string[] =>
  tables.filter((name) => name === table || name === `${schema}.${table}`)

const shown = ({ schema, table }: Table) => (schema === '' ? table : `${schema}.${table}`)

/** What statements of other tables a DDL event brings; it is read as it will be stored, since that is what schemas are learnt from. */
async function objectionToStatement(event: PreparedEvent, tables: readonly string[]): Promise<string | null> {
  const { ddl_command: statement, ...about } = parseJson(event.detailText ?? '{}') as Image
  if (typeof statement !== 'string' || statement === '') return null
  const named = await readNamedTables(statement, event, about)
  const only = `this key may send statements about ${tables.join(', ')} only`
  if ('unread' in named) return `${only}, and this one cannot be read: ${named.unread}`
  const other = named.find((one: NamedTable) => one.index !== undefined || namesOf(one, tables).length === 0)
  if (!other) return null
  return other.index === undefined
    ? `${only}, not about ${shown(other)}`
    : `${only}, and this one does not say of which table the index ${other.index} is`
}

/**
 * Of what a sender may send: where its key is bound to tables, events of others are refused, each by itself, and so are
 * statements that change others or cannot be read.
 */
export async function withinTables(sorted: Sorted, tables: readonly string[] | null | undefined): Promise<Sorted> {
  if (!tables) return sorted
  const statements = new Map<PreparedEvent, string>()
  for (const event of sorted.events) {
    if (event.type !== 'DDL' || namesOf(event, tables).length === 0) continue
    const message = await objectionToStatement(event, tables)
    if (message !== null) statements.set(event, message)
  }
  const refuse = (message: string): Objection => ({ code: 'table_not_allowed', message })
  return turnAway(sorted, (event) => {
    if (namesOf(event, tables).length === 0)
      return refuse(`this key may send events of ${tables.join(', ')} only, not of ${event.schema}.${event.table}`)
    const message = statements.get(event)
    return message === undefined ? null : refuse(message)
  })
}

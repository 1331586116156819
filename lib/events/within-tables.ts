import type { Dialect } from '@/lib/schemas/contract'
import { readNamedTables } from '@/lib/schemas/named-tables'
import { dialectOf, type ParsedStatement, parseStatements } from '@/lib/schemas/parse-statements'
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

type Reader = (statement: string, dialect: Dialect) => Promise<ParsedStatement[]>

/** Reads a statement once, though a connector repeats it with each table that it changes; what breaks the parser cannot be read. */
function readOnce(): Reader {
  const read = new Map<string, Promise<ParsedStatement[]>>()
  return (statement, dialect) => {
    const key = `${dialect} ${statement}`
    const unread = (): ParsedStatement[] => [{ text: statement, error: { message: 'the parser broke off', at: 0 } }]
    const found = read.get(key) ?? parseStatements(statement, dialect).catch(unread)
    read.set(key, found)
    return found
  }
}

/** What a DDL event says of other tables; it is read as it will be stored, since that is what schemas are learnt from. */
async function objectionTo(event: PreparedEvent, tables: readonly string[], read: Reader): Promise<string | null> {
  const { ddl_command: statement, ...about } = parseJson(event.detailText ?? '{}') as Image
  if (typeof statement !== 'string' || statement === '') return null
  const dialect = dialectOf(statement, { source: event.source, ...about })
  const named = readNamedTables(await read(statement, dialect), { dialect, place: event })
  const only = `this key may send statements about ${tables.join(', ')} only`
  if ('unread' in named) return `${only}, and this one cannot be read: ${named.unread}`
  const other = named.find((one) => one.index !== undefined || namesOf(one, tables).length === 0)
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
  const read = readOnce()
  for (const event of sorted.events) {
    if (event.type !== 'DDL' || namesOf(event, tables).length === 0) continue
    const message = await objectionTo(event, tables, read)
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

import type { Dialect } from './contract'
import { dialectOf, parseStatements } from './parse-statements'
import type { Place } from './place'
import type { Named } from './statement'

/** Where the table of a name is, which in MySQL may say the database, and in PostgreSQL the schema. */
export function placeOf({ schema, name }: Named, { dialect, place }: { dialect: Dialect; place: Place }): Place {
  if (schema === undefined) return { ...place, table: name }
  return dialect === 'mysql' ? { ...place, database: schema, table: name } : { ...place, schema, table: name }
}

/** A table that statements change, under its new name too; `index` is one that is dropped without its table being named. */
export type NamedTable = Pick<Place, 'schema' | 'table'> & { index?: string }

/** The tables that the statements of an event change, or why they cannot be read. */
export async function readNamedTables(
  statement: string,
  place: Place,
  about: { position?: unknown; metadata?: unknown },
): Promise<NamedTable[] | { unread: string }> {
  const dialect = dialectOf(statement, { source: place.source, ...about })
  const named: NamedTable[] = []
  for (const one of await parseStatements(statement, dialect)) {
    if ('error' in one) return { unread: one.error.message }
    for (const { table, action } of one.actions) {
      const from = placeOf(table, { dialect, place })
      named.push(action.do === 'drop_index' && table.name === '' ? { ...from, index: action.name } : from)
      if (action.do !== 'rename') continue
      named.push(placeOf({ name: action.to, schema: action.schema }, { dialect, place: from }))
    }
  }
  return named
}

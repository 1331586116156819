import type { Dialect } from './contract'
import type { ParsedStatement } from './parse-statements'
import type { Place } from './place'
import type { Named } from './statement'

/** Where the table of a name is, which in MySQL may say the database, and in PostgreSQL the schema. */
export function placeOf({ schema, name }: Named, { dialect, place }: { dialect: Dialect; place: Place }): Place {
  if (schema === undefined) return { ...place, table: name }
  return dialect === 'mysql' ? { ...place, database: schema, table: name } : { ...place, schema, table: name }
}

/** A table that statements change, under its new name too; `index` is one that is dropped without its table being named. */
export type NamedTable = Pick<Place, 'schema' | 'table'> & { index?: string }

/** The tables that statements change, or why one cannot be read. */
export function readNamedTables(
  statements: readonly ParsedStatement[],
  about: { dialect: Dialect; place: Place },
): NamedTable[] | { unread: string } {
  const named: NamedTable[] = []
  for (const one of statements) {
    if ('error' in one) return { unread: one.error.message }
    for (const { table, action } of one.actions) {
      const place = placeOf(table, about)
      named.push(action.do === 'drop_index' && table.name === '' ? { ...place, index: action.name } : place)
      if (action.do === 'rename') named.push(placeOf({ name: action.to, schema: action.schema }, { ...about, place }))
    }
  }
  return named
}

import type { Image } from '../native'
import { type Around, placeOf, positionOf, shorten } from './debezium-position'
import type { Draft, Hints, Outcome } from './envelope'
import { instantOf, isObject, pickFields, textOf } from './fields'
import { timeOf } from './outcome'

/** Whether a payload tells of a change to tables themselves. */
export const isSchemaChange = ({ ddl, tableChanges, databaseName, source }: Image): boolean =>
  (typeof ddl === 'string' || Array.isArray(tableChanges)) && (isObject(source) || databaseName !== undefined)

const part = /"((?:[^"]|"")*)"|([^."]+)/g

/** `"shop"."public"."orders"` by its parts. */
const splitId = (id: string) => [...id.matchAll(part)].map((found) => found[1]?.replaceAll('""', '"') ?? found[2] ?? '')

/** `ALTER TABLE …` is `ALTER_TABLE`. */
function kindOf(ddl: string | undefined): string | undefined {
  const words = /^\s*([a-z]+)(?:\s+([a-z]+))?/i.exec(ddl ?? '')
  return words
    ? words
        .slice(1)
        .filter((word) => word !== undefined)
        .join('_')
        .toUpperCase()
    : undefined
}

const columnFields = [
  'name',
  'typeName',
  'typeExpression',
  'length',
  'scale',
  'optional',
  'hasDefaultValue',
  'defaultValueExpression',
  'enumValues',
] as const

function describeTable(table: unknown): Image {
  if (!isObject(table)) return {}
  const columns = Array.isArray(table.columns) ? table.columns.filter(isObject) : []
  return {
    ...pickFields(table, ['primaryKeyColumnNames']),
    columns: columns.map((column) => pickFields(column, columnFields)),
  }
}

/** One DDL event for each table that a schema change touches; one for the database where it names none. */
export function readSchemaChange(payload: Image, hints: Hints, around: Around): Outcome[] {
  const source = isObject(payload.source) ? payload.source : {}
  const ddl = textOf(payload.ddl)
  const changes = Array.isArray(payload.tableChanges) ? payload.tableChanges.filter(isObject) : []
  if (changes.length === 0 && ddl === undefined) return [{ kind: 'ignored', reason: 'schema change without a change' }]
  const place = around.id ?? placeOf(source)
  const shared = {
    type: 'DDL',
    database: textOf(payload.databaseName) ?? textOf(source.db) ?? hints.database,
    source: textOf(source.name) ?? hints.source,
    ...timeOf(instantOf(source) ?? instantOf(payload) ?? around.time, hints),
    position: positionOf(source),
    ddl_command: ddl,
  }
  const metadata = pickFields(source, ['connector', 'version', 'snapshot'])
  return (changes.length > 0 ? changes : [{}]).map((change: Image, index): Outcome => {
    const names = splitId(textOf(change.id) ?? '')
    const verb = textOf(change.type)
    const table = names.at(-1) ?? textOf(source.table) ?? ''
    const draft: Draft = {
      ...shared,
      id: place === undefined ? undefined : shorten(`${place}:ddl:${index}:${table}`),
      table,
      schema: textOf(payload.schemaName) ?? (names.length > 2 ? names.at(-2) : textOf(source.schema)) ?? hints.schema,
      ddl_type: verb === undefined ? kindOf(ddl) : `${verb.toUpperCase()}_TABLE`,
      metadata: change.table === undefined ? metadata : { ...metadata, ...describeTable(change.table) },
    }
    return { kind: 'event', draft }
  })
}

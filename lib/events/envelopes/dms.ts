import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, omit, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject, textOf } from './fields'
import { ignore, readOperation, refuse, toEvent } from './outcome'
import { identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['load', 'SNAPSHOT'],
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
  ['read', 'SNAPSHOT'],
  ['create', 'INSERT'],
])
const beforePrefix = 'BI_'
const isBefore = (name: string) => name.startsWith(beforePrefix) && name.length > beforePrefix.length

function about(metadata: Image) {
  const { timestamp, 'commit-timestamp': committed, 'transaction-id': transaction } = metadata
  const record = metadata['transaction-record-id']
  return {
    id: identify([transaction, record]),
    table: metadata['table-name'],
    schema: metadata['schema-name'],
    source: 'dms',
    at: committed ?? timestamp,
    transaction_id: transaction,
    position: present({ record, stream: metadata['stream-position'] }),
  }
}

/** Before values among the columns (`BI_qty` beside `qty`); a name that merely begins so is a column like any other. */
function splitPrefixed(data: Image): { row: Image; before: Image | null } {
  const names = Object.keys(data).filter(isBefore)
  const bare = (name: string) => name.slice(beforePrefix.length)
  if (!names.some((name) => Object.hasOwn(data, bare(name)))) return { row: data, before: null }
  return { row: omit(data, isBefore), before: Object.fromEntries(names.map((name) => [bare(name), data[name]])) }
}

/** The before image under the name that its user gave it: `before-image`, else the one object that is nothing else. */
function findBefore(message: Image): Image | null {
  const usual = imageOf(message['before-image'])
  if (usual) return usual
  const known = new Set(['data', 'metadata', 'control'])
  const others = Object.keys(message).filter((name) => !known.has(name) && isObject(message[name]))
  return others.length === 1 ? imageOf(message[others[0]!]) : null
}

/** The columns that a control record defines, as schema changes of other connectors list them. */
function describeTable(control: unknown): Image | undefined {
  const definition = imageOf(imageOf(control)?.['table-def'])
  const columns = imageOf(definition?.columns)
  if (!columns) return undefined
  const list = Object.entries(columns).map(([name, column]) => {
    const { type, length, precision, scale, nullable } = imageOf(column) ?? {}
    return present({ name, typeName: type, length: precision ?? length, scale, optional: nullable })
  })
  return present({ columns: list, primaryKeyColumnNames: definition?.['primary-key'] })
}

function readControl(message: Image, metadata: Image, hints: Hints): Outcome {
  const operation = textOf(metadata.operation)
  if (operation === undefined) return refuse('unknown_operation', 'metadata.operation is missing in a control record')
  if (textOf(metadata['table-name'])?.startsWith('awsdms_')) return ignore('control table of DMS itself')
  if (operation === 'truncate-table') return toEvent({ ...about(metadata), type: 'TRUNCATE' }, hints)
  const ddl_type = operation.toUpperCase().replaceAll('-', '_')
  return toEvent({ ...about(metadata), type: 'DDL', ddl_type, metadata: describeTable(message.control) }, hints)
}

function readData(message: Image, metadata: Image, hints: Hints): Outcome {
  const data = imageOf(message.data)
  if (!data) return refuse('missing_data', 'data is missing: the columns of the row')
  const operation = readOperation(metadata.operation, operations, data)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  const changed = type === 'UPDATE' || type === 'DELETE'
  const { row, before: prefixed } = changed ? splitPrefixed(data) : { row: data, before: null }
  const before = changed ? (prefixed ?? findBefore(message)) : null
  const images = type === 'DELETE' ? { before: before ?? row, after: null } : { before, after: row }
  return toEvent({ ...about(metadata), type, upsert, ...images }, hints, notes)
}

/**
 * AWS DMS to Kinesis or Kafka: `{data, metadata}`, or `{control, metadata}` for definitions. Columns that are null are
 * left out unless `IncludeNullAndEmpty` is set: a column that is absent is unknown, not null. The commit time comes only
 * with `IncludeTransactionDetails`; else the time at which DMS made the message.
 */
export const dms: Envelope = {
  format: 'dms',
  matches: ({ data, control, metadata }) =>
    isObject(metadata) &&
    typeof metadata.operation === 'string' &&
    (typeof metadata['record-type'] === 'string' || typeof metadata['table-name'] === 'string') &&
    (isObject(data) || isObject(control) || metadata['record-type'] === 'control'),
  read: (message, hints) => {
    const metadata = imageOf(message.metadata)
    if (!metadata) return [refuse('missing_metadata', 'metadata is missing: operation, schema-name, table-name')]
    const control = metadata['record-type'] === 'control' || (isObject(message.control) && !isObject(message.data))
    return [control ? readControl(message, metadata, hints) : readData(message, metadata, hints)]
  },
}

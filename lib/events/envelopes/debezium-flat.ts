import type { Image } from '../native'
import { type Structure, structure } from '../structure'
import { noteDecimals, readImage, readKey } from './debezium-image'
import { type Around, identify, placeOf, positionFields, positionOf } from './debezium-position'
import { openConnect } from './debezium-schema'
import { operations } from './debezium-shape'
import type { Draft, Envelope, Hints, Outcome } from './envelope'
import { instantOf, isObject, pickFields, textOf } from './fields'
import { timeOf, untimedNote } from './outcome'

/** Meta columns that no table has by chance; `add.fields` puts them beside the row's own. */
const telling = ['__op', '__deleted', '__table', '__collection', '__source_ts_ms', '__source_table', '__lsn', '__db']
const others = ['schema', 'name', 'connector', 'version', 'snapshot', 'server_id', 'txId', 'xmin', 'thread', 'query']
const timed = ['ts_ms', 'ts_us', 'ts_ns', 'transaction_id', 'transaction_total_order']
/** The columns that `add.fields` puts beside a row's own. */
export const metaColumns: ReadonlySet<string> = new Set([
  ...telling,
  ...[...positionFields, ...others, ...timed].map((name) => `__${name}`),
])
const isMeta = (column: string) => metaColumns.has(column) || column.startsWith('__source_')

/** Whether a payload is a row out of its envelope: told by its meta columns, or by a schema block around a plain row. */
export const isFlat = (payload: Image, schema: unknown): boolean =>
  telling.some((column) => payload[column] !== undefined) ||
  (isObject(schema) && schema.type === 'struct' && !(typeof payload.op === 'string' && isObject(payload.source)))

/** The meta columns under the names of the source block, of which `__source_ts_ms` is `ts_ms`. */
function metaOf(row: Image): Image {
  const columns = Object.keys(row).filter(isMeta)
  const ofSource = (column: string) => column.startsWith('__source_')
  const ordered = [...columns.filter((column) => !ofSource(column)), ...columns.filter(ofSource)]
  return Object.fromEntries(ordered.map((column) => [column.replace(/^__(source_)?/, ''), row[column]]))
}

/** `shop.public.orders.Value`, the name of a row's schema, says its table. */
function tableOf(schema: unknown): string | undefined {
  const parts = (isObject(schema) ? textOf(schema.name) : undefined)?.split('.') ?? []
  return parts.length > 2 && parts.at(-1) === 'Value' ? parts.at(-2) : undefined
}

function typeOf(meta: Image): string | undefined {
  if (meta.deleted === true || meta.deleted === 'true') return 'DELETE'
  return meta.op === undefined || meta.op === null ? 'UPSERT' : operations.get(String(meta.op))
}

function flatStructure(schema: unknown, key: Image | undefined): Structure | undefined {
  if (!isObject(schema) || !Array.isArray(schema.fields) || schema.fields.length === 0) return undefined
  const fields = schema.fields.filter((one) => !(isObject(one) && isMeta(String(one.field))))
  return { slot: 'block', fields, ...(key ? { key: Object.keys(key) } : {}) }
}

/** Reads a row that `ExtractNewRecordState` took out of its envelope; without an operation it may be new or changed. */
export function readFlat(payload: Image, schema: unknown, hints: Hints, around: Around = {}): Outcome[] {
  const meta = metaOf(payload)
  const type = typeOf(meta)
  if (!type) {
    const message = `__op ${JSON.stringify(meta.op)?.slice(0, 60)} is not one of c, u, d, r, t`
    return [{ kind: 'refused', code: 'unknown_operation', message }]
  }
  const table = textOf(meta.table) ?? textOf(meta.collection) ?? hints.table ?? tableOf(schema)
  if (table === undefined) {
    const message = 'the row says no table: add table to the fields of the transform, or name it with ?table='
    return [{ kind: 'refused', code: 'missing_table', message }]
  }
  const columns = Object.keys(payload).filter((column) => !isMeta(column))
  const { image, suspects } = readImage(Object.fromEntries(columns.map((name) => [name, payload[name]])), schema)
  const row = type === 'TRUNCATE' ? null : (image as Image)
  const before = type === 'DELETE' ? row : null
  const after = type === 'DELETE' ? null : row
  const key = type === 'TRUNCATE' ? undefined : readKey(hints.key)
  const database = textOf(meta.db) ?? hints.database ?? ''
  const place = around.id ?? placeOf(meta)
  const order = textOf(meta.transaction_total_order)
  const op = type === 'SNAPSHOT' ? 'r' : type.toLowerCase()
  const draft: Draft = {
    id: identify({ op, database, place, order, before, after, key: key ?? null }),
    type: type === 'UPSERT' ? 'UPDATE' : type,
    table,
    schema: textOf(meta.schema) ?? hints.schema,
    database,
    source: textOf(meta.name) ?? hints.source,
    ...timeOf(instantOf(meta) ?? around.time, hints),
    before,
    after,
    key,
    transaction_id: textOf(meta.transaction_id) ?? textOf(meta.txId) ?? textOf(meta.gtid),
    position: positionOf(meta),
    metadata: pickFields(meta, ['connector', 'version', 'snapshot', 'server_id']),
    ...(type === 'UPSERT' ? { upsert: true as const } : {}),
    [structure]: flatStructure(schema, key),
  }
  const notes = noteDecimals(suspects)
  const remedy = 'add source.ts_ms to the fields of the transform'
  return [{ kind: 'event', draft, notes: draft.untimed ? [...notes, untimedNote(remedy)] : notes }]
}

/** Rows out of Debezium's envelope, with meta columns such as `__op`, `__table` and `__deleted` or without. */
export const debeziumFlat: Envelope = {
  format: 'debezium_flat',
  matches(message) {
    const { payload, schema } = openConnect(message)
    return isObject(payload) && isFlat(payload, schema)
  },
  read(message, hints) {
    const { payload, schema, key } = openConnect(message)
    if (!isObject(payload)) return [{ kind: 'ignored', reason: 'tombstone' }]
    return readFlat(payload, schema, key === undefined ? hints : { ...hints, key })
  },
}

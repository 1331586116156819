import type { Image } from '../native'
import { noteDecimals, readImage, readKey } from './debezium-image'
import { identify, placeOf, positionOf } from './debezium-position'
import { fieldSchema, openConnect } from './debezium-schema'
import { isSchemaChange, readSchemaChange } from './debezium-schema-change'
import type { Draft, Envelope, Hints, Outcome } from './envelope'
import { instantOf, isObject, pickFields, textOf } from './fields'
import { describedUpdate, documentKey, readDocument } from './mongo-document'

const types: ReadonlyMap<unknown, string> = new Map([
  ['c', 'INSERT'],
  ['u', 'UPDATE'],
  ['d', 'DELETE'],
  ['r', 'SNAPSHOT'],
  ['t', 'TRUNCATE'],
])
const known = 'c, u, d, r, t, m'
const clock = new Set(['ts_ms', 'ts_us', 'ts_ns'])

const ignored = (reason: string): Outcome[] => [{ kind: 'ignored', reason }]

function isRowChange({ op, source, before, after }: Image): boolean {
  if (typeof op !== 'string') return false
  if (isObject(source)) return source.changefeed_sink === undefined && source.origin !== 'cockroachdb'
  return (types.has(op) || op === 'm') && (before !== undefined || after !== undefined)
}

const isTransactionMarker = ({ status, id, ts_ms, event_count, data_collections }: Image) =>
  (status === 'BEGIN' || status === 'END') &&
  textOf(id) !== undefined &&
  (ts_ms ?? event_count ?? data_collections) !== undefined

function isHeartbeat(payload: Image): boolean {
  const names = Object.keys(payload)
  return names.length > 0 && names.every((name) => clock.has(name))
}

/** What a connector says of its own work (`notification.sink`). */
const isNotification = ({ aggregate_type, additional_data }: Image) =>
  typeof aggregate_type === 'string' && additional_data !== undefined

/** Whether a payload, out of its schema block, is one of Debezium's own: a row change or what goes with them. */
export const isDebezium = (payload: Image): boolean =>
  isRowChange(payload) ||
  isSchemaChange(payload) ||
  isTransactionMarker(payload) ||
  isHeartbeat(payload) ||
  isNotification(payload)

/** What an envelope around Debezium's says of the change: its id, and its time (RFC 3339) where the payload has none. */
export type Around = { id?: string; time?: string }

function readDocuments(payload: Image, recordKey: Image | undefined) {
  const after = readDocument(payload.after)
  const described = after === null && payload.op === 'u' ? describedUpdate(payload.updateDescription) : null
  return {
    before: { image: readDocument(payload.before), suspects: [] },
    after: { image: after ?? described, suspects: [] },
    key: documentKey(recordKey, payload.filter),
  }
}

const isMongo = ({ after, before, updateDescription }: Image, source: Image) =>
  source.connector === 'mongodb' ||
  updateDescription !== undefined ||
  (source.collection !== undefined && (typeof after === 'string' || typeof before === 'string'))

/** Reads the payload of a row change; `schema` is that of the whole envelope. */
function readChange(payload: Image, schema: unknown, hints: Hints, around: Around): Outcome[] {
  const op = payload.op as string
  const type = types.get(op)
  if (!type) {
    const message = `op ${JSON.stringify(op)?.slice(0, 60)} is not one of ${known}`
    return [{ kind: 'refused', code: 'unknown_operation', message }]
  }
  const source = isObject(payload.source) ? payload.source : {}
  const table = textOf(source.table) ?? textOf(source.collection) ?? hints.table
  if (table === undefined) {
    const message = 'source.table is missing; send it, or name the table with ?table='
    return [{ kind: 'refused', code: 'missing_table', message }]
  }
  const recordKey = readKey(hints.key)
  const row = isMongo(payload, source)
    ? readDocuments(payload, recordKey)
    : {
        before: readImage(payload.before, fieldSchema(schema, 'before')),
        after: readImage(payload.after, fieldSchema(schema, 'after')),
        key: recordKey,
      }
  const truncate = op === 't'
  const before = (truncate ? null : row.before.image) as Image | null
  const after = (truncate || op === 'd' ? null : row.after.image) as Image | null
  const transaction = isObject(payload.transaction) ? payload.transaction : {}
  const database = textOf(source.db) ?? hints.database ?? ''
  const readable = (image: unknown) => (isObject(image) ? image : null)
  const id = identify({
    op,
    database,
    place: around.id ?? placeOf(source),
    order: textOf(transaction.total_order),
    before: readable(before),
    after: readable(after),
    key: row.key ?? null,
  })
  const draft: Draft = {
    id,
    type,
    table,
    schema: textOf(source.schema) ?? hints.schema,
    database,
    source: textOf(source.name) ?? hints.source,
    timestamp: instantOf(source) ?? instantOf(payload) ?? around.time ?? hints.receivedAt,
    before,
    after,
    key: truncate ? undefined : row.key,
    transaction_id: textOf(transaction.id) ?? textOf(source.txId) ?? textOf(source.gtid),
    position: positionOf(source),
    metadata: {
      ...pickFields(source, ['connector', 'version', 'snapshot', 'server_id']),
      ...pickFields(payload, ['ts_ms']),
    },
  }
  return [{ kind: 'event', draft, notes: noteDecimals([...row.before.suspects, ...row.after.suspects]) }]
}

/** Reads a payload that `isDebezium` knows, with the schema of its envelope where there is one. */
export function readPayload(payload: Image, schema: unknown, hints: Hints, around: Around = {}): Outcome[] {
  if (payload.op === 'm') return ignored('logical message')
  if (typeof payload.op === 'string') return readChange(payload, schema, hints, around)
  if (isSchemaChange(payload)) return readSchemaChange(payload, hints, around)
  if (isTransactionMarker(payload)) return ignored('transaction marker')
  if (isHeartbeat(payload)) return ignored('heartbeat')
  if (isNotification(payload)) return ignored('notification')
  const message = `op is missing; a change has one of ${known}`
  return [{ kind: 'refused', code: 'unknown_operation', message }]
}

/** Debezium's change events as Kafka Connect's JSON converter writes them, with their schema block or without. */
export const debezium: Envelope = {
  format: 'debezium',
  matches(message) {
    const { payload } = openConnect(message)
    return payload === null || (isObject(payload) && isDebezium(payload))
  },
  read(message, hints) {
    const { payload, schema, key } = openConnect(message)
    if (!isObject(payload)) return ignored('tombstone')
    return readPayload(payload, schema, key === undefined ? hints : { ...hints, key })
  },
}

import type { Image } from '../native'
import { readPayload } from './debezium'
import { isFlat, readFlat } from './debezium-flat'
import { type Around, positionFields } from './debezium-position'
import { openConnect } from './debezium-schema'
import { isDebezium } from './debezium-shape'
import type { Draft, Envelope, Hints, Outcome } from './envelope'
import { isObject, jsonOf, textOf } from './fields'
import { native } from './native'
import { timeOf } from './outcome'

const refuse = (code: string, message: string): Outcome[] => [{ kind: 'refused', code, message }]

const sourceFields = ['version', 'connector', 'name', 'ts_ms', 'ts_us', 'ts_ns', 'snapshot', 'db', 'schema', 'table']
const otherFields = ['collection', 'server_id', 'txId', ...positionFields]

const attributeOf = (message: Image, field: string) => message[`iodebezium${field.replaceAll('_', '').toLowerCase()}`]

/** Debezium's payload, whose source block and operation are attributes of the CloudEvent. */
function payloadOf(message: Image, { before, after, updateDescription }: Image): Image {
  const fields = [...sourceFields, ...otherFields]
  const source = fields.flatMap((name) => {
    const value = attributeOf(message, name)
    return value === undefined || value === null ? [] : [[name, value]]
  })
  return {
    op: attributeOf(message, 'op'),
    source: Object.fromEntries(source),
    before,
    after,
    updateDescription,
    transaction: { id: attributeOf(message, 'txid'), total_order: attributeOf(message, 'txtotalorder') },
  }
}

/** The data as an object; undefined where it is no JSON. */
function dataOf({ data, data_base64 }: Image): unknown {
  if (typeof data_base64 === 'string') return jsonOf(Buffer.from(data_base64, 'base64').toString('utf8'))
  return typeof data === 'string' ? jsonOf(data) : data
}

/** A native event as data: what it does not say itself, the CloudEvent says. */
function readNativeData(message: Image, { upsert: _, untimed: __, ...data }: Image, hints: Hints): Outcome[] {
  const draft = {
    ...data,
    type: data.type ?? data.operation,
    id: data.id ?? message.id,
    source: data.source ?? message.source,
    ...timeOf(data.timestamp ?? message.time, hints),
  }
  return [{ kind: 'event', draft: draft as Draft }]
}

/** CloudEvents in the structured mode: Debezium's, or such as carry a Debezium message or a native event as their data. */
export const cloudevents: Envelope = {
  format: 'cloudevents',
  matches: ({ specversion, type, source }) =>
    typeof specversion === 'string' && typeof type === 'string' && typeof source === 'string',
  read(message, hints) {
    const data = dataOf(message)
    if (data === null || (data === undefined && message.data === undefined && message.data_base64 === undefined)) {
      return [{ kind: 'ignored', reason: 'no data' }]
    }
    if (!isObject(data)) {
      const type = textOf(message.datacontenttype) ?? 'of an unknown type'
      const right = 'make the sender write it as JSON (Debezium: value.converter.data.serializer.type=json)'
      return refuse('undecodable_data', `data (${type.slice(0, 60)}) is not JSON; ${right}`)
    }
    const around: Around = { id: textOf(message.id), time: textOf(message.time) }
    const own = { ...hints, source: textOf(message.source) ?? hints.source }
    const { payload, schema, key } = openConnect(data)
    const keyed = key === undefined ? own : { ...own, key }
    if (!isObject(payload)) return [{ kind: 'ignored', reason: 'tombstone' }]
    if (isDebezium(payload)) return readPayload(payload, schema, keyed, around)
    if (attributeOf(message, 'op') !== undefined) {
      return readPayload(payloadOf(message, payload), schema, keyed, around)
    }
    if (native.matches({ timestamp: hints.receivedAt, ...payload })) return readNativeData(message, payload, own)
    if (isFlat(payload, schema)) return readFlat(payload, schema, keyed, around)
    const right =
      'a Debezium change (with its attributes iodebeziumop, …), a row with __op, or an event with type and table'
    return refuse('unknown_data', `data is none of what is read: ${right}`)
  },
}

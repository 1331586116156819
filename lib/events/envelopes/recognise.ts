import { type EventFormat, eventTypes } from '../contract'
import { type Bounds, findExcess, type Image } from '../native'
import { airbyte } from './airbyte'
import { canal } from './canal'
import { cloudevents } from './cloudevents'
import { cockroachdb } from './cockroachdb'
import { debezium } from './debezium'
import { debeziumFlat } from './debezium-flat'
import { dms } from './dms'
import type { Envelope, Hints, Outcome } from './envelope'
import { estuary } from './estuary'
import { isObject, jsonOf } from './fields'
import { hasura } from './hasura'
import { maxwell } from './maxwell'
import { native } from './native'
import { peerdb } from './peerdb'
import { sequin } from './sequin'
import { supabase } from './supabase'
import { wal2json } from './wal2json'

/**
 * In the order in which they are tried: the native form first, since most come in it; then the more telling shapes.
 * CockroachDB's enriched messages have Debezium's fields and say whose they are, so they go before it.
 */
const envelopes: Envelope[] = [
  native,
  cockroachdb,
  canal,
  maxwell,
  supabase,
  wal2json,
  dms,
  sequin,
  hasura,
  airbyte,
  peerdb,
  estuary,
  cloudevents,
  debezium,
  debeziumFlat,
]

const ofEvents = ['table', 'operation', 'op', 'before', 'after']
const nativeTypes = new Set<unknown>([...eventTypes, 'BEGIN', 'COMMIT'])

/** A row without any envelope, for which the request names the table: nothing in it says that it is an event. */
function isBareRow(message: Image, { table }: Hints): boolean {
  if (table === undefined || ofEvents.some((name) => Object.hasOwn(message, name))) return false
  const { type } = message
  return !nativeTypes.has(typeof type === 'string' ? type.toUpperCase() : type) && Object.keys(message).length > 0
}

/** The format that claims a message by its shape; undefined where none does. */
export const findEnvelope = (message: Image): Envelope | undefined => envelopes.find((each) => each.matches(message))

export type ReadMessage = { format: EventFormat; outcomes: Outcome[] }

const recordFields = new Set(['key', 'value', 'topic', 'partition', 'offset', 'timestamp', 'timestampType', 'headers'])

/** The value and key of a Kafka record (`{"key": …, "value": …}`); null for what is none. */
function openRecord(message: Image): { value: unknown; key: unknown } | null {
  if (message.value === undefined || !Object.keys(message).every((name) => recordFields.has(name))) return null
  const open = (part: unknown) => (typeof part === 'string' ? (jsonOf(part) ?? part) : part)
  const value = open(message.value)
  return value === null || isObject(value) ? { value, key: open(message.key) } : null
}

const refused = (format: EventFormat, code: string, message: string): ReadMessage => ({
  format,
  outcomes: [{ kind: 'refused', code, message }],
})

const asJson =
  'set the sender to JSON (Debezium Server: debezium.format.value=json; Kafka Connect: value.converter=org.apache.kafka.connect.json.JsonConverter)'

function notAnObject(message: unknown, format: EventFormat): ReadMessage {
  if (message === null) return { format, outcomes: [{ kind: 'ignored', reason: 'tombstone' }] }
  const advice = typeof message === 'string' ? `; a text was sent: ${asJson}` : ''
  return refused(format, 'not_an_object', `an event must be a JSON object${advice}`)
}

/**
 * Finds a message's format by its shape (or takes `forced`) and reads it; what no format claims is a bare row where
 * the request names its table, and judged as native where it does not.
 * A message out of `bounds` is refused before a reader walks it (a native one is left to `readNative`).
 */
export function readMessage(message: unknown, hints: Hints, forced?: EventFormat, bounds?: Bounds): ReadMessage {
  if (!isObject(message)) return notAnObject(message, forced ?? 'native')
  const find = (one: Image) => {
    if (forced) return envelopes.find((each) => each.format === forced) ?? native
    return findEnvelope(one) ?? (isBareRow(one, hints) ? debeziumFlat : native)
  }
  let envelope = find(message)
  let given = message
  let said = hints
  const record = envelope === native && message.table !== undefined ? null : openRecord(message)
  if (record) {
    if (!isObject(record.value)) return notAnObject(record.value, forced ?? 'native')
    given = record.value
    said = { ...hints, key: record.key ?? undefined }
    envelope = find(given)
  }
  if (envelope === native) return { format: 'native', outcomes: native.read(given, hints) }
  const excess = bounds && findExcess(record ?? message, bounds)
  if (excess) return refused(envelope.format, excess.code, excess.message)
  try {
    const outcomes = envelope.read(given, said)
    return {
      format: envelope.format,
      outcomes: outcomes.length > 0 ? outcomes : [{ kind: 'ignored', reason: 'nothing in it' }],
    }
  } catch {
    return refused(envelope.format, 'unreadable', `the message cannot be read in the format ${envelope.format}`)
  }
}

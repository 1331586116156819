import type { Image } from '../native'
import { readChange } from './debezium-change'
import type { Around } from './debezium-position'
import { openConnect } from './debezium-schema'
import { isSchemaChange, readSchemaChange } from './debezium-schema-change'
import { isDebezium, isHeartbeat, isNotification, isTransactionMarker } from './debezium-shape'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject } from './fields'

const ignored = (reason: string): Outcome[] => [{ kind: 'ignored', reason }]

/** Reads a payload that `isDebezium` knows, with the schema of its envelope where there is one. */
export function readPayload(payload: Image, schema: unknown, hints: Hints, around: Around = {}): Outcome[] {
  if (payload.op === 'm') return ignored('logical message')
  if (typeof payload.op === 'string') return readChange(payload, schema, hints, around)
  if (isSchemaChange(payload)) return readSchemaChange(payload, hints, around)
  if (isTransactionMarker(payload)) return ignored('transaction marker')
  if (isHeartbeat(payload)) return ignored('heartbeat')
  if (isNotification(payload)) return ignored('notification')
  const message = `op is missing; a change has one of c, u, d, r, t, m`
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

import type { Image } from '../native'
import { isSchemaChange } from './debezium-schema-change'
import { isObject, textOf } from './fields'

/** Debezium's operations by the type of event that each is. */
export const operations: ReadonlyMap<string, string> = new Map([
  ['c', 'INSERT'],
  ['u', 'UPDATE'],
  ['d', 'DELETE'],
  ['r', 'SNAPSHOT'],
  ['t', 'TRUNCATE'],
])
const clock = new Set(['ts_ms', 'ts_us', 'ts_ns'])

/** A row change, with its source block or without; CockroachDB's alike has a reader of its own. */
function isRowChange({ op, source, before, after }: Image): boolean {
  if (typeof op !== 'string') return false
  if (isObject(source)) return source.changefeed_sink === undefined && source.origin !== 'cockroachdb'
  return (operations.has(op) || op === 'm') && (before !== undefined || after !== undefined)
}

export const isTransactionMarker = ({ status, id, ts_ms, event_count, data_collections }: Image) =>
  (status === 'BEGIN' || status === 'END') &&
  textOf(id) !== undefined &&
  (ts_ms ?? event_count ?? data_collections) !== undefined

export function isHeartbeat(payload: Image): boolean {
  const names = Object.keys(payload)
  return names.length > 0 && names.every((name) => clock.has(name))
}

/** What a connector says of its own work (`notification.sink`). */
export const isNotification = ({ aggregate_type, additional_data }: Image) =>
  typeof aggregate_type === 'string' && additional_data !== undefined

/** Whether a payload, out of its schema block, is one of Debezium's own: a row change or what goes with them. */
export const isDebezium = (payload: Image): boolean =>
  isRowChange(payload) ||
  isSchemaChange(payload) ||
  isTransactionMarker(payload) ||
  isHeartbeat(payload) ||
  isNotification(payload)

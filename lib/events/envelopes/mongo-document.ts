import { isSafeNumber, LosslessNumber } from 'lossless-json'
import type { Image } from '../native'
import { instantOf, isObject, jsonOf, textOf } from './fields'

/** Deeper documents are left as they are; the bounds of nesting refuse them. */
const deepest = 200

const exactNumber = (text: string) => (isSafeNumber(text) ? Number(text) : new LosslessNumber(text))
const finite = (value: unknown) => {
  const text = textOf(value)
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? exactNumber(text) : (text ?? value)
}

function readDate(value: unknown): unknown {
  const count = isObject(value) ? value.$numberLong : value
  if (typeof count === 'string' && !/^-?\d+$/.test(count)) return count
  return instantOf({ ts_ms: count }) ?? (textOf(count) === '0' ? new Date(0).toISOString() : value)
}

const decoders = new Map<string, (value: unknown, whole: Image) => unknown>([
  ['$oid', (value) => value],
  ['$numberDecimal', (value) => textOf(value) ?? value],
  ['$numberLong', finite],
  ['$numberInt', finite],
  ['$numberDouble', finite],
  ['$date', readDate],
  ['$timestamp', (value) => (isObject(value) ? instantOf({ ts_ms: Number(textOf(value.t)) * 1000 }) : value)],
  ['$binary', (value) => (isObject(value) ? value.base64 : value)],
  ['$uuid', (value) => value],
  ['$symbol', (value) => value],
  ['$undefined', () => null],
])

/** MongoDB's extended JSON as plain JSON: ids and decimals as texts, dates as RFC 3339, numbers exact. */
export function plainDocument(value: unknown, depth = 0): unknown {
  if (depth > deepest) return value
  if (Array.isArray(value)) return value.map((item) => plainDocument(item, depth + 1))
  if (!isObject(value)) return value
  const names = Object.keys(value)
  const decode = names.length <= 2 ? decoders.get(names[0] ?? '') : undefined
  if (decode) return decode(value[names[0]!], value) ?? null
  return Object.fromEntries(names.map((name) => [name, plainDocument(value[name], depth + 1)]))
}

/** A document that Debezium sends as a JSON text, or that comes as an object; anything else as it is. */
export function readDocument(given: unknown): unknown {
  const value = typeof given === 'string' ? (jsonOf(given) ?? given) : given
  return isObject(value) ? plainDocument(value) : (value ?? null)
}

/**
 * What an update description says of the document: top-level fields that it sets, and null for those it removes.
 * Paths into a field (`address.city`) say nothing of the field as a whole and are left out.
 */
export function describedUpdate(description: unknown): Image | null {
  if (!isObject(description)) return null
  const updated = readDocument(description.updatedFields)
  const removed = Array.isArray(description.removedFields) ? description.removedFields : []
  const entries = [
    ...removed.map((name) => [String(name), null]),
    ...(isObject(updated) ? Object.entries(updated) : []),
  ]
  return Object.fromEntries(entries.filter(([name]) => !String(name).includes('.')))
}

/** The key of a document: `{"id": "<extended JSON>"}` of the record's key, or the `filter` of older connectors. */
export function documentKey(recordKey: Image | undefined, filter: unknown): Image | undefined {
  if (recordKey && typeof recordKey.id === 'string') {
    const id = jsonOf(recordKey.id)
    return { _id: id === undefined ? recordKey.id : plainDocument(id) }
  }
  const read = readDocument(filter)
  return isObject(read) && read._id !== undefined ? { _id: read._id } : recordKey
}

import { isLosslessNumber } from 'lossless-json'
import { type EventType, eventTypes } from './contract'
import { parseInstant } from './instant'
import { type Structure, structure } from './structure'

export type Image = Record<string, unknown>

/** A row change as everything behind the door sees it. Times are milliseconds since 1970. */
export type NativeEvent = {
  id: string | null
  type: EventType
  source: string
  database: string
  schema: string
  table: string
  at: number
  before: Image | null
  after: Image | null
  /** The row as it was sent, where `after` is masked: for rules to judge, never to be stored or shown. */
  clear?: Image
  key: Image | null
  /** What is stored beside the images: transaction, position, metadata, DDL. */
  detail: Image | null
  /** The sender cannot tell an INSERT from an UPDATE: what is known of the row decides. `type` is UPDATE. */
  upsert: boolean
  /** What its message says of the columns of its table. */
  structure?: Structure
}

export type EventLimits = {
  maxIdLength: number
  maxDepth: number
  maxKeys: number
  /** Latest time accepted, milliseconds. */
  latestAt: number
}

/** The outcome of reading one message: an event, a marker to count and leave, or what is wrong with it. */
export type Reading =
  | { kind: 'event'; event: NativeEvent }
  | { kind: 'ignored' }
  | { kind: 'refused'; id: string | null; code: string; message: string }

const types = new Set<string>(eventTypes)
const markers = new Set(['BEGIN', 'COMMIT'])
const detailFields = ['transaction_id', 'position', 'metadata', 'ddl_type', 'ddl_command'] as const

const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const loneSurrogate = /\p{Surrogate}/gu
const suspicious = /[\0\ud800-\udfff]/
const storable = (value: string) =>
  suspicious.test(value) ? value.replaceAll('\0', '\uFFFD').replace(loneSurrogate, '\uFFFD') : value
const text = (value: unknown) =>
  typeof value === 'string' ? storable(value) : typeof value === 'number' ? String(value) : ''

/** How deep a message may be nested, and how many keys one of its objects may have. */
export type Bounds = Pick<EventLimits, 'maxDepth' | 'maxKeys'>

/** What breaks the bounds of nesting and size, found without recursion: input may be millions deep. */
export function findExcess(root: object, { maxDepth, maxKeys }: Bounds) {
  let level: object[] = [root]
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return { code: 'too_deep', message: `nested deeper than ${maxDepth} levels` }
    const below: object[] = []
    for (const value of level) {
      const keys = Array.isArray(value) ? 0 : Object.keys(value).length
      if (keys > maxKeys) {
        return { code: 'too_many_keys', message: `an object has ${keys} keys; at most ${maxKeys} are taken` }
      }
      for (const name in value) {
        const child = (value as Image)[name]
        if (typeof child === 'object' && child !== null && !isLosslessNumber(child)) below.push(child)
      }
    }
    level = below
  }
  return null
}

function detailOf(message: Image): Image | null {
  let detail: Image | null = null
  for (const name of detailFields) {
    const value = message[name]
    if (value === undefined || value === null) continue
    detail ??= {}
    detail[name] = value
  }
  return detail
}

function readId(value: unknown, limit: number): { id: string | null } | { message: string } {
  if (value === undefined || value === null) return { id: null }
  if (typeof value === 'number' && Number.isFinite(value)) return { id: String(value) }
  if (isLosslessNumber(value)) return { id: value.toString() }
  if (typeof value !== 'string')
    return { message: `id must be a text, not ${Array.isArray(value) ? 'a list' : typeof value}` }
  if (value === '') return { message: 'id must not be empty' }
  if (value.length > limit) return { message: `id has ${value.length} characters; at most ${limit} are taken` }
  return { id: storable(value) }
}

/**
 * Reads a native event of the API, or Savegress's own, which says `operation` for `type`.
 * Case of the type does not matter; unknown fields are left out. `upsert` is for readers of other formats alone.
 */
export function readNative(message: unknown, limits: EventLimits, upsert = false): Reading {
  if (!isObject(message)) {
    return { kind: 'refused', id: null, code: 'not_an_object', message: 'an event must be a JSON object' }
  }
  const id = readId(message.id, limits.maxIdLength)
  const named = 'id' in id ? id.id : null
  const refuse = (code: string, reason: string): Reading => ({ kind: 'refused', id: named, code, message: reason })
  if ('message' in id) return refuse('invalid_id', id.message)

  const given = message.type ?? message.operation
  const type = typeof given === 'string' ? given.toUpperCase() : ''
  if (markers.has(type)) return { kind: 'ignored' }
  const excess = findExcess(message, limits)
  if (excess) return refuse(excess.code, excess.message)
  if (given === undefined || given === null)
    return refuse('missing_type', `type is missing; one of ${eventTypes.join(', ')}`)
  if (!types.has(type)) {
    return refuse('invalid_type', `type ${JSON.stringify(given)?.slice(0, 60)} is not one of ${eventTypes.join(', ')}`)
  }
  const table = text(message.table)
  if (table === '' && type !== 'DDL') return refuse('missing_table', 'table is missing')
  if (table.length > 255) return refuse('invalid_table', 'table has more than 255 characters')

  const { timestamp } = message
  const at = parseInstant(isLosslessNumber(timestamp) ? Number(timestamp.toString()) : timestamp)
  if (message.timestamp === undefined || message.timestamp === null)
    return refuse('missing_timestamp', 'timestamp is missing')
  if (at === null) {
    const shown = JSON.stringify(message.timestamp)?.slice(0, 60)
    return refuse(
      'invalid_timestamp',
      `timestamp ${shown} is no RFC 3339 time such as 2024-01-15T10:30:00Z, nor unix seconds or milliseconds`,
    )
  }
  if (at < 0) return refuse('timestamp_out_of_range', 'timestamp lies before 1970')
  if (at > limits.latestAt) return refuse('timestamp_out_of_range', 'timestamp lies more than 24 hours ahead')

  for (const name of ['before', 'after', 'key'] as const) {
    const image = message[name]
    if (image !== undefined && image !== null && !isObject(image))
      return refuse(`invalid_${name}`, `${name} must be an object or null`)
  }
  const after = (message.after ?? null) as Image | null
  if (after === null && (type === 'INSERT' || type === 'UPDATE' || type === 'SNAPSHOT')) {
    return refuse('missing_after', `${type} needs after: the row as it is now`)
  }
  const detail = detailOf(message)
  return {
    kind: 'event',
    event: {
      id: id.id,
      type: type as EventType,
      source: text(message.source),
      database: text(message.database ?? (isObject(message.metadata) ? message.metadata.database : undefined)),
      schema: text(message.schema),
      table,
      at,
      before: (message.before ?? null) as Image | null,
      after,
      key: (message.key ?? null) as Image | null,
      detail,
      upsert,
      structure: (message as { [structure]?: Structure })[structure],
    },
  }
}

import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, omit, pick, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject, textOf } from './fields'
import { ignore, type Operation, readOperation, refuse, toEvent } from './outcome'
import { identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['c', 'INSERT'],
  ['u', 'UPDATE'],
  ['d', 'DELETE'],
])
/** A hybrid logical clock: nanoseconds since 1970 and a counter. */
const clock = /^\d{15,20}\.\d{10}$/
/** The field beside the columns of a bare row. */
const sentinel = '__crdb__'
const isClock = (value: unknown) => typeof value === 'string' && clock.test(value)

/**
 * Without `op`: no after image is a DELETE, and only with `diff` (a `before`, if null) is an INSERT told from an UPDATE.
 */
function readWrapped(message: Image, after: Image | null): Operation {
  const known = (type: EventType): Operation => ({ kind: 'operation', type, notes: [] })
  if (!after) return known('DELETE')
  if (!Object.hasOwn(message, 'before')) return { ...known('UPDATE'), upsert: true }
  return known(message.before === null ? 'INSERT' : 'UPDATE')
}

/** A key without the columns' names gets `key_1`, `key_2`…: then a DELETE, which has no image, finds its row. */
function readKey({ key }: Image, source: Image, row: Image | null): Image | undefined {
  const named = pick(row, source.primary_keys) ?? (isObject(key) ? present(key) : undefined)
  if (named || !Array.isArray(key) || key.length === 0) return named
  return Object.fromEntries(key.map((value, index) => [`key_${index + 1}`, value]))
}

/** The topic is the table, or `database.schema.table` with `full_table_name`. */
function readNames({ topic }: Image, source: Image) {
  const parts = (textOf(topic) ?? '').split('.')
  const [database, schema, table] = parts.length === 3 ? parts : [undefined, undefined, textOf(topic)]
  return {
    database: source.database_name ?? database,
    schema: source.schema_name ?? schema,
    table: source.table_name ?? table,
  }
}

/** A row of the bare envelope, with what is said of it in `__crdb__`, as the wrapped one: without columns it is a DELETE. */
function wrap(message: Image): Image {
  const said = imageOf(message[sentinel])
  if (!said) return message
  const row = omit(message, (name) => name === sentinel)
  return { ...said, after: Object.keys(row).length > 0 ? row : null }
}

function readChange(item: unknown, hints: Hints): Outcome {
  const opened = isObject(item) && isObject(item.payload) ? item.payload : item
  if (!isObject(opened)) return refuse('not_an_object', 'a message must be a JSON object')
  const message = wrap(opened)
  if (message.resolved !== undefined) return ignore('resolved')
  if (!Object.hasOwn(message, 'after')) {
    return refuse(
      'missing_after',
      'after is missing: the row, or null for a DELETE; envelope must be wrapped, enriched, or bare with its topic',
    )
  }
  const source = imageOf(message.source) ?? {}
  const after = imageOf(message.after)
  const before = imageOf(message.before)
  const operation =
    message.op === undefined ? readWrapped(message, after) : readOperation(message.op, operations, after)
  if (operation.kind === 'refused') return operation
  if (operation.type !== 'DELETE' && !after) return refuse('missing_after', 'after is missing: the row as it is now')
  const version = message.mvcc_timestamp ?? source.mvcc_timestamp
  const updated = message.updated ?? source.ts_hlc ?? source.ts_ns
  const scanned = operation.type !== 'DELETE' && isClock(version) && isClock(updated) && version !== updated
  const key = readKey(message, source, after ?? before)
  return toEvent(
    {
      id: key && identify([...Object.values(key), updated ?? version]),
      type: scanned ? 'SNAPSHOT' : operation.type,
      upsert: scanned ? undefined : operation.upsert,
      ...readNames(message, source),
      source: 'cockroachdb',
      at: updated ?? version ?? message.ts_ns,
      before,
      after: operation.type === 'DELETE' ? null : after,
      key,
      position: present({ updated, mvcc_timestamp: version }),
    },
    hints,
    operation.notes,
  )
}

const isEnriched = ({ op, source }: Image) =>
  typeof op === 'string' &&
  isObject(source) &&
  (source.origin === 'cockroachdb' || source.changefeed_sink !== undefined)

const isWrapped = (message: Image) =>
  Object.hasOwn(message, 'after') &&
  message.type === undefined &&
  (isClock(message.updated) || (Array.isArray(message.key) && typeof message.topic === 'string'))

/**
 * CockroachDB's changefeeds to a webhook (`{payload: […], length}`) or one by one, in the wrapped or the enriched
 * envelope, or as bare rows (`__crdb__` beside the columns). A row whose version is not as old as the message (`mvcc_timestamp` beside `updated`) comes from an initial
 * scan or a backfill and is a snapshot. `resolved` messages are counted and left.
 */
export const cockroachdb: Envelope = {
  format: 'cockroachdb',
  matches: (message) => {
    const { payload, length, resolved, type } = message
    if (Array.isArray(payload)) return textOf(length) !== undefined
    if ((isClock(resolved) && type === undefined) || isObject(message[sentinel])) return true
    return isWrapped(message) || isEnriched(message) || (isObject(payload) && isEnriched(payload))
  },
  read: (message, hints) => {
    if (!Array.isArray(message.payload)) return [readChange(message, hints)]
    if (message.payload.length === 0) return [ignore('batch without messages')]
    return message.payload.map((item) => readChange(item, hints))
  },
}

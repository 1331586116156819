import type { EventType } from '../contract'
import type { Image } from '../native'
import { keyColumns } from '../prepare'
import { type SourceColumn, type Structure, structure } from '../structure'
import { pick, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject, textOf } from './fields'
import { ignore, readOperation, refuse, toEvent } from './outcome'
import { digest, identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
  ['truncate', 'TRUNCATE'],
])
const actions = new Map<string, EventType>([
  ['i', 'INSERT'],
  ['u', 'UPDATE'],
  ['d', 'DELETE'],
  ['t', 'TRUNCATE'],
])
const markers = new Map([
  ['b', 'begin'],
  ['c', 'commit'],
  ['m', 'logical message'],
])
const transactionFields = new Set(['change', 'xid', 'nextlsn', 'timestamp', 'origin'])
const source = 'postgres'

/** One changed row as both versions say it: the columns, the old key (all old columns with REPLICA IDENTITY FULL). */
type Tuple = { after: Image | null; identity: Image | null; keyNames: unknown }

/** A row from its names and values; undefined where they do not belong together. */
function zip(names: unknown, values: unknown): Image | null | undefined {
  if ((names ?? values ?? null) === null) return null
  if (!Array.isArray(names) || !Array.isArray(values) || names.length !== values.length) return undefined
  if (!names.every((name) => typeof name === 'string')) return undefined
  return Object.fromEntries(names.map((name, index) => [name, values[index]]))
}

function unzip(columns: unknown): Image | null | undefined {
  if (columns === undefined || columns === null) return null
  if (!Array.isArray(columns) || !columns.every((one) => isObject(one) && typeof one.name === 'string'))
    return undefined
  return Object.fromEntries((columns as Image[]).map(({ name, value }) => [name, value]))
}

/**
 * `include-pk` names the key. Without it the old key does, unless a column is named as keys are (an INSERT has no old
 * key and is known by that column) or the old key may be the whole row.
 */
function readKey({ after, identity, keyNames }: Tuple, type: EventType): Image | undefined {
  const row = after ?? identity
  const named = pick(row, keyNames) ?? pick(identity, keyNames)
  if (named || !row || !identity || keyColumns.some((name) => Object.hasOwn(row, name))) return named
  const names = Object.keys(identity)
  return type === 'DELETE' || names.length < Object.keys(row).length ? pick(row, names) : undefined
}

/** The types of all columns, of an INSERT alone: other tuples may leave some out. */
function structureOf(columns: SourceColumn[], { keyNames }: Tuple): Structure | undefined {
  if (columns.length === 0 || columns.some(({ type }) => type === undefined)) return undefined
  const key = Array.isArray(keyNames) ? keyNames.filter((name) => typeof name === 'string') : []
  return { slot: 'columns', columns, ...(key.length > 0 ? { key } : {}) }
}

const nullableOf = (optional: unknown) => (typeof optional === 'boolean' ? { nullable: optional } : {})

type Given = {
  columns: SourceColumn[]
  id: unknown
  operation: unknown
  known: ReadonlyMap<string, EventType>
  tuple: Tuple
  more: Image
}

function readTuple({ columns, id, operation: word, known, tuple, more }: Given, at: unknown, hints: Hints): Outcome {
  const operation = readOperation(word, known, tuple.after)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  const images = type === 'TRUNCATE' ? {} : { before: tuple.identity, after: tuple.after, key: readKey(tuple, type) }
  const told = type === 'INSERT' ? structureOf(columns, tuple) : undefined
  return toEvent({ id, type, upsert, source, at, ...more, ...images, [structure]: told }, hints, notes)
}

function readTransaction(message: Image, changes: unknown[], hints: Hints): Outcome[] {
  if (changes.length === 0) return [ignore('transaction without changes')]
  const { nextlsn, xid, timestamp, origin } = message
  return changes.map((change, index) => {
    if (!isObject(change)) return refuse('invalid_change', `change[${index}] is not an object`)
    if (change.kind === 'message') return ignore('logical message')
    const old = isObject(change.oldkeys) ? change.oldkeys : {}
    const after = zip(change.columnnames, change.columnvalues)
    const identity = zip(old.keynames, old.keyvalues)
    if (after === undefined || identity === undefined) {
      return refuse('invalid_columns', `change[${index}] has not as many values as names`)
    }
    const { schema, table, kind } = change
    const tuple = { after, identity, keyNames: isObject(change.pk) ? change.pk.pknames : undefined }
    const id = identify([nextlsn, index]) ?? identify([xid, timestamp, index])
    const more = { schema, table, transaction_id: xid, position: present({ nextlsn }), metadata: present({ origin }) }
    const { columntypes: types, columnoptionals: optionals } = change
    const columns = Object.keys(after ?? {}).map((name, place) => ({
      name,
      type: Array.isArray(types) ? textOf(types[place]) : undefined,
      ...nullableOf(Array.isArray(optionals) ? optionals[place] : undefined),
    }))
    return readTuple({ columns, id, operation: kind, known: operations, tuple, more }, timestamp, hints)
  })
}

function readAction(message: Image, hints: Hints): Outcome {
  const { action, schema, table, lsn, xid, timestamp, origin } = message
  const marker = markers.get((textOf(action) ?? '').toLowerCase())
  if (marker) return ignore(marker)
  const after = unzip(message.columns)
  const identity = unzip(message.identity)
  if (after === undefined || identity === undefined) {
    return refuse('invalid_columns', 'columns and identity are lists of {name, type, value}')
  }
  const keyNames = Array.isArray(message.pk) ? message.pk.map((one) => (isObject(one) ? one.name : one)) : undefined
  const id = identify([lsn, action, digest(after, identity)])
  const more = { schema, table, transaction_id: xid, position: present({ lsn }), metadata: present({ origin }) }
  const columns = (Array.isArray(message.columns) ? (message.columns as Image[]) : []).map((one) => ({
    name: String(one.name),
    type: textOf(one.type),
    ...nullableOf(one.optional),
  }))
  return readTuple(
    { columns, id, operation: action, known: actions, tuple: { after, identity, keyNames }, more },
    timestamp,
    hints,
  )
}

/**
 * wal2json, both versions: `{change: […]}` a transaction, `{action, columns, identity}` a row. Large columns that did
 * not change are absent. Rows of one COPY share an `lsn`, so a row's content is part of its key.
 */
export const wal2json: Envelope = {
  format: 'wal2json',
  matches: (message) => {
    const { change, action, type, operation } = message
    if (type !== undefined || operation !== undefined) return false
    if (Array.isArray(change)) return Object.keys(message).every((name) => transactionFields.has(name))
    if (typeof action !== 'string' || action.length !== 1) return false
    return markers.has(action.toLowerCase()) || ['columns', 'identity', 'schema'].some((name) => message[name])
  },
  read: (message, hints) =>
    Array.isArray(message.change) ? readTransaction(message, message.change, hints) : [readAction(message, hints)],
}

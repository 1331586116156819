import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, pick, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject, textOf } from './fields'
import { ignore, readOperation, refuse, toEvent } from './outcome'
import { identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
  ['bootstrap-insert', 'SNAPSHOT'],
])
const definition = /^(table|database)-(create|alter|drop)$/
const bootstrapMarkers = new Set(['bootstrap-start', 'bootstrap-complete'])
const source = 'mysql'

/**
 * Place and transaction, then the row within it: its offset where Maxwell is told to send it, else its key.
 * Where neither is sent the content tells the rows of a transaction apart.
 */
function readId({ position, gtid, ts, xid, xoffset, commit, type, primary_key: key }: Image) {
  const place = textOf(position) ?? textOf(gtid)
  const offset = textOf(xoffset)
  if (offset !== undefined) return identify([place ?? ts, xid, offset])
  if (commit === true) return identify([place ?? ts, xid, 'commit'])
  return place !== undefined && Array.isArray(key) && key.length > 0 ? identify([place, xid, type, ...key]) : undefined
}

function readDefinition(message: Image, hints: Hints): Outcome {
  const { database, table, ts, sql } = message
  const [noun, verb] = (textOf(message.type) ?? '').toUpperCase().split('-')
  const ddl_type = `${verb}_${noun}`
  const position = present({ position: message.position, gtid: message.gtid })
  const about = { table, database, source, position, ddl_type, ddl_command: sql }
  return toEvent({ type: 'DDL', at: ts, ...about }, hints)
}

function readRow(message: Image, hints: Hints): Outcome {
  const { database, table, ts, xid, server_id, thread_id } = message
  const data = imageOf(message.data)
  if (!data) return refuse('missing_data', 'data is missing: the columns of the row')
  const operation = readOperation(message.type, operations, data)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  const old = imageOf(message.old)
  const images =
    type === 'DELETE' ? { before: data, after: null } : { before: old ? { ...data, ...old } : null, after: data }
  return toEvent(
    {
      id: readId(message),
      type,
      upsert,
      table,
      database,
      source,
      at: ts,
      ...images,
      key: pick(data, message.primary_key_columns),
      transaction_id: xid,
      position: present({ position: message.position, gtid: message.gtid }),
      metadata: present({ server_id, thread_id }),
    },
    hints,
    notes,
  )
}

/**
 * Maxwell's daemon for MySQL: `{database, table, type, ts (seconds), xid, data, old (the changed columns' old values)}`.
 * `before` is the row with those put back. The times of definitions are milliseconds.
 */
export const maxwell: Envelope = {
  format: 'maxwell',
  matches: ({ type, database, ts, timestamp, isDdl, data }) =>
    typeof type === 'string' &&
    typeof database === 'string' &&
    ts !== undefined &&
    timestamp === undefined &&
    isDdl === undefined &&
    (isObject(data) || definition.test(type) || bootstrapMarkers.has(type)),
  read: (message, hints) => {
    const type = textOf(message.type) ?? ''
    if (bootstrapMarkers.has(type)) return [ignore(type)]
    return [definition.test(type) ? readDefinition(message, hints) : readRow(message, hints)]
  },
}

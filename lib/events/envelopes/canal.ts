import type { EventType } from '../contract'
import type { Image } from '../native'
import { type Structure, structure } from '../structure'
import { imageOf, pick, present } from './columns'
import type { Envelope, Hints, Note, Outcome } from './envelope'
import { textOf } from './fields'
import { ignore, readOperation, refuse, toEvent } from './outcome'
import { digest, identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
])
const definitions = new Map([
  ['CREATE', 'CREATE_TABLE'],
  ['ALTER', 'ALTER_TABLE'],
  ['ERASE', 'DROP_TABLE'],
  ['RENAME', 'RENAME_TABLE'],
  ['CINDEX', 'CREATE_INDEX'],
  ['DINDEX', 'DROP_INDEX'],
])
const source = 'mysql'

const shifted: Note = {
  code: 'old_rows_unmatched',
  message: 'old has not as many rows as data, so none can be told to be whose: the before images are left out',
}

const about = ({ table, database, es, ts, id, gtid }: Image) => ({
  table,
  database,
  source,
  at: es ?? ts,
  transaction_id: textOf(gtid),
  position: present({ id, es, gtid: textOf(gtid) }),
})

function readDefinition(message: Image, type: string, hints: Hints): Outcome {
  if (type === 'TRUNCATE') return toEvent({ type: 'TRUNCATE', ...about(message) }, hints)
  const ddl_type = definitions.get(type) ?? type
  return toEvent({ type: 'DDL', ...about(message), ddl_type, ddl_command: message.sql }, hints)
}

/** `id` is the number of a batch of many messages and `es` whole seconds, so the content is part of the key. */
const readId = ({ id, es, ts, type }: Image, index: number, row: Image, old: Image | null) =>
  identify([id, es ?? ts, index, digest(type, row, old)])

/** The types of all columns, where the message tells them. */
function structureOf({ mysqlType, pkNames }: Image): Structure | undefined {
  const types = imageOf(mysqlType)
  if (!types || Object.keys(types).length === 0) return undefined
  const columns = Object.entries(types).map(([name, type]) => ({ name, type: textOf(type) }))
  const key = Array.isArray(pkNames) ? pkNames.filter((name) => typeof name === 'string') : []
  return { slot: 'columns', columns, ...(key.length > 0 ? { key } : {}) }
}

function readRows(message: Image, rows: unknown[], hints: Hints): Outcome[] {
  const olds = Array.isArray(message.old) ? message.old : null
  const told = structureOf(message)
  const matched = olds !== null && olds.length === rows.length
  return rows.map((item, index) => {
    const row = imageOf(item)
    if (!row) return refuse('invalid_row', `data[${index}] is not an object of columns`)
    const operation = readOperation(message.type, operations, row)
    if (operation.kind === 'refused') return operation
    const { type, upsert, notes } = operation
    const old = matched && type === 'UPDATE' ? imageOf(olds[index]) : null
    const images = type === 'DELETE' ? { before: row, after: null } : { before: old && { ...row, ...old }, after: row }
    const all = type === 'UPDATE' && olds && !matched ? [...notes, shifted] : notes
    const key = pick(row, message.pkNames)
    return toEvent(
      { id: readId(message, index, row, old), type, upsert, ...about(message), ...images, key, [structure]: told },
      hints,
      all,
    )
  })
}

/**
 * Canal's FlatMessage for MySQL: one message, many rows (`data`), with the old values of the changed columns (`old`, row
 * by row). Values are texts or null and stay so. `es` is when it happened, in milliseconds.
 */
export const canal: Envelope = {
  format: 'canal',
  matches: ({ type, database, isDdl, data }) =>
    typeof type === 'string' &&
    typeof database === 'string' &&
    typeof isDdl === 'boolean' &&
    (Array.isArray(data) || data === null || data === undefined),
  read: (message, hints) => {
    const type = (textOf(message.type) ?? '').toUpperCase()
    if (message.isDdl === true || type === 'TRUNCATE') return [readDefinition(message, type, hints)]
    if (Array.isArray(message.data) && message.data.length > 0) return readRows(message, message.data, hints)
    return [ignore(`${type.slice(0, 60)} without rows`)]
  },
}

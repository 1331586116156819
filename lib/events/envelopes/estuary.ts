import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, omit, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject } from './fields'
import { readOperation, refuse, toEvent } from './outcome'
import { identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['c', 'INSERT'],
  ['u', 'UPDATE'],
  ['d', 'DELETE'],
])
const columnsOf = (row: Image) => omit(row, (name) => name === '_meta')

function readDocument(message: Image, hints: Hints): Outcome {
  const meta = imageOf(message._meta)
  if (!meta) return refuse('missing_meta', '_meta is missing: op, source, uuid')
  const row = columnsOf(message)
  const operation = readOperation(meta.op, operations, row)
  if (operation.kind === 'refused') return operation
  const { upsert, notes } = operation
  const source = imageOf(meta.source) ?? {}
  const type = source.snapshot === true && operation.type !== 'DELETE' ? 'SNAPSHOT' : operation.type
  const prior = imageOf(meta.before)
  const before = prior && columnsOf(prior)
  return toEvent(
    {
      id: identify([meta.uuid]),
      type,
      upsert: type === 'SNAPSHOT' ? undefined : upsert,
      table: source.table ?? source.collection,
      schema: source.schema,
      database: source.db,
      source: 'estuary',
      at: source.ts_ms,
      ...(type === 'DELETE' ? { before: before ?? row, after: null } : { before, after: row }),
      transaction_id: source.txid,
      position: present({ loc: source.loc, cursor: source.cursor }),
      metadata: present({ tag: source.tag }),
    },
    hints,
    notes,
  )
}

/**
 * Estuary: the row at the top level and what is said of it in `_meta: {op, before, source, uuid}`. A delete has the key,
 * or the whole row where the source keeps it. Rows of a backfill (`source.snapshot`) are snapshots.
 */
export const estuary: Envelope = {
  format: 'estuary',
  matches: ({ _meta }) =>
    isObject(_meta) && typeof _meta.op === 'string' && (isObject(_meta.source) || _meta.uuid !== undefined),
  read: (message, hints) => [readDocument(message, hints)],
}

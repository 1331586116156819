import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject } from './fields'
import { readOperation, refuse, toEvent } from './outcome'
import { identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
  ['read', 'SNAPSHOT'],
])

function readChange(message: Image, hints: Hints): Outcome {
  const record = imageOf(message.record)
  const metadata = imageOf(message.metadata) ?? {}
  if (!record) return refuse('missing_record', 'record is missing: the columns of the row')
  const operation = readOperation(message.action, operations, record)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  const changes = type === 'UPDATE' ? imageOf(message.changes) : null
  const images =
    type === 'DELETE'
      ? { before: record, after: null }
      : { before: changes && { ...record, ...changes }, after: record }
  const { commit_timestamp, commit_lsn, commit_idx, transaction_annotations } = metadata
  const database = imageOf(metadata.database)
  return toEvent(
    {
      id: identify([metadata.idempotency_key]) ?? identify([commit_lsn, commit_idx]),
      type,
      upsert,
      table: metadata.table_name,
      schema: metadata.table_schema,
      database: database?.database ?? database?.name ?? metadata.database_name,
      source: 'postgres',
      at: commit_timestamp,
      ...images,
      position: present({ lsn: commit_lsn, index: commit_idx }),
      metadata: present({ transaction_annotations, consumer: imageOf(metadata.consumer)?.name }),
    },
    hints,
    notes,
  )
}

/**
 * Sequin for PostgreSQL: `{record, changes, action, metadata}`; `changes` holds the old values of the changed columns,
 * and `before` is the record with those put back. `read` is a backfill.
 */
export const sequin: Envelope = {
  format: 'sequin',
  matches: ({ record, action, metadata }) =>
    isObject(record) && typeof action === 'string' && isObject(metadata) && typeof metadata.table_name === 'string',
  read: (message, hints) => [readChange(message, hints)],
}

import type { EventType } from '../contract'
import { imageOf } from './columns'
import type { Envelope, Outcome } from './envelope'
import { readOperation, refuse, toEvent } from './outcome'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
])
const written = new Set(['INSERT', 'UPDATE', 'DELETE'])
const source = 'postgres'

/**
 * Supabase's database webhooks: `{type, table, schema, record, old_record}`. They carry neither a time nor a key for
 * duplicates, so a change counts at its arrival, and the same sent again is taken for a retry.
 */
export const supabase: Envelope = {
  format: 'supabase',
  matches: (message) =>
    typeof message.type === 'string' &&
    written.has(message.type) &&
    typeof message.table === 'string' &&
    message.timestamp === undefined &&
    !Object.hasOwn(message, 'after') &&
    !Object.hasOwn(message, 'before') &&
    (Object.hasOwn(message, 'record') || Object.hasOwn(message, 'old_record')),
  read: (message, hints): Outcome[] => {
    const after = imageOf(message.record)
    const before = imageOf(message.old_record)
    const operation = readOperation(message.type, operations, after)
    if (operation.kind === 'refused') return [operation]
    const { type, upsert, notes } = operation
    if (type !== 'DELETE' && !after) return [refuse('missing_record', 'record is missing: the row after the change')]
    const { table, schema } = message
    const images = { before, after: type === 'DELETE' ? null : after }
    return [toEvent({ type, upsert, table, schema, source, at: undefined, ...images }, hints, notes)]
  },
}

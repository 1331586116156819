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
  ['manual', 'SNAPSHOT'],
])

function readTrigger(message: Image, hints: Hints): Outcome {
  const event = imageOf(message.event) ?? {}
  const table = imageOf(message.table) ?? {}
  const data = imageOf(event.data) ?? {}
  const after = imageOf(data.new)
  const operation = readOperation(event.op, operations, after)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  if (type !== 'DELETE' && !after) return refuse('missing_new', 'event.data.new is missing: the row after the change')
  return toEvent(
    {
      id: identify([message.id]),
      type,
      upsert,
      table: table.name,
      schema: table.schema,
      source: 'hasura',
      at: message.created_at,
      before: imageOf(data.old),
      after: type === 'DELETE' ? null : after,
      metadata: present({ trigger: imageOf(message.trigger)?.name }),
    },
    hints,
    notes,
  )
}

/**
 * Hasura's event triggers: `{id, created_at, table: {schema, name}, event: {op, data: {old, new}}}`. MANUAL is a row sent
 * by hand from the console: it says what the row is, not that it changed, so it is a snapshot.
 */
export const hasura: Envelope = {
  format: 'hasura',
  matches: ({ event, table, trigger }) =>
    isObject(event) && typeof event.op === 'string' && isObject(event.data) && isObject(table) && isObject(trigger),
  read: (message, hints) => [readTrigger(message, hints)],
}

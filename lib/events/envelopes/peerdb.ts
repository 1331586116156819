import type { EventType } from '../contract'
import type { Image } from '../native'
import { imageOf, omit, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { textOf } from './fields'
import { ignore, readOperation, refuse, toEvent } from './outcome'
import { digest, identify } from './sender-id'

const operations = new Map<string, EventType>([
  ['insert', 'INSERT'],
  ['update', 'UPDATE'],
  ['delete', 'DELETE'],
])

/** The names of columns that came without their values, as a list or as `{name: true}`. */
function readUnchanged(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.filter((name) => typeof name === 'string'))
  const names = imageOf(value) ?? {}
  return new Set(Object.keys(names).filter((name) => names[name] !== false))
}

function readChange(message: Image, hints: Hints): Outcome {
  const { checkpoint, commit_time, transaction_id, unchanged_columns } = message
  const kind = textOf(message.kind)?.toLowerCase()
  const unchanged = readUnchanged(unchanged_columns)
  const sent = imageOf(message.new) ?? (kind === 'delete' ? null : imageOf(message.row))
  const after = sent && omit(sent, (name) => unchanged.has(name))
  const before = imageOf(message.old) ?? (kind === 'delete' ? imageOf(message.row) : null)
  const operation = readOperation(kind, operations, after)
  if (operation.kind === 'refused') return operation
  const { type, upsert, notes } = operation
  if (type !== 'DELETE' && !after) return refuse('missing_new', 'new is missing: the row after the change')
  const source = textOf(message.source) ?? ''
  const dot = source.indexOf('.')
  return toEvent(
    {
      id: identify([checkpoint, kind, digest(before, after)]),
      type,
      upsert,
      schema: dot > 0 ? source.slice(0, dot) : undefined,
      table: source.slice(dot + 1),
      source: 'postgres',
      at: commit_time,
      before,
      after: type === 'DELETE' ? null : after,
      transaction_id,
      position: present({ checkpoint }),
    },
    hints,
    notes,
  )
}

/**
 * PeerDB's record in its queues: `{kind, old, new, checkpoint, commit_time, source: "schema.table"}`. Columns listed in
 * `unchanged_columns` came without a value and leave the image. Scripts may send any other shape, which is not this one.
 */
export const peerdb: Envelope = {
  format: 'peerdb',
  matches: (message) =>
    typeof message.kind === 'string' &&
    typeof message.source === 'string' &&
    message.type === undefined &&
    (message.kind === 'relation' || ['old', 'new', 'row'].some((name) => Object.hasOwn(message, name))) &&
    (message.checkpoint !== undefined || message.commit_time !== undefined),
  read: (message, hints) => [message.kind === 'relation' ? ignore('relation') : readChange(message, hints)],
}

import type { EventType } from '../contract'
import type { Image } from '../native'
import type { Draft, Hints, Note, Outcome } from './envelope'
import { textOf } from './fields'
import { toRfc3339 } from './moment'

type Refused = Extract<Outcome, { kind: 'refused' }>

export const refuse = (code: string, message: string): Refused => ({ kind: 'refused', code, message })
export const ignore = (reason: string): Outcome => ({ kind: 'ignored', reason })

/** A change as a reader has found it. `at` is the sender's time in any spelling; `source` the kind of its database. */
export type Change = Omit<Draft, 'timestamp' | 'type' | 'untimed'> & { type: EventType; at: unknown; source: string }

/** The warning that an event counts at its arrival; `remedy` is what would give it a time. */
export const untimedNote = (remedy?: string): Note => ({
  code: 'no_event_time',
  message: `the message has no time of its own; it counts at its arrival, and once where the same comes again${remedy ? `; ${remedy}` : ''}`,
})

/** The time of a change as its sender said it, else that of its arrival. */
export const timeOf = (said: unknown, { receivedAt }: Hints): Pick<Draft, 'timestamp' | 'untimed'> =>
  said === undefined || said === null ? { timestamp: receivedAt, untimed: true } : { timestamp: said }

/**
 * The outcome for a change: names that the message leaves out come from the hints, and where it has no time the time
 * of arrival stands in, with a note. Without a table anywhere it is refused.
 */
export function toEvent({ at, ...change }: Change, hints: Hints, notes: Note[] = []): Outcome {
  const table = textOf(change.table) ?? hints.table
  if (table === undefined && change.type !== 'DDL') {
    return refuse('missing_table', 'the message names no table; say which with ?table=')
  }
  const draft: Draft = {
    ...change,
    table,
    schema: textOf(change.schema) ?? hints.schema,
    database: textOf(change.database) ?? hints.database,
    source: hints.source ?? change.source,
    ...timeOf(toRfc3339(at), hints),
  }
  const all = draft.untimed ? [...notes, untimedNote()] : notes
  return all.length > 0 ? { kind: 'event', draft, notes: all } : { kind: 'event', draft }
}

export type Operation = { kind: 'operation'; type: EventType; upsert?: true; notes: Note[] }

/**
 * What a sender's word for an operation means; case does not matter. One that `known` lacks is an upsert where there is
 * an after image, and refused where there is none.
 */
export function readOperation(
  given: unknown,
  known: ReadonlyMap<string, EventType>,
  after: Image | null,
): Operation | Refused {
  const word = textOf(given)
  const type = known.get(word?.toLowerCase() ?? '')
  if (type) return { kind: 'operation', type, notes: [] }
  const said = word === undefined ? 'the operation is missing' : `operation ${JSON.stringify(word.slice(0, 60))}`
  const code = 'unknown_operation'
  const message = `${said}${word === undefined ? ';' : ' is not'} one of ${[...known.keys()].join(', ')}`
  if (!after) return refuse(code, message)
  return {
    kind: 'operation',
    type: 'UPDATE',
    upsert: true,
    notes: [{ code, message: `${message}: taken as an upsert` }],
  }
}

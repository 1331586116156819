import { readMessage } from '@/lib/events/envelopes/recognise'
import { readTime } from '@/lib/sources/files/time-text'
import { Refusal } from '../exit-code'

type Message = Record<string, unknown>
const isNative = (message: Message) => 'timestamp' in message && 'table' in message

/** When a message says that it happened, in milliseconds; null where it does not. */
export function timeOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null) return null
  if (isNative(message as Message)) return readTime((message as Message).timestamp)
  const { outcomes } = readMessage(message, { receivedAt: new Date().toISOString(), table: '?' })
  const event = outcomes.find((outcome) => outcome.kind === 'event')
  return event?.kind === 'event' && !event.draft.untimed ? readTime(event.draft.timestamp) : null
}

/** The same event at another time, as a new one: its id says of which run it is. */
export function shifted(message: unknown, at: number, run: number): unknown {
  const event = message as Message
  if (!isNative(event)) throw new Refusal('--shift-to-now is for rows and for events of the native form')
  const id = event.id === undefined ? {} : { id: `${String(event.id).slice(0, 200)}~${run.toString(36)}` }
  return { ...event, ...id, timestamp: new Date(at).toISOString() }
}

import { readMessage } from '@/lib/events/envelopes/recognise'
import { readTime } from './time-text'

type Message = Record<string, unknown>
export const isNative = (message: Message) => 'timestamp' in message && 'table' in message
/** Beside a message whose time alone is wanted. */
const anything = { receivedAt: '2000-01-01T00:00:00.000Z', table: '?' }

/** When a message says that it happened, in milliseconds; null where it does not. */
export function timeOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null) return null
  if (isNative(message as Message)) return readTime((message as Message).timestamp)
  const event = readMessage(message, anything).outcomes.find((outcome) => outcome.kind === 'event')
  return event?.kind === 'event' && !event.draft.untimed ? readTime(event.draft.timestamp) : null
}

import { isNative } from '@/lib/sources/files/message-time'
import { Refusal } from '../exit-code'

/** The same event at another time, as a new one: its id says of which run it is. */
export function shifted(message: unknown, at: number, run: number): unknown {
  const event = message as Record<string, unknown>
  if (!isNative(event)) throw new Refusal('--shift-to-now is for rows and for events of the native form')
  const id = event.id === undefined ? {} : { id: `${String(event.id).slice(0, 200)}~${run.toString(36)}` }
  return { ...event, ...id, timestamp: new Date(at).toISOString() }
}

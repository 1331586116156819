import type { EventFormat } from '@/lib/events/contract'
import type { Draft, Hints, Outcome } from '@/lib/events/envelopes/envelope'
import { readMessage } from '@/lib/events/envelopes/recognise'
import { parseJson } from '@/lib/events/parse'

export const receivedAt = '2031-04-01T00:00:00.000Z'
export const hints = (more: Partial<Hints> = {}): Hints => ({ receivedAt, ...more })

type Ask = { hints?: Partial<Hints>; format?: EventFormat }

/** Reads a message as it would come off the wire: exact numbers and all. */
export function read(message: unknown, ask: Ask = {}) {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  return readMessage(parseJson(text), hints(ask.hints), ask.format)
}

export function outcome(message: unknown, ask: Ask = {}): Outcome {
  const { outcomes } = read(message, ask)
  if (outcomes.length !== 1) throw new Error(`${outcomes.length} outcomes: ${JSON.stringify(outcomes)}`)
  return outcomes[0]!
}

/** The one event that a message holds; fails with what it is otherwise. */
export function draft(message: unknown, ask: Ask = {}): Draft {
  const one = outcome(message, ask)
  if (one.kind !== 'event') throw new Error(JSON.stringify(one))
  return one.draft
}

/** The codes of the warnings that come with the event. */
export function notes(message: unknown, ask: Ask = {}): string[] {
  const one = outcome(message, ask)
  return one.kind === 'event' ? (one.notes ?? []).map(({ code }) => code) : []
}

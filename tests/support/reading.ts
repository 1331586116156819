import { expect } from 'vitest'
import type { EventFormat } from '@/lib/events/contract'
import type { Hints, Note } from '@/lib/events/envelopes/envelope'
import { readMessage } from '@/lib/events/envelopes/recognise'
import { type NativeEvent, readNative } from '@/lib/events/native'

export const receivedAt = '2026-03-04T06:00:00.000Z'
const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2_000, latestAt: Date.UTC(2030, 0, 1) }

export type Told = Partial<Omit<NativeEvent, 'at'> & { at: string }>

/** Reads a message through the registry and each of its drafts through the check of events, which must take them. */
export function readSender(format: EventFormat, message: unknown, hints: Partial<Hints> = {}) {
  const read = readMessage(message, { receivedAt, ...hints })
  expect(read.format).toBe(format)
  const events: (Omit<NativeEvent, 'at'> & { at: string })[] = []
  const notes: Note[] = []
  for (const outcome of read.outcomes) {
    if (outcome.kind !== 'event') continue
    const reading = readNative(outcome.draft, limits, outcome.draft.upsert)
    if (reading.kind !== 'event') throw new Error(`the draft is no event: ${JSON.stringify(reading)}`)
    const { at, ...event } = reading.event
    events.push({ ...event, at: new Date(at).toISOString() })
    notes.push(...(outcome.notes ?? []))
  }
  return { outcomes: read.outcomes, events, notes }
}

/** The only event of a message. */
export function readOne(format: EventFormat, message: unknown, hints: Partial<Hints> = {}) {
  const { outcomes, events } = readSender(format, message, hints)
  expect(outcomes).toHaveLength(1)
  return events[0]!
}

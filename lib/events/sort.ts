import type { Config } from '@/lib/config/schema'
import type { EventFormat, EventIssue } from './contract'
import type { Draft, Hints, Note, Outcome } from './envelopes/envelope'
import { readMessage } from './envelopes/recognise'
import { findOverlong } from './lengths'
import type { Mask } from './mask'
import { type EventLimits, readNative } from './native'
import { findOddNumbers } from './numbers'
import { type PreparedEvent, prepareEvent, type Repeats } from './prepare'
import { identify, type Seed } from './seed'

export type SortLimits = EventLimits & { maxEventBytes: number }

const dayMs = 86_400_000

/** What an event may have at most, by the configuration; its time may lie a day ahead of `now`. */
export const limitsOf = ({ ingest }: Config, now: Date): SortLimits => ({
  maxIdLength: ingest.max_id_length,
  maxDepth: ingest.max_depth,
  maxKeys: ingest.max_keys,
  maxEventBytes: ingest.max_event_bytes,
  latestAt: now.getTime() + dayMs,
})

/**
 * How messages are to be read: in the format that the request names, with what it says beside them, and masked.
 * `drafted`: they are what a reader of that format made of messages earlier. `idSeed` names the delivery, the same for
 * each retry of it; `idSeeds` do so for each message by itself.
 */
export type Form = {
  format?: EventFormat
  drafted?: boolean
  hints: Hints
  mask: Mask
  idSeed?: string
  idSeeds?: readonly (string | undefined)[]
}

/** The format of a message, and what its reader made of it or of a part of it, where it could. */
export type Origin = { format: EventFormat; draft?: Draft }

/** Why an event was refused, and where it comes from. */
export type Refused = EventIssue & Origin

/** What the messages of a request came to. `places` are those of the events among the messages, `origins` whence they come. */
export type Sorted = {
  /** Events, and what was ignored or refused; a message may hold many events. */
  received: number
  events: PreparedEvent[]
  places: number[]
  origins: Origin[]
  errors: Refused[]
  warnings: EventIssue[]
  ignored: number
  /** Whether a message came in the envelope of a connector. */
  foreign: boolean
}

/** What a part of a message came to. */
export type Judged =
  | { kind: 'event'; event: PreparedEvent; notes: Note[] }
  | { kind: 'ignored'; reason?: string }
  | { kind: 'refused'; id: string | null; code: string; message: string }

const repaired: Note = { code: 'text_repaired', message: 'characters that cannot be stored were replaced by U+FFFD' }
const none: Note[] = []

/** What PostgreSQL would refuse is refused before, so that a strict request stores nothing. */
function foresee(event: PreparedEvent, notes: Note[]): Judged {
  const overlong = findOverlong(event)
  if (overlong) return { kind: 'refused', id: event.id, ...overlong }
  const { unstorable, notSummed } = findOddNumbers(event)
  if (unstorable !== null) {
    const message = `the number ${unstorable.slice(0, 40)} has more digits than PostgreSQL can hold`
    return { kind: 'refused', id: event.id, code: 'unstorable_number', message }
  }
  if (notSummed === null) return { kind: 'event', event, notes }
  const message = `${notSummed} is stored as it was sent, but too large to be summed`
  return { kind: 'event', event, notes: [...notes, { code: 'number_not_summed', message }] }
}

/** `foreign`: a reader made it of another format. `repeats` is that of the request, `seed` names the delivery and the place in it. */
export type Judging = { foreign: boolean; limits: SortLimits; mask: Mask; repeats: Repeats; seed?: Seed }

/** Checks what a reader made as any native event; only a reader may say that an event is an upsert, or has no time. */
export function judge(outcome: Outcome, { foreign, limits, mask, repeats, seed }: Judging): Judged {
  if (outcome.kind === 'ignored') return outcome
  if (outcome.kind === 'refused') return { ...outcome, id: null }
  const { draft, notes = none } = outcome
  const reading = readNative(draft, limits, foreign && draft.upsert === true)
  if (reading.kind !== 'event') return reading
  const untimed = foreign && draft.untimed === true
  const event = prepareEvent(identify(mask.event(reading.event, foreign), seed), untimed ? repeats : undefined)
  if (event.bytes > limits.maxEventBytes) {
    const message = `the event has about ${event.bytes} bytes; at most ${limits.maxEventBytes} are taken`
    return { kind: 'refused', id: event.id, code: 'event_too_large', message }
  }
  return foresee(event, event.repaired ? [repaired, ...notes] : notes)
}

const readDraft = (message: unknown): Outcome[] => {
  const isDraft = typeof message === 'object' && message !== null && !Array.isArray(message)
  if (isDraft) return [{ kind: 'event', draft: message as Draft }]
  return [{ kind: 'refused', code: 'not_an_object', message: 'an event must be a JSON object' }]
}

/** Reads messages in whatever format they came and identifies their events; bad ones are listed, the others go on. */
export function sortMessages(
  messages: readonly unknown[],
  { format: forced, drafted = false, hints, mask, idSeed, idSeeds }: Form,
  limits: SortLimits,
): Sorted {
  const sorted: Sorted = {
    received: 0,
    events: [],
    places: [],
    origins: [],
    errors: [],
    warnings: [],
    ignored: 0,
    foreign: false,
  }
  const repeats: Repeats = new Map()
  messages.forEach((message, index) => {
    const { format, outcomes } = drafted
      ? { format: forced ?? 'native', outcomes: readDraft(message) }
      : readMessage(message, hints, forced, limits)
    const foreign = format !== 'native'
    sorted.foreign ||= foreign
    const delivery = idSeeds ? idSeeds[index] : idSeed
    let place = idSeeds ? 0 : sorted.received
    for (const outcome of outcomes) {
      sorted.received += 1
      place += 1
      const seed = delivery
        ? { of: idSeeds ? ('message' as const) : ('webhook' as const), text: `${delivery}\n${place}` }
        : undefined
      const judged = judge(outcome, { foreign, limits, mask, repeats, seed })
      const origin = outcome.kind === 'event' ? { format, draft: outcome.draft } : { format }
      if (judged.kind === 'ignored') sorted.ignored += 1
      else if (judged.kind === 'refused') {
        const { id, code, message: reason } = judged
        sorted.errors.push({ index, id, code, message: reason, ...origin })
      } else {
        const { id } = judged.event
        for (const note of judged.notes) sorted.warnings.push({ index, id, code: note.code, message: note.message })
        sorted.events.push(judged.event)
        sorted.places.push(index)
        sorted.origins.push(origin)
      }
    }
  })
  return sorted
}

import { z } from 'zod'
import { eventFormats } from '@/lib/events/contract'
import { flagParam, instant, instantParam, pageQuery, words } from '@/lib/http/contract'

/** A message that was refused. Times are ISO 8601 in UTC; `position` is its place in the request, from 0. */
export const deadLetter = z.object({
  id: z.uuid(),
  received_at: instant,
  source: z.string(),
  table: z.string(),
  format: z.enum(eventFormats),
  position: z.number().int(),
  event_id: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  /** Whether it was not kept whole, or holds events that are stored: such a one is replayed with a payload of the caller's alone. */
  cut: z.boolean(),
  attempts: z.number().int(),
  replayed_at: instant.nullable(),
})
export type DeadLetter = z.infer<typeof deadLetter>

/**
 * With the message itself: JSON as a text, masked, its numbers as exact as they were sent. What came in the envelope of a
 * connector and could be read is there as the event that was made of it, in the form of the API.
 */
export const wholeDeadLetter = deadLetter.extend({ payload: z.string() })
export type WholeDeadLetter = z.infer<typeof wholeDeadLetter>

export const deadLetterParams = z.object({ id: z.string() })

const text = () => z.string().max(200).optional()

/** Which dead letters are meant. `q` is looked for in the payload, the reason and the event's id. */
export const deadLetterQuery = z.object({
  code: text(),
  table: text(),
  source: text(),
  q: text(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  replayed: flagParam.optional(),
})
export type DeadLetterFilter = z.infer<typeof deadLetterQuery>

export const deadLetterListQuery = pageQuery.extend(deadLetterQuery.shape)
export type DeadLetterListQuery = z.infer<typeof deadLetterListQuery>

/** `waiting`: how many have not been replayed, whatever the filter; 1,000 stands for as many or more. */
export const deadLetterList = z.object({
  dead_letters: z.array(deadLetter),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
  waiting: z.number().int(),
})
export type DeadLetterList = z.infer<typeof deadLetterList>

const bodyText = () => words(200).optional()

/** Either some dead letters by their ids, or all that wait and pass the filter. */
export const replayBody = z.union(
  [
    z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) }),
    z.strictObject({
      all: z.literal(true),
      filter: z.strictObject({ code: bodyText(), table: bodyText(), source: bodyText(), q: bodyText() }).default({}),
    }),
  ],
  {
    error:
      'expected {"ids": ["…"]} with 1 to 1,000 ids, or {"all": true, "filter"?: {"code"?, "table"?, "source"?, "q"?}}',
  },
)
export type ReplayBody = z.infer<typeof replayBody>

/** `payload` is sent in the place of what was kept: JSON as a text. Nothing has to be said. */
export const replayOneBody = z.strictObject({ payload: z.string().min(1).optional() }).default({})
export type ReplayOneBody = z.infer<typeof replayOneBody>

/**
 * `replayed` dead letters went through, `failed` ones were refused again, `skipped` ones are cut or unknown, or
 * were refused because their sender may not send them: those are replayed one by one, and `errors` says so. The other
 * figures count events, of which a message may hold several. `more`: there are further ones that one request does not take.
 */
export const replayResult = z.object({
  replayed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  ignored: z.number().int(),
  rejected: z.number().int(),
  errors: z.array(z.object({ id: z.uuid(), code: z.string(), message: z.string() })),
  more: z.boolean(),
})
export type ReplayResult = z.infer<typeof replayResult>

export const removedDeadLetters = z.object({ removed: z.number().int() })

import type { z } from 'zod'
import type { Guard } from './guards'
import type { Handler } from './route'

/** How the data of an answer is wrapped: in DataWatch's `{success, data}`, in Prometheus's `{status, data}`, in nothing. */
export type Envelope = 'success' | 'prometheus' | 'bare'

/** What an address takes and gives, by the objects that check it: what its documentation is made from. */
export type Description = {
  guard: Guard
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** The media types of the body, JSON where it says nothing. */
  takes?: readonly string[]
  /** The body may come packed in one of the usual encodings: always where there is one. Its lines are bodies too. */
  lines?: z.ZodType
  /** Its query may come as a form too, where it is sent. */
  form?: true
  response?: z.ZodType
  envelope?: Envelope
  status?: number
  /** The media types of the answer beside JSON; instead of it where there is no `response`. */
  gives?: readonly string[]
  /** Its answer has an `ETag` with the version. */
  tagged?: boolean
}

const descriptions = new WeakMap<Handler, Description>()

/** Hands the handler back, of which is known from then on what it takes and gives. */
export function describe(description: Description, handler: Handler): Handler {
  descriptions.set(handler, description)
  return handler
}

export const descriptionOf = (handler: Handler): Description | undefined => descriptions.get(handler)

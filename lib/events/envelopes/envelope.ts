import type { EventFormat } from '../contract'
import type { Image } from '../native'
import type { Structure, structure } from '../structure'

/**
 * A row change in the native form of the API, as a reader makes it; `readNative` checks it like any other.
 * `timestamp` is RFC 3339. Columns that the sender left out or marked as unchanged are absent from the images.
 */
export type Draft = {
  /** The sender's own key for the change; absent where it offers none, and then made from the content. */
  id?: unknown
  type: string
  table?: unknown
  schema?: unknown
  database?: unknown
  source?: unknown
  timestamp?: unknown
  before?: Image | null
  after?: Image | null
  key?: Image
  transaction_id?: unknown
  position?: unknown
  metadata?: unknown
  ddl_type?: unknown
  ddl_command?: unknown
  /** The sender cannot tell an INSERT from an UPDATE: what is known of the row decides. `type` is UPDATE. */
  upsert?: true
  /** The sender says no time: `timestamp` is that of the arrival, and tells no change from its retry. */
  untimed?: true
  /** What the message says of the columns of its table. */
  [structure]?: Structure
}

export type Note = { code: string; message: string }

/** What a reader makes of a part of a message: a change, something to count and leave, or what is wrong with it. */
export type Outcome =
  | { kind: 'event'; draft: Draft; notes?: Note[] }
  | { kind: 'ignored'; reason: string }
  | { kind: 'refused'; code: string; message: string }

/**
 * What is said beside the message, for envelopes that do not say it: by the request (`?table=…`), or by the Kafka record
 * it came in (`key`, as the converter wrote it). `receivedAt` is RFC 3339.
 */
export type Hints = {
  table?: string
  schema?: string
  database?: string
  source?: string
  key?: unknown
  receivedAt: string
}

/**
 * One sender's format: told by its shape, read into outcomes. Pure; numbers may be `LosslessNumber`.
 * `matches` looks at the top of a message only; what `read` gets is within the bounds of nesting and size.
 */
export type Envelope = {
  format: EventFormat
  matches(message: Image): boolean
  read(message: Image, hints: Hints): Outcome[]
}

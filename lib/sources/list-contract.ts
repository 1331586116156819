import { z } from 'zod'
import { instant } from '@/lib/http/contract'
import { readProgress, serverFacts, sourceStates } from './contract'
import { keptPostgres } from './kept-contract'

/** How a sender over HTTP stands: heard of late, heard before, never. */
export const senderStates = ['receiving', 'quiet', 'waiting'] as const

/** Where a source comes from: the configuration file, somebody who made it here, or nothing but what it sent. */
export const sourceOrigins = ['file', 'manual', 'heard'] as const

const tally = { accepted: z.number(), duplicates: z.number(), rejected: z.number() }

/**
 * One source. Those that are followed have a position and a lag; those that post (`type` webhook or http) have not. `minutes` are the
 * events that came in each of the last 60 whole minutes, the oldest first, and `per_minute` their mean over the last five.
 */
export const source = z.object({
  name: z.string(),
  type: z.string(),
  origin: z.enum(sourceOrigins),
  state: z.enum([...sourceStates, 'receiving', 'quiet']),
  detail: z.string(),
  /** What somebody can do about it, and the statement to run where that is one. */
  advice: z.object({ words: z.string(), sql: z.string().nullable() }).nullable(),
  position: z.string().nullable(),
  lag_seconds: z.number().nullable(),
  lag_bytes: z.number().nullable(),
  progress: readProgress.nullable(),
  last_event_at: instant.nullable(),
  last_heard_at: instant.nullable(),
  tables_count: z.number().int(),
  per_minute: z.number(),
  minutes: z.array(z.number()),
  ...tally,
  formats: z.array(z.object({ format: z.string(), ...tally, last_heard_at: instant })),
})
export type Source = z.infer<typeof source>
export const sourcesAnswer = z.object({
  sources: z.array(source),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SourcesAnswer = z.infer<typeof sourcesAnswer>

export const sourceTable = z.object({
  table: z.string(),
  schema: z.string(),
  database: z.string(),
  events_total: z.number(),
  last_event_at: instant.nullable(),
  /** Whether its first read is over; null for those of senders, which have none. */
  read: z.boolean().nullable(),
  /** The board that was made for it. */
  board_id: z.uuid().nullable(),
})
export type SourceTable = z.infer<typeof sourceTable>

/** One source with all that is known of it. `connection` is without its password. */
export const sourceDetail = source.extend({
  connection: keptPostgres.nullable(),
  facts: serverFacts.nullable(),
  tables: z.array(sourceTable),
  /** The process that follows it, and whether it is the one that answers. */
  owner: z.object({ process: z.string(), here: z.boolean(), seen_at: instant }).nullable(),
  last_error: z.object({ message: z.string(), at: instant }).nullable(),
  /** Tables that are asked to be read again; all where it is empty, null where none are. */
  reread: z.array(z.string()).nullable(),
  /** Refused messages that are kept, counted up to 1000. */
  dead_letters: z.number().int(),
  paused: z.object({ by: z.string(), at: instant }).nullable(),
  created_by: z.string().nullable(),
  created_at: instant.nullable(),
})
export type SourceDetail = z.infer<typeof sourceDetail>

export const sourceParams = z.object({ name: z.string().min(1).max(255) })
/** How a sender that gives itself no name is called in addresses. */
export const unnamed = '(unnamed)'

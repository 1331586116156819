import { z } from 'zod'
import { instant, instantParam, ordered, pageQuery } from '@/lib/http/contract'

export const eventTypes = ['INSERT', 'UPDATE', 'DELETE', 'SNAPSHOT', 'TRUNCATE', 'DDL'] as const
export type EventType = (typeof eventTypes)[number]

/** The senders' formats, by the name that `?format=` takes. */
export const eventFormats = [
  'native',
  'debezium',
  'debezium_flat',
  'cloudevents',
  'maxwell',
  'wal2json',
  'canal',
  'dms',
  'sequin',
  'peerdb',
  'airbyte',
  'supabase',
  'estuary',
  'cockroachdb',
  'hasura',
] as const
export type EventFormat = (typeof eventFormats)[number]

/** A row as it was sent: `z.record` would leave out a column that is called `__proto__`. */
const image = z.unknown().meta({ type: ['object', 'null'] }) as unknown as z.ZodType<Record<string, unknown> | null>

/** Why an event of a request was not stored. `index` is its place in the request. */
export const eventIssue = z.object({
  index: z.number().int(),
  id: z.string().nullable(),
  code: z.string(),
  message: z.string(),
})
export type EventIssue = z.infer<typeof eventIssue>

/** The receipt of an ingestion request, sent after the commit. */
export const receipt = z.object({
  status: z.literal('accepted'),
  received: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  ignored: z.number().int(),
  rejected: z.number().int(),
  errors: z.array(eventIssue),
  warnings: z.array(eventIssue),
})
export type Receipt = z.infer<typeof receipt>

export const eventListQuery = pageQuery.extend({
  table: z.string().optional(),
  schema: z.string().optional(),
  op: z.enum(eventTypes).optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  q: z.string().max(200).optional(),
})
export type EventListQuery = z.infer<typeof eventListQuery>

/** Which events go into a file, and in which form; `to` is now unless said otherwise. */
export const eventExportQuery = ordered(
  eventListQuery.omit({ limit: true, cursor: true }).extend({ format: z.enum(['csv', 'ndjson']).default('csv') }),
)
export type EventExportQuery = z.infer<typeof eventExportQuery>

/** Which events a stream sends; after which one, where it goes on from an earlier stream (or header `Last-Event-ID`). */
export const eventStreamQuery = eventListQuery
  .pick({ table: true, schema: true, op: true, q: true })
  .extend({ last_event_id: z.uuidv7().optional() })
export type EventStreamQuery = z.infer<typeof eventStreamQuery>

/** How many events a stream left out because its reader was slow or away for long; at most 100,000 are counted. */
export const skippedEvents = z.object({ count: z.number().int() })

/** A stored event. `uid` is ours (UUIDv7, in order of arrival), `id` the sender's; the last five where the sender said them. */
export const storedEvent = z.object({
  uid: z.uuid(),
  id: z.string(),
  type: z.enum(eventTypes),
  table: z.string(),
  schema: z.string(),
  database: z.string(),
  source: z.string(),
  timestamp: instant,
  received_at: instant,
  key: z.string().nullable(),
  before: image,
  after: image,
  transaction_id: z.unknown().optional(),
  position: z.unknown().optional(),
  metadata: z.unknown().optional(),
  ddl_type: z.unknown().optional(),
  ddl_command: z.unknown().optional(),
})
export type StoredEvent = z.infer<typeof storedEvent>

export const eventList = z.object({
  events: z.array(storedEvent),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type EventList = z.infer<typeof eventList>

export const eventParams = z.object({ id: z.string() })

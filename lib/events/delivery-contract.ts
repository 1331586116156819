import { z } from 'zod'
import { flagParam } from '@/lib/http/contract'
import { eventFormats, eventTypes, receipt } from './contract'

const image = z.record(z.string(), z.unknown())

/** A row change as a sender tells it; `id`, where there is none, is made of what there is. What else it has is ignored. */
export const sentEvent = z.looseObject({
  id: z.union([z.string().min(1).max(255), z.number()]).optional(),
  type: z.enum(eventTypes),
  table: z.string().min(1),
  schema: z.string().optional(),
  database: z.string().optional(),
  source: z.string().optional(),
  timestamp: z.union([z.string(), z.number()]),
  before: image.nullable().optional(),
  after: image.nullable().optional(),
  key: image.optional(),
  transaction_id: z.unknown().optional(),
  position: image.optional(),
  metadata: image.optional(),
  ddl_type: z.string().optional(),
  ddl_command: z.string().optional(),
})

/** A message in the form of a connector: Debezium, Maxwell, Kafka Connect and others, told by its shape. */
export const connectorMessage = z.looseObject({})
const message = z.union([sentEvent, connectorMessage])

/** What `POST /events` takes. */
export const eventBody = message
/** What `POST /events/batch` takes. */
export const eventBatch = z.union([
  z.array(message),
  z.looseObject({ batch_id: z.string().optional(), events: z.array(message) }),
])

/** What the address says of all messages: their format, and what they leave out. With `strict` one bad event refuses them all. */
export const deliveryQuery = z.object({
  format: z.enum(eventFormats).optional(),
  strict: flagParam.optional(),
  table: z.string().optional(),
  schema: z.string().optional(),
  database: z.string().optional(),
  source: z.string().optional(),
})

export const eventMedia = ['application/json', 'application/x-ndjson'] as const

/** What both doors of ingestion take and give. */
export const deliveryOf = ({ batch }: { batch: boolean }) => ({
  guard: 'ingest' as const,
  query: deliveryQuery,
  body: batch ? eventBatch : eventBody,
  lines: message,
  takes: eventMedia,
  response: receipt,
  status: 202,
})

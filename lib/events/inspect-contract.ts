import { z } from 'zod'
import { columnRoles } from '@/lib/metrics/contract'
import { eventFormats, storedEvent } from './contract'

const hint = z
  .string()
  .transform((text) => text || undefined)
  .optional()

/** What a request says beside its body: the format where it should not be told by shape, and what the messages leave out. */
export const inspectQuery = z.object({
  format: z.enum(eventFormats).optional(),
  table: hint,
  schema: hint,
  database: hint,
  source: hint,
})
export type InspectQuery = z.infer<typeof inspectQuery>

/** An event as it would be stored; `detail` is its transaction, position and metadata. */
export const inspectedEvent = storedEvent
  .omit({ uid: true, received_at: true })
  .extend({ detail: z.record(z.string(), z.unknown()).nullable() })
export type InspectedEvent = z.infer<typeof inspectedEvent>

const note = z.object({ code: z.string(), message: z.string() })
const said = { warnings: z.array(note), metrics: z.array(z.string()) }

/** What becomes of a part of a message. `metrics` are those of its table and of the columns that it has. */
export const inspectedOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), event: inspectedEvent, ...said }),
  z.object({ kind: z.literal('ignored'), reason: z.string(), ...said }),
  z.object({ kind: z.literal('refused'), id: z.string().nullable(), code: z.string(), message: z.string(), ...said }),
])
export type InspectedOutcome = z.infer<typeof inspectedOutcome>

export const inspectedMessage = z.object({
  index: z.number().int(),
  format: z.enum(eventFormats),
  outcomes: z.array(inspectedOutcome),
})
export type InspectedMessage = z.infer<typeof inspectedMessage>

/** A table of the messages: what its columns are, by these messages alone, and the metrics that it would get. */
export const inspectedTable = z.object({
  table: z.string(),
  schema: z.string(),
  columns: z.array(z.object({ name: z.string(), role: z.enum(columnRoles) })),
  metrics: z.array(z.string()),
})
export type InspectedTable = z.infer<typeof inspectedTable>

/** What ingestion would make of a request. `format` is that of all messages, null where there are none or several. */
export const inspection = z.object({
  format: z.enum(eventFormats).nullable(),
  messages: z.array(inspectedMessage),
  tables: z.array(inspectedTable),
})
export type Inspection = z.infer<typeof inspection>

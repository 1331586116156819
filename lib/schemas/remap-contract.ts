import { z } from 'zod'
import { words } from '@/lib/http/contract'
import { schemaUsage } from './contract'

/** `preview` changes nothing. `to`: the column that takes over, where the change does not say which. */
export const remapBody = z.strictObject({ preview: z.boolean().default(false), to: words(255).optional() })
export type RemapBody = z.output<typeof remapBody>

/** What moves from a column to the one that takes over; `exists`: whether the metric is there already. */
export const remap = z.object({
  change_id: z.uuid(),
  table: z.string(),
  from: z.string(),
  to: z.string(),
  applied: z.boolean(),
  metrics: z.array(z.object({ from: z.string(), to: z.string(), exists: z.boolean() })),
  moves: z.array(schemaUsage.extend({ before: z.string(), after: z.string() })),
  boards: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.number().int() })),
})
export type Remap = z.infer<typeof remap>

import { z } from 'zod'
import { instant } from '@/lib/http/contract'

/** What DataWatch holds, in numbers. */
export const stats = z.object({
  metrics_count: z.number().int(),
  active_anomalies: z.number().int(),
  dashboards_count: z.number().int(),
  events_total: z.number().int(),
  events_per_second: z.number(),
  tables_count: z.number().int(),
  tables: z.array(
    z.object({
      table: z.string(),
      schema: z.string(),
      database: z.string(),
      source: z.string(),
      events_total: z.number().int(),
      last_event_at: instant.nullable(),
    }),
  ),
})
export type Stats = z.infer<typeof stats>

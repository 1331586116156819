import { z } from 'zod'

/** A failure as Prometheus's HTTP API tells it. */
export const prometheusError = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
})

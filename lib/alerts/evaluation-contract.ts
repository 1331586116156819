import { z } from 'zod'

/** What one look at all rules did. `skipped` where another process is at it. */
export const evaluationFigures = z.object({
  skipped: z.boolean(),
  rules: z.number().int(),
  series: z.number().int(),
  opened: z.number().int(),
  resolved: z.number().int(),
  duration_ms: z.number().int(),
})
export type EvaluationFigures = z.infer<typeof evaluationFigures>

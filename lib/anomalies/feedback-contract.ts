import { z } from 'zod'
import { instant, instantParam, words } from '@/lib/http/contract'
import { timeZone } from '@/lib/metrics/contract'
import { anomalyVerdicts, feedbackScopes } from './contract'

const named = (allowed: readonly string[]) => (issue: { code?: string; keys?: string[] }) =>
  issue.code === 'unrecognized_keys'
    ? `no such field: ${(issue.keys ?? []).join(', ')}; possible: ${allowed.join(', ')}`
    : undefined

/** A strict object whose refusal of an unknown field names those that there are. */
export const known = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, { error: named(Object.keys(shape)) as never })

/**
 * What a person says of an anomaly; `verdict: null` takes it back. `scope`, `from`, `to` and `time_zone` belong to `ignore`: a period is
 * the anomaly's own where no bounds are given; a pattern is its time of day, daily or weekly, on the clock of the zone.
 */
export const feedbackBody = known({
  verdict: z.enum(anomalyVerdicts).nullable(),
  scope: z.enum(feedbackScopes).optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  time_zone: timeZone.optional(),
  user: words(255).pipe(z.string().min(1)).optional(),
}).superRefine(({ verdict, scope, from, to, time_zone }, ctx) => {
  const refuse = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
  const given = { scope, from, to, time_zone }
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && verdict !== 'ignore') refuse(name, 'belongs to the verdict ignore; leave it out')
  }
  if (verdict !== 'ignore') return
  if (scope === 'daily' || scope === 'weekly') {
    for (const name of ['from', 'to'] as const) {
      if (given[name] !== undefined) refuse(name, `belongs to the scope period; the pattern is the anomaly's own time`)
    }
    return
  }
  if (time_zone !== undefined) refuse('time_zone', 'belongs to the scopes daily and weekly; a period has none')
  if (from !== undefined && to !== undefined && from >= to) refuse('from', 'must lie before to')
})
export type FeedbackBody = z.infer<typeof feedbackBody>
export type FeedbackInput = z.input<typeof feedbackBody>

const band = z.object({ expected: z.number().nullable(), min: z.number().nullable(), max: z.number().nullable() })

/** The band as it is and as it would be, in the buckets of the series; nulls where nothing is judged. */
export const feedbackPreview = z.object({
  anomaly_id: z.uuid(),
  verdict: z.enum(anomalyVerdicts).nullable(),
  step_seconds: z.number(),
  effect: z.string(),
  alarms_before: z.number().int(),
  alarms_after: z.number().int(),
  points: z.array(z.object({ timestamp: instant, value: z.number().nullable(), before: band, after: band })),
})
export type FeedbackPreview = z.infer<typeof feedbackPreview>

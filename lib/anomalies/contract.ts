import { z } from 'zod'
import { durationParam, flagParam, instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { timeZone } from '@/lib/metrics/contract'
import { splitFilter } from '@/lib/metrics/filter-text'

export const anomalyTypes = ['spike', 'drop', 'trend', 'seasonal', 'missing', 'outlier'] as const
export const anomalySeverities = ['low', 'medium', 'high', 'critical'] as const
export const anomalyStatuses = ['open', 'acknowledged', 'resolved'] as const
export const anomalyAlgorithms = ['zscore', 'mad', 'stl', 'counts', 'shape'] as const
export const anomalySorts = ['started', 'score'] as const
export const anomalyVerdicts = ['expected', 'anomaly', 'false_alarm', 'new_normal', 'ignore'] as const
/** What `ignore` leaves out: one period, or the same time of every day or week from then on. */
export const feedbackScopes = ['period', 'daily', 'weekly'] as const

export type AnomalyType = (typeof anomalyTypes)[number]
export type AnomalySeverity = (typeof anomalySeverities)[number]
export type AnomalyAlgorithm = (typeof anomalyAlgorithms)[number]
export type AnomalyVerdict = (typeof anomalyVerdicts)[number]
export type FeedbackScope = (typeof feedbackScopes)[number]

/** `score` is 0..1; `expected` is the band of the bucket with the highest score. */
export const anomaly = z.object({
  id: z.uuid(),
  metric_name: z.string(),
  labels: z.record(z.string(), z.string()),
  type: z.enum(anomalyTypes),
  severity: z.enum(anomalySeverities),
  value: z.number().nullable(),
  expected: z.object({ min: z.number().nullable(), max: z.number().nullable(), value: z.number().nullable() }),
  score: z.number().min(0).max(1),
  algorithms: z.array(z.enum(anomalyAlgorithms)),
  description: z.string(),
  started_at: instant,
  ended_at: instant.nullable(),
  detected_at: instant,
  status: z.enum(anomalyStatuses),
  acknowledged: z.boolean(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instant.nullable(),
  feedback: z.enum(anomalyVerdicts).nullable(),
  feedback_scope: z.enum(feedbackScopes).nullable(),
  feedback_by: z.string().nullable(),
  feedback_at: instant.nullable(),
  note: z.string().nullable(),
  /** The buckets that it was judged in, in seconds, and the start of the most surprising one; null where not known. */
  step_seconds: z.number().int().nullable(),
  peak_at: instant.nullable(),
  resolved_at: instant.nullable(),
  /** Shared by the anomalies that are one incident. */
  incident_id: z.uuid(),
  related: z.array(z.uuid()),
})
export type Anomaly = z.infer<typeof anomaly>

export const anomalyParams = z.object({ id: z.string() })

/** `q` is looked for in metric, labels, description and note; sorted by start unless by score, the highest first. */
export const anomalyListQuery = pageQuery.extend({
  status: z.enum(anomalyStatuses).optional(),
  severity: z.enum(anomalySeverities).optional(),
  type: z.enum(anomalyTypes).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(anomalySorts).optional(),
  metric: z.string().optional(),
  table: z.string().optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  include_acknowledged: flagParam.default(true),
})
export type AnomalyListQuery = z.infer<typeof anomalyListQuery>
export const anomalyList = z.object({
  anomalies: z.array(anomaly),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type AnomalyList = z.infer<typeof anomalyList>

export const acknowledgeBody = z.object({ user: words(255).pipe(z.string().min(1)), note: words(4000).optional() })
export type AcknowledgeBody = z.infer<typeof acknowledgeBody>

const idsAtMost = 1000
const manyIds = z.array(z.uuid()).min(1).max(idsAtMost)
/** Whoever is signed in acknowledges in their own name, whatever `user` says. */
export const acknowledgeManyBody = z.strictObject({ ids: manyIds, ...acknowledgeBody.partial().shape })
export type AcknowledgeManyBody = z.infer<typeof acknowledgeManyBody>
export const manyBody = z.strictObject({ ids: manyIds })
export type ManyBody = z.infer<typeof manyBody>

/** `acknowledged` takes back only that they were resolved; those that nobody has acknowledged are open then. */
export const reopenBody = z.strictObject({ to: z.enum(['open', 'acknowledged']).default('open') }).prefault({})
export type ReopenBody = z.infer<typeof reopenBody>
export const reopenManyBody = z.strictObject({ ids: manyIds, ...reopenBody.unwrap().shape })
export type ReopenManyBody = z.infer<typeof reopenManyBody>

/** `already`: nothing was to be done. Every id once, in the order asked for. */
export const manyOutcomes = ['done', 'already', 'not_found'] as const
export const manyResult = z.object({
  results: z.array(z.object({ id: z.uuid(), outcome: z.enum(manyOutcomes) })),
  done: z.number().int(),
  already: z.number().int(),
  not_found: z.number().int(),
})
export type ManyResult = z.infer<typeof manyResult>

export const expectedParams = z.object({ name: z.string() })

const filterParam = z
  .string()
  .max(2000)
  .transform((text) => splitFilter(text))
  .optional()

/** `to` defaults to now, `from` to one hour before `to`; `step` to five minutes; steps begin where those of a chart in `tz` do. */
export const expectedQuery = z.object({
  from: instantParam.optional(),
  to: instantParam.optional(),
  step: durationParam.optional(),
  /** `label:value,…` as in questions about the metric: the band of one of its categories. */
  filter: filterParam,
  tz: timeZone.optional(),
})
export type ExpectedQuery = z.infer<typeof expectedQuery>

/** What was usual in each step, from the steps before it; nulls where that is not known (yet). */
export const expectedBand = z.array(
  z.object({
    timestamp: instant,
    expected: z.number().nullable(),
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
)
export type ExpectedBand = z.infer<typeof expectedBand>

/** What one detection pass did. `skipped` is true where another process holds it or has done the slot. */
export const detectionFigures = z.object({
  skipped: z.boolean(),
  series: z.number().int(),
  buckets: z.number().int(),
  opened: z.number().int(),
  updated: z.number().int(),
  withdrawn: z.number().int(),
  duration_ms: z.number().int(),
})
export type DetectionFigures = z.infer<typeof detectionFigures>

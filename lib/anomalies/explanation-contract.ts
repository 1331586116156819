import { z } from 'zod'
import { durationParam, instant, instantParam } from '@/lib/http/contract'
import { splitFilter } from '@/lib/metrics/filter-text'
import { note } from '@/lib/notes/contract'
import { anomalyAlgorithms, anomalySeverities, anomalyTypes } from './contract'

const number = z.number().nullable()
const span = { from: instant, to: instant }

/** `scales`: how far off in the algorithm's own scales, signed; `fires_from` is where it calls that anomalous; `one_in`: how rare by chance. */
const vote = z.object({
  algorithm: z.enum(anomalyAlgorithms),
  fired: z.boolean(),
  scales: z.number(),
  fires_from: z.number(),
  one_in: number,
  words: z.string(),
})

/** `share` of the whole change, 1 being all of it. The value `__other__` is all that is not listed. */
const contribution = z.object({
  value: z.string(),
  usual: number,
  actual: number,
  difference: z.number(),
  share: number,
  surprise: z.number(),
  telling: z.boolean(),
})
/** `mix` and `within` of an average's change: by other proportions, by other values in the same ones; they add up to 1. */
const dimension = z.object({
  dimension: z.string(),
  words: z.string(),
  explained: z.number(),
  surprise: z.number(),
  mix: number,
  within: number,
  values: z.array(contribution),
})

/**
 * `basis`: the raw `events`, of which every row is in each dimension once, or the `rollups` of values written. `like_days` are those
 * that say what is usual. `reason` says why there is nothing, where there is nothing.
 */
export const contributions = z.object({
  words: z.string(),
  reason: z.string().nullable(),
  basis: z.enum(['events', 'rollups']).nullable(),
  ...span,
  like_days: z.number().int(),
  usual: number,
  actual: number,
  difference: number,
  dimensions: z.array(dimension),
})
export type Contributions = z.infer<typeof contributions>

const member = z.object({
  id: z.uuid(),
  metric_name: z.string(),
  labels: z.record(z.string(), z.string()),
  table: z.string(),
  type: z.enum(anomalyTypes),
  severity: z.enum(anomalySeverities),
  description: z.string(),
  started_at: instant,
  ended_at: instant.nullable(),
  is_root: z.boolean(),
})

/** The likely root comes first. `silent_source` names the source of which nothing came at all. */
export const incident = z.object({
  id: z.uuid(),
  words: z.string(),
  silent_source: z.string().nullable(),
  members: z.array(member),
})
export type Incident = z.infer<typeof incident>

/** `change` is that of the schema, where it is one; `event` the event that says so. */
export const schemaChange = z.object({
  kind: z.enum(['schema', 'ddl', 'truncate', 'new_table']),
  at: instant,
  table: z.string(),
  words: z.string(),
  event: z.uuid().nullable(),
  change: z.uuid().nullable(),
})
export type SchemaChange = z.infer<typeof schemaChange>

/** Why an anomaly is one, and what carries it. `cause` is the likeliest, in a sentence or two; null where nothing points anywhere. */
export const explanation = z.object({
  anomaly_id: z.uuid(),
  sentence: z.string(),
  cause: z.string().nullable(),
  expected: z.object({ value: number, min: number, max: number }),
  actual: number,
  votes: z.array(vote),
  rarity: z.object({
    words: z.string(),
    days_known: z.number().int(),
    as_large: z.number().int(),
    once_in_days: number,
  }),
  contributions,
  incident,
  schema_changes: z.array(schemaChange),
  notes: z.array(note),
})
export type Explanation = z.infer<typeof explanation>

/** `to` defaults to now, `from` to one day before `to`; `step` to five minutes. */
export const decompositionQuery = z.object({
  from: instantParam.optional(),
  to: instantParam.optional(),
  step: durationParam.optional(),
  filter: z
    .string()
    .max(2000)
    .transform((text) => splitFilter(text))
    .optional(),
})
export type DecompositionQuery = z.infer<typeof decompositionQuery>

/**
 * `value` is `trend`, `season` and `remainder` added up; value and remainder are null where the value is not known. `periods` in
 * seconds. `reason` says why there are no points, where there are none.
 */
export const decomposition = z.object({
  metric: z.string(),
  step: z.string(),
  periods: z.array(z.number()),
  reason: z.string().nullable(),
  points: z.array(z.object({ timestamp: instant, value: number, trend: number, season: number, remainder: number })),
})
export type Decomposition = z.infer<typeof decomposition>

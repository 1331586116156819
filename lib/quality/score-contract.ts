import { z } from 'zod'
import { instant, instantParam, words } from '@/lib/http/contract'
import { dimensions, listedRule, ruleFigures } from './contract'
import { violation } from './violation-contract'

/** An interval, a day up to now where none is given. */
export const scoreQuery = z.object({
  from: instantParam.optional(),
  to: instantParam.optional(),
  table: z.string().max(255).optional(),
})
/** Of one table, which the address names. */
export const tableScoreQuery = scoreQuery.omit({ table: true })
export type ScoreQuery = z.infer<typeof scoreQuery>

/** In percent; null where no row was checked. */
const score = z.number().nullable()
const byDimension = z.partialRecord(z.enum(dimensions), score)

export const tableScore = z.object({
  table: z.string(),
  score,
  dimensions: byDimension,
  /** The score of the interval before. */
  previous: score,
  rules: z.number().int(),
  failing: z.number().int(),
  open_violations: z.number().int(),
  ...ruleFigures.omit({ pass_rate: true }).shape,
  last_event: instant.nullable(),
})
export type TableScore = z.infer<typeof tableScore>

/** `from` and `to` are those of the buckets counted: whole minutes up to six hours, whole hours beyond. */
export const qualityScore = z.object({
  from: instant,
  to: instant,
  score,
  previous: score,
  dimensions: byDimension,
  tables: z.array(tableScore),
})
export type QualityScore = z.infer<typeof qualityScore>

export const qualityStats = z.object({
  rules: z.number().int(),
  rules_enabled: z.number().int(),
  rules_proposed: z.number().int(),
  rules_waiting: z.number().int(),
  tables: z.number().int(),
  open_violations: z.number().int(),
  checked: z.number(),
  failed: z.number(),
  score,
})
export type QualityStats = z.infer<typeof qualityStats>

export const columnQuality = z.object({
  name: z.string(),
  role: z.string(),
  rows: z.number(),
  nulls: z.number(),
  /** Percent of rows without a value. */
  null_rate: z.number().nullable(),
  /** Different values of identifiers and categories, of identifiers within 2 %. */
  distinct: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  avg: z.number().nullable(),
  values: z.array(z.object({ value: z.string(), count: z.number() })),
  /** Of the newest rows, at most 500: percent without a value, some values as they are stored, how numbers spread. */
  recent_null_rate: z.number().nullable(),
  examples: z.array(z.string()),
  distribution: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })),
  rules: z.array(z.string()),
})
export type ColumnQuality = z.infer<typeof columnQuality>

export const tableQuality = tableScore.extend({
  from: instant,
  to: instant,
  columns: z.array(columnQuality),
  rule_list: z.array(listedRule),
  violations: z.array(violation),
  freshness_seconds: z.number().nullable(),
})
export type TableQuality = z.infer<typeof tableQuality>
export const tableParams = z.object({ table: z.string().min(1).max(255) })

export const qualityReport = qualityScore.extend({
  generated_at: instant,
  violations: z.array(violation),
  worst_rules: z.array(listedRule),
  /** What to do next, the most important first. */
  next_steps: z.array(z.string()),
})
export type QualityReport = z.infer<typeof qualityReport>

/** A record to be judged by the rules of a table, as if it were inserted now. */
export const validateBody = z.strictObject({
  table: words(255).pipe(z.string().min(1)),
  schema: words(255).optional(),
  record: z.record(z.string(), z.unknown()).optional(),
  records: z.array(z.record(z.string(), z.unknown())).max(1000).optional(),
})
export type ValidateBody = z.output<typeof validateBody>
const verdict = z.object({
  rule_id: z.uuid(),
  rule: z.string(),
  title: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Why it failed, or why it cannot be told of a single record. */
  reason: z.string().nullable(),
})
const validated = z.object({ valid: z.boolean(), results: z.array(verdict) })
export const validation = validated.extend({ records: z.array(validated).optional(), warnings: z.array(z.string()) })
export type Validation = z.infer<typeof validation>

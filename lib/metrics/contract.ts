import { z } from 'zod'
import { nearest } from '@/lib/config/nearest'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { splitFilter } from './filter-text'
import { aggregations, transforms } from './question-words'
import { parseStep } from './steps'
import { isZone } from './zone'

export const metricTypes = ['counter', 'gauge', 'histogram'] as const
export type MetricType = (typeof metricTypes)[number]
/** What a value was made by: a metric by formula says itself how what it names is aggregated. */
export const readings = [...aggregations, 'formula'] as const
export const fills = ['null', 'zero', 'previous'] as const
export type Fill = (typeof fills)[number]

/**
 * `events`: 1 for each event; `value`: numbers written to a field; `category`: 1 for each value written to a field;
 * `distinct`: the values written to a field, by how many different ones there are; `lag`: seconds from a change to its
 * arrival; `freshness`: the age of the newest event, told from those of `events`. Of levels the changes are kept: `rows` of
 * the table, `total` of a field's numbers, `current` rows by a field's value. `transition`: 1 for each change of a row's value
 * of a field into another, `dwell` the seconds that it had had the one before; both are told from the versions of rows.
 * `check`: 100 for each row that meets the rule of quality that `field` names, 0 for each that breaks it, kept together with those of
 * all rules of the table as its `tally`; `score`: how well these are met, told from that.
 */
export const measureKinds = [
  'events',
  'value',
  'category',
  'distinct',
  'lag',
  'freshness',
  'rows',
  'total',
  'current',
  'transition',
  'dwell',
  'check',
  'tally',
  'score',
] as const
export type MeasureKind = (typeof measureKinds)[number]
export const levelKinds = ['rows', 'total', 'current'] as const
export type LevelKind = (typeof levelKinds)[number]
export const isLevel = (kind: MeasureKind): kind is LevelKind => (levelKinds as readonly string[]).includes(kind)
/** Whether a metric's samples are told when it is asked for, from how rows changed, and kept nowhere. */
export const isTransition = (kind: MeasureKind) => kind === 'transition' || kind === 'dwell'

/** The label values that a metric reads of its measure, beside those that a query asks for. */
export type MetricSelector = { label: string; values: string[]; negate?: boolean }

export const columnRoles = ['pending', 'numeric', 'categorical', 'identifier', 'timestamp', 'text', 'json'] as const
export type ColumnRole = (typeof columnRoles)[number]
/** The roles that a person may give a column. */
export const settableRoles = ['numeric', 'categorical', 'identifier', 'timestamp', 'text', 'json'] as const

const labels = z.record(z.string(), z.string())
/** `partial` where the interval cuts the step, or the step is not over. */
export const dataPoint = z.object({
  timestamp: instant,
  value: z.number().nullable(),
  partial: z.literal(true).optional(),
})
export type DataPoint = z.infer<typeof dataPoint>

export const metric = z.object({
  name: z.string(),
  type: z.enum(metricTypes),
  description: z.string(),
  table: z.string(),
  schema: z.string(),
  field: z.string().nullable(),
  labels: z.array(z.string()),
  unit: z.string(),
  aggregation: z.enum(readings),
  /** How it may be aggregated; a formula says that itself and has none. */
  aggregations: z.array(z.enum(aggregations)),
  /** The formula over other metrics that makes this one. */
  expr: z.string().nullable(),
  auto_generated: z.boolean(),
  created_at: instant,
  first_seen: instant.nullable(),
  last_seen: instant.nullable(),
  data_points: z.number().int(),
})
export type Metric = z.infer<typeof metric>

const described = { description: words(1000).optional(), unit: words(50).optional() }
/** A metric by formula over others. */
export const metricBody = z.object({
  name: z
    .string()
    .regex(
      /^[\p{L}_][\p{L}\p{M}\p{N}_]{0,199}$/u,
      'expected a name of letters, digits and underscores that begins with no digit',
    ),
  expr: words(2000),
  ...described,
})
export type MetricBody = z.infer<typeof metricBody>
export const metricPatch = z
  .strictObject(described)
  .refine((patch) => Object.keys(patch).length > 0, 'expected a description or a unit')
export type MetricPatch = z.infer<typeof metricPatch>
export const metricRemoved = z.object({ name: z.string(), deleted: z.literal(true) })

export const metricParams = z.object({ name: z.string() })
export const metricListQuery = pageQuery.extend({
  table: z.string().optional(),
  type: z.enum(metricTypes).optional(),
  q: z.string().max(200).optional(),
})
export type MetricListQuery = z.infer<typeof metricListQuery>
export const metricList = z.object({
  metrics: z.array(metric),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type MetricList = z.infer<typeof metricList>

const text = z.string().max(4000)
const texts = z.union([text, z.array(text).max(100)]).transform((given) => [given].flat())
const labelList = texts.transform((given) => given.flatMap((one) => one.split(',')).filter(Boolean))
/** `label:value,…`, see `filter.ts`; a list of such texts reads as one. */
const filterList = texts.transform((given) => given.flatMap(splitFilter))
const question = z.object({
  from: instantParam.optional(),
  to: instantParam.optional(),
  aggregation: z.enum(aggregations).optional(),
  group_by: labelList.optional(),
  filter: filterList.optional(),
  /** The groups with the largest values; all others are one more under `__other__`. */
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

export const timeZone = z
  .string()
  .max(100)
  .superRefine((tz, ctx) => {
    if (isZone(tz)) return
    const near = nearest(tz, Intl.supportedValuesOf('timeZone'))
    const hint = near === undefined ? ' such as Europe/Berlin' : `; did you mean ${near}?`
    ctx.addIssue({ code: 'custom', message: `expected an IANA time zone${hint}` })
  })

const stepParam = z.string().transform((given, ctx) => {
  const step = parseStep(given)
  if (step !== null) return step
  ctx.addIssue({
    code: 'custom',
    message: 'expected a step of up to 100 years such as 30s, 5m, 1h, 1d, 1w, 1M (month) or 1y',
  })
  return z.NEVER
})

const compareParam = z.string().transform((given, ctx) => {
  const step = given === 'previous_period' ? given : parseStep(given)
  if (step !== null) return step
  ctx.addIssue({ code: 'custom', message: 'expected previous_period, or how long before such as 1d, 1w, 1M or 1y' })
  return z.NEVER
})

const earlier = { tz: timeZone.default('UTC'), compare: compareParam.optional() }
/** `from` defaults to one hour before `to`, `to` to now. */
export const metricValueQuery = question.extend(earlier)
export type MetricValueQuery = z.infer<typeof metricValueQuery>

export const metricRangeQuery = question.extend({
  ...earlier,
  step: stepParam.optional(),
  fill: z.enum(fills).optional(),
  transform: z.enum(transforms).optional(),
  /** Longer series are thinned to about so many points, their shape and extremes kept. */
  max_points: z.coerce.number().int().min(10).max(100_000).optional(),
})
export type MetricRangeQuery = z.infer<typeof metricRangeQuery>

/** The answer as JSON, or as lines of a file. */
export const metricRangeFile = metricRangeQuery.extend({ format: z.enum(['json', 'csv', 'ndjson']).default('json') })

export const metricSeries = z.object({ metric: z.string(), labels, data_points: z.array(dataPoint) })
/**
 * `resolution`, such as `1h`, where finer samples of the interval have expired: those of buckets of this width are told
 * where the bucket begins. `groups_left_out`: how many there are beyond `limit`, where they cannot be counted together.
 */
const answer = z.object({
  metric: z.string(),
  aggregation: z.enum(readings),
  from: instant,
  to: instant,
  resolution: z.string().optional(),
  groups_left_out: z.number().int().optional(),
})

/** The same series earlier, by the timestamps that were asked for; `from` and `to` are where they really lie. */
const compared = z.object({ period: z.string(), from: instant, to: instant, series: z.array(metricSeries) })
export const metricRange = answer.extend({
  step: z.string(),
  series: z.array(metricSeries),
  compare: compared.optional(),
  /** Steps are left out, as `max_points` asks; those without a value that are left in are gaps. */
  thinned: z.literal(true).optional(),
})
export type MetricRange = z.infer<typeof metricRange>

const value = z.number().nullable()
const comparedValue = compared.extend({
  value,
  series: z.array(metricSeries.omit({ data_points: true }).extend({ value })),
})
export const metricValue = answer.extend({
  value,
  series: z.array(metricSeries.extend({ value })),
  compare: comparedValue.optional(),
})
export type MetricValue = z.infer<typeof metricValue>

/** One of several questions, about a metric or a formula: with `step` a range, without it a value. */
export const batchQuestion = metricRangeQuery
  .extend({ ref: words(100), metric: words(500).optional(), expr: words(2000).optional() })
  .refine(({ metric, expr }) => (metric === undefined) !== (expr === undefined), 'expected either metric or expr')
export type BatchQuery = { queries: z.input<typeof batchQuestion>[] }

/** All questions of a dashboard in one round trip; each is judged by itself. */
export const batchQuery = z
  .object({
    queries: z
      .array(z.looseObject({ ref: words(100) }))
      .min(1)
      .max(100),
  })
  .meta({ shownAs: z.object({ queries: z.array(batchQuestion).min(1).max(100) }) })
const refused = z.object({ ref: z.string(), error: z.object({ status: z.number().int(), detail: z.string() }) })
export const batchAnswer = z.object({
  results: z.array(z.union([z.object({ ref: z.string(), data: z.union([metricRange, metricValue]) }), refused])),
})
export type BatchBody = z.output<typeof batchQuery>
export type BatchAnswer = z.infer<typeof batchAnswer>

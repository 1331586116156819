import { z } from 'zod'
import { durationParam, instant, instantParam, pageQuery, words } from '@/lib/http/contract'

export const metricTypes = ['counter', 'gauge', 'histogram'] as const
export type MetricType = (typeof metricTypes)[number]
export const aggregations = ['sum', 'avg', 'min', 'max', 'count', 'last', 'rate'] as const
export type Aggregation = (typeof aggregations)[number]
export const fills = ['null', 'zero', 'previous'] as const
export type Fill = (typeof fills)[number]

/** `events`: 1 for each event; `value`: numbers written to a field; `category`: 1 for each value written to a field. */
export const measureKinds = ['events', 'value', 'category'] as const
export type MeasureKind = (typeof measureKinds)[number]

/** The label values that a metric reads of its measure, beside those that a query asks for. */
export type MetricSelector = { label: string; values: string[]; negate?: boolean }

export const columnRoles = ['pending', 'numeric', 'categorical', 'identifier', 'timestamp', 'text', 'json'] as const
export type ColumnRole = (typeof columnRoles)[number]
/** The roles that a person may give a column. */
export const settableRoles = ['numeric', 'categorical', 'identifier', 'timestamp', 'text', 'json'] as const

const labels = z.record(z.string(), z.string())
export const dataPoint = z.object({ timestamp: instant, value: z.number().nullable() })
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
  aggregation: z.enum(aggregations),
  auto_generated: z.boolean(),
  created_at: instant,
  first_seen: instant.nullable(),
  last_seen: instant.nullable(),
  data_points: z.number().int(),
})
export type Metric = z.infer<typeof metric>

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

const list = z.string().transform((text) => text.split(',').filter(Boolean))
const question = z.object({
  from: instantParam.optional(),
  to: instantParam.optional(),
  aggregation: z.enum(aggregations).optional(),
  group_by: list.optional(),
  filter: list.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

/** `from` defaults to one hour before `to`, `to` to now; `filter` reads `label:value,…`. */
export const metricValueQuery = question
export type MetricValueQuery = z.infer<typeof metricValueQuery>

const timeZone = z.string().refine((tz) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: tz }))
  } catch {
    return false
  }
}, 'expected an IANA time zone such as Europe/Berlin')

export const metricRangeQuery = question.extend({
  step: durationParam.optional(),
  fill: z.enum(fills).optional(),
  tz: timeZone.default('UTC'),
})
export type MetricRangeQuery = z.infer<typeof metricRangeQuery>

export const metricSeries = z.object({ metric: z.string(), labels, data_points: z.array(dataPoint) })
const answer = z.object({ metric: z.string(), aggregation: z.enum(aggregations), from: instant, to: instant })

export const metricRange = answer.extend({ step: z.string(), series: z.array(metricSeries) })
export type MetricRange = z.infer<typeof metricRange>

export const metricValue = answer.extend({
  value: z.number().nullable(),
  series: z.array(metricSeries.extend({ value: z.number().nullable() })),
})
export type MetricValue = z.infer<typeof metricValue>

/** One of several questions: with `step` a range, without it a value. */
export const batchQuestion = metricRangeQuery.extend({ ref: words(100), metric: words(500) })
export type BatchQuery = { queries: z.input<typeof batchQuestion>[] }

/** All questions of a dashboard in one round trip; each is judged by itself. */
export const batchQuery = z.object({
  queries: z
    .array(z.looseObject({ ref: words(100) }))
    .min(1)
    .max(100),
})
const refused = z.object({ ref: z.string(), error: z.object({ status: z.number().int(), detail: z.string() }) })
export const batchAnswer = z.object({
  results: z.array(z.union([z.object({ ref: z.string(), data: z.union([metricRange, metricValue]) }), refused])),
})
export type BatchAnswer = z.infer<typeof batchAnswer>

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

const counted = z.object({ count: z.number().int(), most: z.number().int() })
/** The bounds on cardinality, and where they were reached. `together`: how many are counted under `__other__`. */
export const bounds = z.object({
  tables: counted.extend({ together: z.number().int() }),
  series: counted,
  most_columns: z.number().int(),
  most_categories: z.number().int(),
  full_tables: z.array(z.object({ table: z.string(), schema: z.string(), columns: z.number().int() })),
  full_columns: z.array(
    z.object({
      table: z.string(),
      schema: z.string(),
      column: z.string(),
      role: z.enum(columnRoles),
      together: z.number().int(),
    }),
  ),
})
export type Bounds = z.infer<typeof bounds>

import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { instant, pageQuery, words } from '@/lib/http/contract'
import { aggregations } from '@/lib/metrics/question-words'
import { changeWords, described, matchWords, ruleWords, strictly } from './field-words'

/** What a rule looks at: the values of a metric or a formula, or what other parts of DataWatch have found. */
export const ruleKinds = ['metric', 'anomaly', 'violation', 'schema_change', 'source'] as const
export type RuleKind = (typeof ruleKinds)[number]

export const severities = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

export const operators = ['>', '>=', '<', '<=', '=', '!='] as const
export type Operator = (typeof operators)[number]
const spelled: Record<string, Operator> = {
  gt: '>',
  above: '>',
  greater_than: '>',
  gte: '>=',
  lt: '<',
  below: '<',
  less_than: '<',
  lte: '<=',
  eq: '=',
  '==': '=',
  ne: '!=',
  '<>': '!=',
}

export const directions = ['up', 'down', 'either'] as const
export type Direction = (typeof directions)[number]
/** What a change is measured against, beside any duration back. */
export const references = ['baseline', 'previous_hour', 'same_hour_last_week'] as const

export const noDataPolicies = ['ok', 'keep', 'fire'] as const
export type NoDataPolicy = (typeof noDataPolicies)[number]

const name = words(255).pipe(z.string().trim().min(1))
const duration = (least: number) =>
  z.string().refine((text) => (parseDuration(text) ?? -1) >= least, {
    message: `expected a duration ${least > 0 ? 'above zero ' : ''}such as 30s, 5m, 1h or 7d`,
  })
const atLeastZero = duration(0)
const aboveZero = duration(1)

export const severityWord = z
  .preprocess((given) => (given === 'info' ? 'low' : given === 'warning' ? 'medium' : given), z.enum(severities))
  .meta({ description: 'low, medium, high or critical; info and warning are read as low and medium' })

/** `percent` and `absolute`: how large the change must be; where both are given, both are needed. */
export const change = strictly(changeWords, {
  from: z.union([z.enum(references), aboveZero]),
  direction: z.enum(directions).default('either'),
  percent: z.number().positive().optional(),
  absolute: z.number().positive().optional(),
}).refine(({ percent, absolute }) => percent !== undefined || absolute !== undefined, {
  path: ['percent'],
  message: 'expected percent, absolute or both',
})
export type Change = z.infer<typeof change>

/** Which anomalies, violations, changes or sources a rule is about; what is left out matches all. */
export const match = strictly(matchWords, {
  table: name.optional(),
  metric: name.optional(),
  rule: name.optional(),
  source: name.optional(),
  min_severity: z.enum(severities).optional(),
  breaking: z.boolean().optional(),
  max_lag: aboveZero.optional(),
})
export type Match = z.infer<typeof match>

const labelName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'expected letters, digits and _')
  .max(100)
export const alertLabels = z
  .record(labelName, words(255))
  .refine((all) => Object.keys(all).length <= 50, 'expected at most 50 labels')

const ruleFields = described(ruleWords, {
  name,
  description: words(2000).nullable(),
  enabled: z.boolean(),
  kind: z.enum(ruleKinds),
  metric: name.nullable(),
  expr: words(2000).pipe(z.string().min(1)).nullable(),
  aggregation: z.enum(aggregations).nullable(),
  group_by: z.array(name).max(10),
  filter: words(2000).nullable(),
  window: aboveZero,
  operator: z.preprocess((given) => (typeof given === 'string' ? (spelled[given] ?? given) : given), z.enum(operators)),
  threshold: z.number().nullable(),
  change: change.nullable(),
  recovery_threshold: z.number().nullable(),
  for: atLeastZero,
  no_data: z.enum(noDataPolicies),
  on_error: z.enum(noDataPolicies),
  match,
  severity: severityWord,
  labels: alertLabels,
  owner: words(200).nullable(),
  runbook_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  title: words(500).nullable(),
  message: words(4000).nullable(),
  channels: z.array(name).max(20),
})

/** `kind` is what the rule names: a `metric` or an `expr`, or else what `kind` says. */
export const ruleBody = z.strictObject({
  ...ruleFields,
  description: ruleFields.description.default(null),
  enabled: ruleFields.enabled.default(true),
  kind: ruleFields.kind.default('metric'),
  metric: ruleFields.metric.default(null),
  expr: ruleFields.expr.default(null),
  aggregation: ruleFields.aggregation.default(null),
  group_by: ruleFields.group_by.default([]),
  filter: ruleFields.filter.default(null),
  window: ruleFields.window.default('5m'),
  operator: ruleFields.operator.default('>'),
  threshold: ruleFields.threshold.default(null),
  change: ruleFields.change.default(null),
  recovery_threshold: ruleFields.recovery_threshold.default(null),
  for: ruleFields.for.default('0s'),
  no_data: ruleFields.no_data.default('ok'),
  on_error: ruleFields.on_error.default('keep'),
  match: ruleFields.match.default({}),
  severity: ruleFields.severity.nullable().default(null),
  labels: ruleFields.labels.default({}),
  owner: ruleFields.owner.default(null),
  runbook_url: ruleFields.runbook_url.default(null),
  title: ruleFields.title.default(null),
  message: ruleFields.message.default(null),
  channels: ruleFields.channels.default([]),
})
export type RuleBody = z.output<typeof ruleBody>

/** All that a rule says beside its name, kind and severity, as it is kept. */
export type RuleSpec = Omit<RuleBody, 'name' | 'enabled' | 'kind' | 'severity'>

/** What is left out stays. */
export const rulePatch = z.strictObject({ ...ruleFields, severity: ruleFields.severity.nullable() }).partial()
export type RulePatch = z.output<typeof rulePatch>

export const instanceStates = ['ok', 'pending', 'firing'] as const
export type InstanceState = (typeof instanceStates)[number]
/** Where rules come from: made by hand, there from the start, or from the configuration. */
export const ruleOrigins = ['manual', 'default', 'file'] as const

/** Of the worst of its instances; `waiting` where what it is about is not there, `error` where it could not be evaluated. */
export const ruleHealths = ['ok', 'pending', 'firing', 'no_data', 'waiting', 'error', 'off'] as const
export type RuleHealth = (typeof ruleHealths)[number]

export const alertRule = z.object({
  id: z.uuid(),
  ...ruleFields,
  severity: z.enum(severities).nullable(),
  operator: z.enum(operators),
  origin: z.enum(ruleOrigins),
  /** In words: "orders_inserts_total over 5m > 100 for 2m". */
  condition: z.string(),
  state: z.enum(ruleHealths),
  /** How many series it looks at, and how many of them fire. */
  instances: z.number().int(),
  firing: z.number().int(),
  waiting_for: z.string().nullable(),
  last_value: z.number().nullable(),
  last_error: z.string().nullable(),
  last_evaluated_at: instant.nullable(),
  created_by: z.string(),
  created_at: instant,
  updated_at: instant,
  warnings: z.array(z.string()),
})
export type AlertRule = z.infer<typeof alertRule>

export const ruleParams = z.object({ id: z.uuid() })
export const ruleListQuery = pageQuery.extend({
  kind: z.enum(ruleKinds).optional(),
  metric: z.string().max(255).optional(),
  severity: z.enum(severities).optional(),
  state: z.enum(ruleHealths).optional(),
  owner: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
})
export type RuleListQuery = z.infer<typeof ruleListQuery>
export const ruleList = z.object({
  rules: z.array(alertRule),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type RuleList = z.infer<typeof ruleList>
export const ruleRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })

/** What a rule would have done: each time that it would have fired, and the values to draw. */
export const previewBody = z.strictObject({
  rule: ruleBody.partial({ name: true }),
  /** The last 30 days unless said otherwise. */
  period: aboveZero.default('30d'),
})
export type PreviewBody = z.output<typeof previewBody>
export const rulePreview = z.object({
  condition: z.string(),
  from: instant,
  to: instant,
  step_seconds: z.number(),
  fired: z.number().int(),
  /** The newest first, at most 100. */
  firings: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      started_at: instant,
      ended_at: instant.nullable(),
      peak: z.number().nullable(),
    }),
  ),
  /** The series that fired most, at most 5; `reference` is what a change is measured against. */
  series: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      data_points: z.array(
        z.object({ timestamp: instant, value: z.number().nullable(), reference: z.number().nullable().optional() }),
      ),
    }),
  ),
  warnings: z.array(z.string()),
})
export type RulePreview = z.infer<typeof rulePreview>

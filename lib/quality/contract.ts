import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { instant, pageQuery, words } from '@/lib/http/contract'

export const dimensions = [
  'completeness',
  'validity',
  'uniqueness',
  'consistency',
  'freshness',
  'volume',
  'accuracy',
] as const
export type Dimension = (typeof dimensions)[number]

/** What a rule demands, with the dimension of quality that it counts under. */
export const ruleTypes = {
  not_null: 'completeness',
  not_empty: 'completeness',
  positive: 'validity',
  non_negative: 'validity',
  in_range: 'validity',
  in_set: 'validity',
  regex: 'validity',
  email_format: 'validity',
  url: 'validity',
  uuid: 'validity',
  date: 'validity',
  length: 'validity',
  type: 'validity',
  unique: 'uniqueness',
  references: 'consistency',
  compare: 'consistency',
  formula: 'consistency',
  max_age: 'freshness',
  row_count: 'volume',
  matches_metric: 'accuracy',
} as const satisfies Record<string, Dimension>
export type RuleType = keyof typeof ruleTypes
export const ruleTypeNames = Object.keys(ruleTypes) as [RuleType, ...RuleType[]]
export const typesOf = (dimension: Dimension) => ruleTypeNames.filter((type) => ruleTypes[type] === dimension)

export const severities = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]
/** What a rule counts in a score. */
export const severityWeights: Record<Severity, number> = { low: 1, medium: 2, high: 4, critical: 8 }

/** `proposed` rules wait for somebody to accept them; `declined` ones are not proposed again. */
export const ruleStates = ['active', 'proposed', 'declined'] as const
export type RuleState = (typeof ruleStates)[number]

export const valueTypes = ['number', 'integer', 'boolean', 'text', 'timestamp', 'uuid', 'json'] as const
export type ValueType = (typeof valueTypes)[number]
export const operators = ['=', '!=', '<', '<=', '>', '>='] as const
export type Operator = (typeof operators)[number]

const name = words(255).pipe(z.string().min(1))
const duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, 'expected a duration above zero such as 30s, 5m, 1h or 7d')
const literal = z.union([z.string().max(1000), z.number(), z.boolean()])

/** What each type of rule needs beside its table; all others are left out. */
export const ruleParams = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  values: z.array(literal).min(1).max(1000).optional(),
  pattern: z.string().min(1).max(500).optional(),
  value_type: z.enum(valueTypes).optional(),
  /** The table and the column that `references` points to; without a column, its key. */
  references: z.strictObject({ table: name, schema: name.optional(), column: name.optional() }).optional(),
  operator: z.enum(operators).optional(),
  other_column: name.optional(),
  expr: z.string().min(1).max(2000).optional(),
  max_age: duration.optional(),
  /** Over which `row_count` counts. */
  per: duration.optional(),
  /** Bounds follow what is usual at this time of day and week. */
  learned: z.boolean().optional(),
  metric: name.optional(),
  /** A metric or a formula that `metric` must equal. */
  equals: z.string().min(1).max(2000).optional(),
  tolerance_percent: z.number().min(0).max(100).optional(),
  /** How long the row that is referred to may come later than the one that refers to it. */
  grace: duration.optional(),
})
export type RuleParams = z.infer<typeof ruleParams>

const ruleFields = {
  name: words(120).pipe(
    z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'expected letters, digits and _, beginning with a letter'),
  ),
  table: name,
  schema: name.nullable(),
  columns: z.array(name).max(16),
  type: z.enum(ruleTypeNames),
  params: ruleParams,
  severity: z.enum(severities),
  /** The percent of rows that must pass in a window. */
  threshold: z.number().min(0).max(100),
  /** Windows with fewer rows say nothing. */
  min_rows: z.number().int().min(1).max(1_000_000_000),
  window: duration,
  enabled: z.boolean(),
  owner: words(200).nullable(),
  description: words(2000).nullable(),
}

/** `column` is short for one of `columns`; `name` is made of table, column and type where none is given. */
export const ruleBody = z.strictObject({
  name: ruleFields.name.optional(),
  table: ruleFields.table,
  schema: ruleFields.schema.default(null),
  column: name.optional(),
  columns: ruleFields.columns.default([]),
  type: ruleFields.type,
  params: ruleParams.default({}),
  severity: ruleFields.severity.default('medium'),
  threshold: ruleFields.threshold.default(100),
  min_rows: ruleFields.min_rows.default(1),
  window: ruleFields.window.default('5m'),
  enabled: ruleFields.enabled.default(true),
  owner: ruleFields.owner.default(null),
  description: ruleFields.description.default(null),
})
export type RuleBody = z.output<typeof ruleBody>
/** What is left out stays. */
export const rulePatch = z
  .strictObject({ ...ruleFields, column: name, state: z.enum(ruleStates) })
  .omit({ table: true, schema: true })
  .partial()
export type RulePatch = z.output<typeof rulePatch>

/** Why a learned rule was proposed: how many of `rows` met it, since when. */
export const evidence = z.object({
  rows: z.number(),
  passed: z.number(),
  since: instant.nullable(),
  text: z.string(),
})
export type Evidence = z.infer<typeof evidence>

export const rule = z.object({
  id: z.uuid(),
  ...ruleFields,
  dimension: z.enum(dimensions),
  state: z.enum(ruleStates),
  origin: z.enum(['manual', 'learned']),
  /** What is not there yet, where the rule waits for its table or its columns. */
  waiting_for: z.string().nullable(),
  evidence: evidence.nullable(),
  /** The metric of its pass rate, in percent. */
  metric: z.string(),
  title: z.string(),
  created_by: z.string(),
  created_at: instant,
  updated_at: instant,
})
export type Rule = z.infer<typeof rule>
/** `warnings`: what is kept but does nothing yet. */
export const ruleAnswer = rule.extend({ warnings: z.array(z.string()) })
export type RuleAnswer = z.infer<typeof ruleAnswer>

/** How many rows a rule was asked of in the interval, and how many met it; `pass_rate` is null without a row. */
export const ruleFigures = z.object({
  checked: z.number(),
  passed: z.number(),
  failed: z.number(),
  pass_rate: z.number().nullable(),
})
export type RuleFigures = z.infer<typeof ruleFigures>
export const listedRule = rule.extend({ figures: ruleFigures })
export type ListedRule = z.infer<typeof listedRule>

export const ruleParamsOfPath = z.object({ id: z.uuid() })
export const ruleListQuery = pageQuery.extend({
  table: z.string().max(255).optional(),
  type: z.enum(ruleTypeNames).optional(),
  dimension: z.enum(dimensions).optional(),
  severity: z.enum(severities).optional(),
  state: z.enum(ruleStates).optional(),
  enabled: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional(),
})
export type RuleListQuery = z.infer<typeof ruleListQuery>
export const ruleList = z.object({
  rules: z.array(listedRule),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type RuleList = z.infer<typeof ruleList>
export const ruleRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })

/**
 * What a rule would have found in the last day: in the rows written, in the periods that a rule about the whole table counts over, or in
 * the minutes at which the age of its newest event is looked at; null where that cannot be told.
 */
export const rulePreview = z.object({
  title: z.string(),
  from: instant,
  to: instant,
  counted: z.enum(['rows', 'periods', 'minutes']),
  figures: ruleFigures.nullable(),
  /** Whether there were more rows than are looked at: then these are the newest. */
  truncated: z.boolean(),
  examples: z.array(z.record(z.string(), z.unknown())),
  warnings: z.array(z.string()),
})
export type RulePreview = z.infer<typeof rulePreview>

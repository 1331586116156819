import { z } from 'zod'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { dimensions, ruleTypeNames, severities } from './contract'

export const violationStatuses = ['open', 'acknowledged', 'resolved'] as const
export type ViolationStatus = (typeof violationStatuses)[number]

/** A rule that was broken for a while. `pass_rate` is that of its failing windows together, in percent. */
export const violation = z.object({
  id: z.uuid(),
  rule_id: z.uuid(),
  rule_name: z.string(),
  rule_title: z.string(),
  rule_type: z.enum(ruleTypeNames),
  dimension: z.enum(dimensions),
  table: z.string(),
  schema: z.string(),
  columns: z.array(z.string()),
  severity: z.enum(severities),
  status: z.enum(violationStatuses),
  message: z.string(),
  checked: z.number(),
  failed: z.number(),
  pass_rate: z.number(),
  threshold: z.number(),
  first_seen: instant,
  last_seen: instant,
  resolved_at: instant.nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instant.nullable(),
  note: z.string().nullable(),
})
export type Violation = z.infer<typeof violation>

/** A row that broke the rule, masked as it is stored. */
export const violatingRow = z.object({
  timestamp: instant,
  event_uid: z.string(),
  row_key: z.record(z.string(), z.unknown()).nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type ViolatingRow = z.infer<typeof violatingRow>

/** What changed shortly before: DDL, notes, and how many rows came. */
export const change = z.object({ kind: z.enum(['schema', 'note', 'volume']), at: instant, text: z.string() })
export type Change = z.infer<typeof change>

export const violationDetail = violation.extend({
  examples: z.array(violatingRow),
  changes: z.array(change),
  cause: z.string(),
  advice: z.string(),
})
export type ViolationDetail = z.infer<typeof violationDetail>

export const violationParams = z.object({ id: z.uuid() })
export const violationListQuery = pageQuery.extend({
  status: z.enum([...violationStatuses, 'all']).optional(),
  severity: z.enum(severities).optional(),
  dimension: z.enum(dimensions).optional(),
  table: z.string().max(255).optional(),
  rule_id: z.uuid().optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
})
export type ViolationListQuery = z.infer<typeof violationListQuery>
export const violationList = z.object({
  violations: z.array(violation),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type ViolationList = z.infer<typeof violationList>

export const acknowledgeBody = z
  .strictObject({ user: words(200).pipe(z.string().min(1)).optional(), note: words(2000).optional() })
  .default({})
export type AcknowledgeBody = z.output<typeof acknowledgeBody>

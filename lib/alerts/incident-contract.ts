import { z } from 'zod'
import { manyResult } from '@/lib/anomalies/contract'
import { durationParam, flagParam, instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { deliveryList } from './channel-contract'
import { ruleKinds, severities } from './contract'

export const alertStatuses = ['firing', 'acknowledged', 'resolved'] as const
export type AlertStatus = (typeof alertStatuses)[number]

/** Why nobody is told of an alert that fires. */
export const hushes = ['silenced', 'inhibited', 'snoozed', 'flapping'] as const
export type Hush = (typeof hushes)[number]

/** An alert: one thing that is wrong, from when it was noticed until it is over, however often it is seen meanwhile. */
export const alert = z.object({
  id: z.uuid(),
  rule_id: z.uuid().nullable(),
  rule_name: z.string(),
  kind: z.enum(ruleKinds),
  title: z.string(),
  message: z.string(),
  severity: z.enum(severities),
  status: z.enum(alertStatuses),
  labels: z.record(z.string(), z.string()),
  table: z.string().nullable(),
  metric: z.string().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** What was expected, in words. */
  expected: z.string().nullable(),
  started_at: instant,
  last_seen_at: instant,
  resolved_at: instant.nullable(),
  resolved_by: z.string().nullable(),
  acknowledged: z.boolean(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instant.nullable(),
  note: z.string().nullable(),
  snoozed_until: instant.nullable(),
  hushed: z.enum(hushes).nullable(),
  flapping: z.boolean(),
  assignee: z.string().nullable(),
  owner: z.string().nullable(),
  runbook_url: z.string().nullable(),
  /** The page of what it is about: an anomaly, a violation, a change of a schema, a metric. */
  path: z.string(),
})
export type Alert = z.infer<typeof alert>

/** The signature of a link in a message, which lets see the chart of one alert. */
export const chartQuery = z.object({ signature: z.string().optional() })
export const alertParams = z.object({ id: z.uuid() })
export const alertListQuery = pageQuery.extend({
  status: z.enum([...alertStatuses, 'open']).optional(),
  severity: z.enum(severities).optional(),
  kind: z.enum(ruleKinds).optional(),
  rule: z.string().max(255).optional(),
  table: z.string().max(255).optional(),
  metric: z.string().max(255).optional(),
  assignee: z.string().max(200).optional(),
  owner: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  include_hushed: flagParam.default(true),
  /** Only those that nobody is told of. */
  hushed: flagParam.default(false),
})
export type AlertListQuery = z.infer<typeof alertListQuery>
export const alertList = z.object({
  alerts: z.array(alert),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type AlertList = z.infer<typeof alertList>

export const timelineKinds = [
  'opened',
  'updated',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'reopened',
  'snoozed',
  'unsnoozed',
  'assigned',
  'commented',
  'silenced',
  'inhibited',
  'flapping',
  'escalated',
  'notified',
  'failed',
] as const
export type TimelineKind = (typeof timelineKinds)[number]
export const timelineEntry = z.object({
  at: instant,
  kind: z.enum(timelineKinds),
  actor: z.string(),
  text: z.string(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** An alert with everything that happened to it, the likely cause, and what closed those like it before. */
export const alertDetail = alert.extend({
  cause: z.string().nullable(),
  timeline: z.array(timelineEntry),
  similar: z.array(alert),
  deliveries: deliveryList.shape.deliveries,
})
export type AlertDetail = z.infer<typeof alertDetail>

const user = words(255).pipe(z.string().min(1))
const note = words(4000)
export const acknowledgeBody = z.strictObject({ user: user.optional(), note: note.optional() }).prefault({})
export const resolveBody = acknowledgeBody
export type AcknowledgeBody = z.output<typeof acknowledgeBody>
/** Until a time, or for so long: an hour unless said otherwise. */
export const snoozeBody = z
  .strictObject({ until: instantParam.optional(), for: durationParam.optional(), duration: durationParam.optional() })
  .extend({ user: user.optional(), note: note.optional() })
  .prefault({})
export type SnoozeBody = z.output<typeof snoozeBody>
export const assignBody = z.strictObject({ assignee: user.nullable() })
export type AssignBody = z.output<typeof assignBody>
export const commentBody = z.strictObject({ text: note.pipe(z.string().trim().min(1)) })
export type CommentBody = z.output<typeof commentBody>

/** The same for many, at most 1000. */
export const bulkBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), note: note.optional() }),
  z.strictObject({ action: z.literal('unacknowledge') }),
  z.strictObject({ action: z.literal('resolve'), note: note.optional() }),
  z.strictObject({ action: z.literal('reopen') }),
  z.strictObject({ action: z.literal('snooze'), for: durationParam }),
  z.strictObject({ action: z.literal('unsnooze') }),
  z.strictObject({ action: z.literal('assign'), assignee: user.nullable() }),
])
export const bulkRequest = z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000), do: bulkBody })
export type BulkRequest = z.output<typeof bulkRequest>
export const bulkResult = manyResult

/** How much a rule has asked of people in the last 30 days. */
export const ruleNoise = z.object({
  rule_id: z.uuid().nullable(),
  rule_name: z.string(),
  alerts: z.number().int(),
  acknowledged: z.number().int(),
  /** Ended by themselves before anybody looked. */
  unattended: z.number().int(),
  flapping: z.number().int(),
  mean_minutes_to_acknowledge: z.number().nullable(),
  mean_minutes_open: z.number().nullable(),
  suggestion: z.string().nullable(),
})
export type RuleNoise = z.infer<typeof ruleNoise>
export const alertSummary = z.object({
  firing: z.number().int(),
  acknowledged: z.number().int(),
  snoozed: z.number().int(),
  silenced: z.number().int(),
  resolved_last_24h: z.number().int(),
  by_severity: z.object({ low: z.number(), medium: z.number(), high: z.number(), critical: z.number() }),
  mean_minutes_to_acknowledge: z.number().nullable(),
  mean_minutes_to_resolve: z.number().nullable(),
  rules: z.number().int(),
  channels: z.number().int(),
  failing_channels: z.number().int(),
  pending_deliveries: z.number().int(),
  dead_deliveries: z.number().int(),
  noisiest: z.array(ruleNoise),
})
export type AlertSummary = z.infer<typeof alertSummary>

import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { channelTypes, deliveryKinds, deliveryStatuses } from '../../lib/alerts/channel-contract'
import { instanceStates, type RuleSpec, ruleKinds, ruleOrigins, severities } from '../../lib/alerts/contract'
import { alertStatuses, timelineKinds } from '../../lib/alerts/incident-contract'
import type { Matcher, Routing } from '../../lib/alerts/routing-contract'
import { instant } from './instant'
import { newestFirst } from './newest-first'

/** What people want to hear of. */
export const alertRules = pgTable('alert_rules', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  kind: text({ enum: ruleKinds }).notNull(),
  enabled: boolean().notNull(),
  /** Null where what is found says itself how severe it is. */
  severity: text({ enum: severities }),
  spec: jsonb().$type<RuleSpec>().notNull(),
  origin: text({ enum: ruleOrigins }).notNull(),
  /** How far it has been evaluated: the end of the last finished window. */
  evaluatedAt: instant('evaluated_at'),
  lastValue: doublePrecision('last_value'),
  lastError: text('last_error'),
  /** What is not there yet. */
  waitingFor: text('waiting_for'),
  noData: boolean('no_data').notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** How one series of a rule, or one thing that it found, stands. */
export const alertInstances = pgTable(
  'alert_instances',
  {
    ruleId: uuid('rule_id').notNull(),
    key: text().notNull(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    state: text({ enum: instanceStates }).notNull(),
    since: instant('since').notNull(),
    value: doublePrecision(),
    /** When it began to fire of late, the newest last: what flapping is told by. */
    firings: instant('firings').array().notNull(),
    /** Since when a flapping one has been quiet. */
    calmSince: instant('calm_since'),
    alertId: uuid('alert_id'),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.key] }), index('alert_instances_by_state').on(table.state)],
)

export const alerts = pgTable(
  'alerts',
  {
    id: uuid().primaryKey(),
    /** Null once its rule is gone. */
    ruleId: uuid('rule_id'),
    ruleName: text('rule_name').notNull(),
    kind: text({ enum: ruleKinds }).notNull(),
    /** What it is one of: the series of a rule, or what was found. Of one key one alert starts at a time. */
    key: text().notNull(),
    title: text().notNull(),
    message: text().notNull(),
    severity: text({ enum: severities }).notNull(),
    status: text({ enum: alertStatuses }).notNull(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    tableName: text('table_name'),
    metric: text(),
    source: text(),
    value: doublePrecision(),
    threshold: doublePrecision(),
    expected: text(),
    path: text().notNull(),
    startedAt: instant('started_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: text('resolved_by'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    note: text(),
    snoozedUntil: instant('snoozed_until'),
    /** Set while a silence or another alert keeps it from being told. */
    silenced: boolean().notNull().default(false),
    inhibited: boolean().notNull().default(false),
    flapping: boolean().notNull().default(false),
    /** Somebody has been told that it fires. */
    told: boolean().notNull().default(false),
    assignee: text(),
    owner: text(),
    runbookUrl: text('runbook_url'),
    openedAt: instant('opened_at').notNull(),
  },
  (table) => [
    unique('alerts_identity').on(table.ruleId, table.key, table.startedAt),
    index('alerts_by_time').on(newestFirst(table.openedAt), newestFirst(table.id)),
    index('alerts_by_status').on(table.status),
    index('alerts_by_rule').on(table.ruleId, newestFirst(table.openedAt)),
  ],
)

/** Everything that happened to an alert. */
export const alertTimeline = pgTable(
  'alert_timeline',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    alertId: uuid('alert_id').notNull(),
    at: instant('at').notNull(),
    kind: text({ enum: timelineKinds }).notNull(),
    actor: text().notNull(),
    text: text().notNull(),
  },
  (table) => [index('alert_timeline_by_alert').on(table.alertId, table.id)],
)

export const alertChannels = pgTable('alert_channels', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  type: text({ enum: channelTypes }).notNull(),
  enabled: boolean().notNull(),
  sendResolved: boolean('send_resolved').notNull(),
  minSeverity: text('min_severity', { enum: severities }),
  maxPerMinute: integer('max_per_minute').notNull(),
  /** What is no secret. */
  config: jsonb().$type<Record<string, unknown>>().notNull(),
  /** The rest of it by name, each text sealed with a key made of `access.secret`. */
  secrets: jsonb().$type<Record<string, string>>().notNull(),
  origin: text({ enum: ['manual', 'file'] }).notNull(),
  /** The receiver said that it is gone for good. */
  goneAt: instant('gone_at'),
  lastError: text('last_error'),
  lastSentAt: instant('last_sent_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** The outbox: what is to be sent, written in the transaction that decided it. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    id: uuid().primaryKey(),
    /** The order in which they were decided, and in which those of an alert go to a channel. */
    seq: bigserial({ mode: 'number' }).notNull(),
    alertId: uuid('alert_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    kind: text({ enum: deliveryKinds }).notNull(),
    /** What makes it one: the same reason is told to a channel once. */
    reason: text().notNull(),
    status: text({ enum: deliveryStatuses }).notNull().default('pending'),
    attempts: integer().notNull().default(0),
    /** Not before this: now, the end of quiet hours, the next digest, or the next try. */
    dueAt: instant('due_at').notNull(),
    /** Collected with the others of its channel that are due, whatever their number. */
    digest: boolean().notNull().default(false),
    /** Taken by a process until then; one that was killed leaves it to the others. */
    leasedUntil: instant('leased_until'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    unique('alert_deliveries_identity').on(table.alertId, table.channelId, table.reason),
    index('alert_deliveries_by_due').on(table.status, table.dueAt),
    index('alert_deliveries_by_channel').on(table.channelId, table.status, table.seq),
  ],
)

/** Where an alert lives at a receiver: the message to change, the thread to answer in. */
export const alertThreads = pgTable(
  'alert_threads',
  {
    alertId: uuid('alert_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    reference: jsonb().$type<Record<string, string>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.alertId, table.channelId] })],
)

export const alertSilences = pgTable(
  'alert_silences',
  {
    id: uuid().primaryKey(),
    matchers: jsonb().$type<Matcher[]>().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    comment: text().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('alert_silences_by_end').on(table.endsAt)],
)

/** Who is told: one row, as people set it. */
export const alertRouting = pgTable('alert_routing', {
  id: integer().primaryKey(),
  routing: jsonb().$type<Routing>().notNull(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

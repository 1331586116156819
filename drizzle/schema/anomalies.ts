import {
  bigint,
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
import {
  anomalyAlgorithms,
  anomalySeverities,
  anomalyStatuses,
  anomalyTypes,
  anomalyVerdicts,
  feedbackScopes,
} from '../../lib/anomalies/contract'
import { directions, type ExcludedCalendar } from '../../lib/anomalies/detection-contract'
import { sensitivities } from '../../lib/anomalies/detector/incidents'
import { instant } from './instant'
import { newestFirst } from './newest-first'

/** One run of consecutive anomalous buckets of one series. */
export const anomalies = pgTable(
  'anomalies',
  {
    id: uuid().primaryKey(),
    metricName: text('metric_name').notNull(),
    tableName: text('table_name').notNull(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    seriesKey: text('series_key').notNull(),
    type: text({ enum: anomalyTypes }).notNull(),
    severity: text({ enum: anomalySeverities }).notNull(),
    status: text({ enum: anomalyStatuses }).notNull().default('open'),
    value: doublePrecision(),
    expectedMin: doublePrecision('expected_min'),
    expectedMax: doublePrecision('expected_max'),
    expectedValue: doublePrecision('expected_value'),
    score: doublePrecision().notNull(),
    algorithms: text({ enum: anomalyAlgorithms }).array().notNull(),
    description: text().notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    detectedAt: instant('detected_at').notNull(),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    resolvedAt: instant('resolved_at'),
    feedback: text({ enum: anomalyVerdicts }),
    feedbackBy: text('feedback_by'),
    feedbackAt: instant('feedback_at'),
    feedbackScope: text('feedback_scope', { enum: feedbackScopes }),
    feedbackFrom: instant('feedback_from'),
    feedbackUntil: instant('feedback_until'),
    feedbackZone: text('feedback_zone'),
    note: text(),
    /** How wide the buckets are that it was judged in, and the start of the most surprising; null where not known. */
    stepSeconds: integer('step_seconds'),
    peakAt: instant('peak_at'),
    /** Shared by what began together, once a pass has looked at it; null stands for its own id. */
    incidentId: uuid('incident_id'),
  },
  (table) => [
    unique('anomalies_identity').on(table.seriesKey, table.startedAt),
    index('anomalies_by_time').on(newestFirst(table.startedAt), newestFirst(table.id)),
    index('anomalies_by_table').on(table.tableName, table.startedAt),
    index('anomalies_by_incident').on(table.incidentId),
  ],
)

/**
 * How far detection has read each series: every bucket before `scoredUntil` has been judged. `samples` is how many the
 * last days before it then had: another number now means that late data came. `revision` counts what persons have said and
 * set of it; where `judgedRevision` is another, the last days are judged anew.
 */
export const detectionProgress = pgTable('detection_progress', {
  seriesKey: text('series_key').primaryKey(),
  scoredUntil: instant('scored_until').notNull(),
  samples: bigint({ mode: 'number' }).notNull(),
  periods: text().array().notNull().default([]),
  revision: integer().notNull().default(0),
  judgedRevision: integer('judged_revision').notNull().default(0),
})

/**
 * How one metric is watched, where that is not as usual. Nothing is raised from `mutedFrom` to `mutedUntil` (null: until further notice);
 * a mute that is over stays, so that what it covered is not raised later.
 */
export const detectionSettings = pgTable('detection_settings', {
  metricName: text('metric_name').primaryKey(),
  sensitivity: text({ enum: sensitivities }),
  direction: text({ enum: directions }).notNull().default('both'),
  floorAbsolute: doublePrecision('floor_absolute'),
  floorPercent: doublePrecision('floor_percent'),
  mutedFrom: instant('muted_from'),
  mutedUntil: instant('muted_until'),
  excluded: jsonb().$type<ExcludedCalendar>().notNull(),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by'),
})

/** A scheduled job runs once per slot over all processes. */
export const jobRuns = pgTable(
  'job_runs',
  {
    job: text().notNull(),
    slotAt: instant('slot_at').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    durationMs: integer('duration_ms'),
    figures: jsonb().$type<Record<string, number>>(),
  },
  (table) => [primaryKey({ columns: [table.job, table.slotAt] })],
)

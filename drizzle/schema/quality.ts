import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  serial,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { type Evidence, type RuleParams, ruleStates, ruleTypeNames, severities } from '../../lib/quality/contract'
import { violationStatuses } from '../../lib/quality/violation-contract'
import { instant } from './instant'
import { newestFirst } from './newest-first'

/** What is demanded of the rows of a table, or of the table itself. */
export const qualityRules = pgTable(
  'quality_rules',
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique(),
    tableName: text('table_name').notNull(),
    /** Null for the tables of that name in all schemas. */
    schemaName: text('schema_name'),
    columns: text().array().notNull(),
    type: text({ enum: ruleTypeNames }).notNull(),
    params: jsonb().$type<RuleParams>().notNull(),
    severity: text({ enum: severities }).notNull(),
    threshold: doublePrecision().notNull(),
    minRows: integer('min_rows').notNull(),
    windowMs: bigint('window_ms', { mode: 'number' }).notNull(),
    enabled: boolean().notNull(),
    state: text({ enum: ruleStates }).notNull(),
    origin: text({ enum: ['manual', 'learned'] }).notNull(),
    owner: text(),
    description: text(),
    evidence: jsonb().$type<Evidence>(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('quality_rules_by_table').on(table.tableName)],
)

/** Some of the rows that broke a rule, masked as they are stored. */
export const qualityExamples = pgTable(
  'quality_examples',
  {
    ruleId: uuid('rule_id').notNull(),
    tableId: integer('table_id').notNull(),
    eventAt: instant('event_at').notNull(),
    uid: uuid().notNull(),
    rowKey: text('row_key'),
    before: text(),
    after: text(),
  },
  (table) => [index('quality_examples_by_rule').on(table.ruleId, newestFirst(table.eventAt))],
)

/** A rule that is broken for a while: from the first window that fell below its threshold until it passes again. */
export const qualityViolations = pgTable(
  'quality_violations',
  {
    id: uuid().primaryKey(),
    ruleId: uuid('rule_id').notNull(),
    tableId: integer('table_id').notNull(),
    status: text({ enum: violationStatuses }).notNull(),
    severity: text({ enum: severities }).notNull(),
    /** The first window that failed, and the end of the last one. */
    startedAt: instant('started_at').notNull(),
    lastFailedAt: instant('last_failed_at').notNull(),
    endedAt: instant('ended_at'),
    checked: bigint({ mode: 'number' }).notNull(),
    failed: bigint({ mode: 'number' }).notNull(),
    threshold: doublePrecision().notNull(),
    openedAt: instant('opened_at').notNull(),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    note: text(),
  },
  (table) => [
    unique('quality_violations_identity').on(table.ruleId, table.tableId, table.startedAt),
    index('quality_violations_by_start').on(newestFirst(table.startedAt)),
  ],
)

/** The windows in which checks were counted and which were not looked at since. */
export const qualityDue = pgTable(
  'quality_due',
  { ruleId: uuid('rule_id').notNull(), tableId: integer('table_id').notNull(), minute: instant('minute').notNull() },
  (table) => [primaryKey({ columns: [table.ruleId, table.tableId, table.minute] })],
)

/** Columns whose values are known for each row: those that must be unique, and both ends of references. */
export const qualityIndexes = pgTable(
  'quality_indexes',
  {
    id: serial().primaryKey(),
    tableName: text('table_name').notNull(),
    schemaName: text('schema_name').notNull().default(''),
    columns: text().array().notNull(),
    /** How far the rows that were there before have been read, in the order of tables and keys; null when all are. */
    builtTableId: integer('built_table_id'),
    builtKey: text('built_key'),
    built: boolean().notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('quality_indexes_identity').on(table.tableName, table.schemaName, table.columns)],
)

/** The value of each row, hashed; without one it is gone or has none. */
export const qualityValues = pgTable(
  'quality_values',
  {
    indexId: integer('index_id').notNull(),
    tableId: integer('table_id').notNull(),
    rowKey: text('row_key').notNull(),
    hash: uuid(),
    changedMs: doublePrecision('changed_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.indexId, table.tableId, table.rowKey] }),
    index('quality_values_by_hash').on(table.indexId, table.hash),
  ],
)

/** What ingestion has left to be looked up in the values of rows: all that a group holds of an index and a table. */
export const qualityLog = pgTable(
  'quality_log',
  {
    id: bigint({ mode: 'number' }).notNull(),
    dueAt: instant('due_at').notNull(),
    /** `values` of rows that were written; `references` of them, and `orphans` of rows that went, once their time has come. */
    kind: text({ enum: ['values', 'references', 'orphans'] }).notNull(),
    indexId: integer('index_id').notNull(),
    tableId: integer('table_id').notNull(),
    rowKeys: text('row_keys').array().notNull(),
    hashes: uuid().array().notNull(),
    eventMs: doublePrecision('event_ms').array().notNull(),
    uids: uuid().array().notNull(),
    /** Whether the event wrote the value, so that it is judged. */
    judged: boolean().array().notNull(),
  },
  (table) => [index('quality_log_by_due').on(table.dueAt, table.id)],
)
export const qualityLogIds = pgSequence('quality_log_ids')

/** The minutes in which rules of whole tables were judged: each once, whatever processes there are. */
export const qualityRuns = pgTable(
  'quality_runs',
  { ruleId: uuid('rule_id').notNull(), slotAt: instant('slot_at').notNull() },
  (table) => [primaryKey({ columns: [table.ruleId, table.slotAt] })],
)

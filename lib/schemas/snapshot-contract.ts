import { z } from 'zod'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { changeKinds, compatibilities, dialects, schemaChange, schemaDefinition, schemaOrigins } from './contract'

/** A statement or several. `timestamp` is when it was run, now where it is left out; `dialect` is told from the text then too. */
export const ddlBody = z.strictObject({
  source: words(255).default(''),
  database: words(255).default(''),
  schema: words(255).default(''),
  sql: z.string().min(1, 'expected a statement').max(200_000),
  dialect: z.enum(dialects).optional(),
  timestamp: instantParam.optional(),
})
export type DdlBody = z.output<typeof ddlBody>
/** `skipped`: statements that change no table. */
export const ddlAnswer = z.object({
  dialect: z.enum(dialects),
  statements: z.number().int(),
  skipped: z.number().int(),
  changes: z.array(schemaChange),
})
export type DdlAnswer = z.infer<typeof ddlAnswer>

const copied = z.object({
  source: z.string(),
  database: z.string(),
  schema: z.string(),
  table: z.string(),
  version: z.number().int(),
  ...schemaDefinition.shape,
})
export type CopiedTable = z.infer<typeof copied>

export const snapshotSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  created_at: instant,
  created_by: z.string(),
  tables_count: z.number().int(),
})
export const snapshot = snapshotSummary.extend({ tables: z.array(copied) })
export type Snapshot = z.infer<typeof snapshot>
/** A copy of all tables, or of those called `table`, such as `orders` or `public.orders`. */
export const snapshotBody = z.strictObject({
  name: words(200).pipe(z.string().trim().min(1, 'expected a name')),
  table: words(600).optional(),
})
export type SnapshotBody = z.output<typeof snapshotBody>
export const snapshotQuery = pageQuery
export const snapshotList = z.object({
  snapshots: z.array(snapshotSummary),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SnapshotList = z.infer<typeof snapshotList>

const moment = z.union([z.literal('now'), z.uuid(), instantParam], {
  error: 'expected now, the id of a snapshot or a time such as 2026-01-15T10:30:00Z',
})
/** What is compared: two moments or snapshots, of one table or of all. */
export const compareQuery = z.object({
  from: moment,
  to: moment.default('now'),
  table: z.string().max(600).optional(),
  table_id: z.uuid().optional(),
})
export type CompareQuery = z.output<typeof compareQuery>

const difference = z.object({
  kind: z.enum(changeKinds),
  column: z.string().nullable(),
  previous: z.string().nullable(),
  current: z.string().nullable(),
  guessed: z.boolean(),
  compatibility: z.enum(compatibilities),
  reason: z.string(),
  words: z.string(),
})
const side = z.object({ label: z.string(), at: instant })
export const comparison = z.object({
  from: side,
  to: side,
  tables: z.array(
    z.object({
      source: z.string(),
      database: z.string(),
      schema: z.string(),
      table: z.string(),
      before: schemaDefinition.nullable(),
      after: schemaDefinition.nullable(),
      changes: z.array(difference),
    }),
  ),
})
export type Comparison = z.infer<typeof comparison>

const counts = <T extends string>(names: readonly [T, ...T[]]) => z.record(z.enum(names), z.number().int())
/** `alert_on_breaking` as it is configured; `unread_statements` could not be parsed. */
export const schemaStats = z.object({
  tables_count: z.number().int(),
  columns_count: z.number().int(),
  changes_count: z.number().int(),
  open_breaking: z.number().int(),
  unread_statements: z.number().int(),
  by_compatibility: counts(compatibilities),
  by_origin: counts(schemaOrigins),
  last_change_at: instant.nullable(),
  alert_on_breaking: z.boolean(),
})
export type SchemaStats = z.infer<typeof schemaStats>

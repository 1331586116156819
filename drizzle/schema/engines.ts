import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  numeric,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'
import { engineNames } from '../../lib/storage/engine-contract'
import { instant } from './instant'
import { partialAggregate } from './metrics'

/**
 * At most one row: the engine in which minutes rest in the long run. It holds all minutes of [kept_from, sealed_before) but for
 * what is in the outbox and what `late_samples` says beside it.
 */
export const engineState = pgTable(
  'engine_state',
  {
    id: smallint().primaryKey().default(1),
    engine: text({ enum: engineNames }).notNull(),
    /** Tells the series of this database from those of others that share the engine. */
    installation: text().notNull(),
    keptFrom: instant('kept_from').notNull(),
    sealedBefore: instant('sealed_before').notNull(),
    /** The rows of the outbox up to this id were sent, and are looked at once more before they go. */
    sentThrough: bigint('sent_through', { mode: 'number' }).notNull().default(0),
    sentAt: instant('sent_at'),
    /** Points that the engine refused for good, which stay here. */
    refused: bigint({ mode: 'number' }).notNull().default(0),
    failure: text(),
    failingSince: instant('failing_since'),
    /** A point that the engine had: where it is gone, the engine has lost what it held. */
    probeSeries: integer('probe_series'),
    probeBucket: instant('probe_bucket'),
    /** How far a move to another engine has come. */
    movingTo: text('moving_to', { enum: engineNames }),
    movedBefore: instant('moved_before'),
  },
  (table) => [check('engine_state_is_one', sql`${table.id} = 1`)],
)

/** Minutes as they were when they were sealed, to be sent to the engine in the order of their ids. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    ...partialAggregate(),
    change: numeric().notNull(),
    queuedAt: instant('queued_at').notNull().defaultNow(),
    /** How often it was sent and not found afterwards. */
    missed: smallint().notNull().default(0),
  },
  (table) => [index('outbox_by_bucket').on(table.bucket)],
)

/** What came into minutes that were sealed before, beside what the engine holds of them; `whole`: in the place of that. */
export const lateSamples = pgTable(
  'late_samples',
  {
    ...partialAggregate(),
    change: numeric().notNull(),
    whole: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.seriesId, table.bucket] }),
    index('late_samples_by_bucket').on(table.bucket),
  ],
)

/** What came late, be it compacted or not. */
export const lateSamples1m = pgView('late_samples_1m', {
  ...partialAggregate(),
  change: numeric().notNull(),
}).as(sql`
    select series_id, bucket, count, sum, min, max, first_at, last, last_at, change from late_samples
    union all
    select series_id, date_bin('1 minute', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at,
      coalesce(change, sum)
    from sample_log where id > (select coalesce(max(through), 0) from compactions)`)

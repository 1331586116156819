import { z } from 'zod'
import { instant } from '@/lib/http/contract'
import { engineNames } from './engine-contract'

export const storageGroups = [
  'events',
  'row_states',
  'row_versions',
  'rollups_1m',
  'rollups_1h',
  'rollups_1d',
  'sketches',
  'anomalies',
  'dead_letters',
  'other',
] as const
export type StorageGroupName = (typeof storageGroups)[number]

/** A part of a table by time. `drops_at`: the earliest that retention drops it, if nothing more arrives in it. */
export const storagePartition = z.object({
  name: z.string(),
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  last_arrival_at: instant.nullable(),
  drops_at: instant.nullable(),
  bytes: z.number(),
  rows: z.number(),
})
export type StoragePartition = z.infer<typeof storagePartition>

/** What is kept for one purpose, indexes included. `rows` are PostgreSQL's estimate; `other` has its own catalogs too. */
export const storageGroup = z.object({
  name: z.enum(storageGroups),
  bytes: z.number(),
  rows: z.number(),
  bytes_per_day: z.number().nullable(),
  /** How long it is kept after it arrived, the longest of its tables; null where that is not bounded by time. */
  retention_seconds: z.number().int().nullable(),
  partitions: z.array(storagePartition),
})
export type StorageGroup = z.infer<typeof storageGroup>

/**
 * `waiting`: it is only beginning; `failing`: minutes wait for it, `failure` says why; `unmoved`: it has minutes, and the configuration names
 * another storage.
 */
export const engineStates = ['ok', 'waiting', 'failing', 'unmoved'] as const

/** The engine in which minutes rest: it holds those of [holds_from, holds_before) but for what waits, and what came late beside it. */
export const engineStatus = z.object({
  name: z.enum(engineNames),
  state: z.enum(engineStates),
  holds_from: instant,
  holds_before: instant,
  /** Series and minutes that are to be sent, and how many there may be before ingestion is refused. */
  waiting_rows: z.number().int(),
  waiting_rows_most: z.number().int(),
  oldest_waiting_at: instant.nullable(),
  late_rows: z.number().int(),
  refused_total: z.number().int(),
  failure: z.string().nullable(),
  failing_since: instant.nullable(),
  moving_to: z.enum(engineNames).nullable(),
})
export type EngineStatus = z.infer<typeof engineStatus>

/** What DataWatch keeps and for how long, raw events first of all. `next_drop_at`: when the oldest partition goes. Growth is an estimate. */
export const storage = z.object({
  database_bytes: z.number(),
  retention_seconds: z.number().int(),
  next_drop_at: instant.nullable(),
  bytes_per_day: z.number().nullable(),
  groups: z.array(storageGroup),
  /** Null where all rests in PostgreSQL. */
  engine: engineStatus.nullable(),
})
export type Storage = z.infer<typeof storage>

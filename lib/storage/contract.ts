import { z } from 'zod'
import { instant } from '@/lib/http/contract'

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

/** What DataWatch keeps and for how long, raw events first of all. `next_drop_at`: when the oldest partition goes. Growth is an estimate. */
export const storage = z.object({
  database_bytes: z.number(),
  retention_seconds: z.number().int(),
  next_drop_at: instant.nullable(),
  bytes_per_day: z.number().nullable(),
  groups: z.array(storageGroup),
})
export type Storage = z.infer<typeof storage>

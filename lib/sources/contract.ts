import { z } from 'zod'
import { instant } from '@/lib/http/contract'

/**
 * How something that is followed stands. `connecting`: this moment reached for; `waiting`: it is not there, and tried again;
 * `taken`: another process than DataWatch's reads what it would; `stopped`: no process of DataWatch runs that follows it.
 */
export const sourceStates = [
  'waiting',
  'connecting',
  'snapshotting',
  'streaming',
  'paused',
  'taken',
  'failed',
  'stopped',
] as const
export type SourceState = (typeof sourceStates)[number]

/** How far a first read is: `rows` of `table` of about `estimate`, after `tables_done` of `tables_total` tables. */
export const readProgress = z.object({
  table: z.string(),
  rows: z.number().int(),
  estimate: z.number().int().nullable(),
  tables_done: z.number().int(),
  tables_total: z.number().int(),
})
export type ReadProgress = z.infer<typeof readProgress>

/** How a followed database stands. `position` is what is committed here; `lag_seconds` counts from commit there to commit here. */
export const sourceStatus = z.object({
  name: z.string(),
  state: z.enum(sourceStates),
  detail: z.string(),
  position: z.string().nullable(),
  lag_seconds: z.number().nullable(),
  last_event_at: instant.nullable(),
})
export type SourceStatus = z.infer<typeof sourceStatus>

export const sourceList = z.object({
  sources: z.array(sourceStatus),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SourceList = z.infer<typeof sourceList>

/** A table being followed: its first read belongs to `lsn` and `at`; `reset` where older rows of it may be known here. */
export const followedTable = z.object({
  oid: z.number(),
  keyColumns: z.array(z.string()),
  lsn: z.string(),
  at: z.string(),
  read: z.boolean(),
  reset: z.boolean(),
})
export type FollowedTable = z.infer<typeof followedTable>

/** What the server itself says of what is followed. `end`: where its log ends now; `kept_bytes`: what of the log it keeps for us. */
export const serverFacts = z.object({
  end: z.string(),
  lag_bytes: z.number(),
  kept_bytes: z.number().nullable(),
  wal_status: z.string().nullable(),
  safe_bytes: z.number().nullable(),
})
export type ServerFacts = z.infer<typeof serverFacts>

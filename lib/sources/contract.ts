import { z } from 'zod'
import { instant } from '@/lib/http/contract'

export const sourceStates = ['waiting', 'snapshotting', 'streaming', 'failed', 'stopped'] as const
export type SourceState = (typeof sourceStates)[number]

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

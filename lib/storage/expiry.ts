import { arrivalSlackMs } from '@/lib/db/arrival-slack'

type Kept = { endsAt: number | null; lastArrivalAt: number | null }

/** When retention may drop a partition: its time and its last arrival must both be over. Null where it is kept for good. */
export function dropsAt({ endsAt, lastArrivalAt }: Kept, retentionMs: number): number | null {
  if (endsAt === null || lastArrivalAt === null) return null
  return Math.max(endsAt, lastArrivalAt + arrivalSlackMs) + retentionMs
}

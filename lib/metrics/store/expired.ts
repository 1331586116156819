import 'server-only'
import type { Queryable } from '@/lib/db/client'
import { dayMs } from '../fold'
import type { Expired } from '../kept'
import type { Resolution } from '../plan'

const iso = (at: number) => new Date(at).toISOString()
const resolutions: Record<string, Resolution> = {
  rollups_1m: 'samples_1m',
  rollups_1h: 'samples_1h',
  rollups_1d: 'samples_1d',
  sketches_1m: 'samples_1m',
  sketches_1h: 'samples_1h',
  sketches_1d: 'samples_1d',
}
/** Events are at most so far ahead of their arrival. */
const aheadMs = dayMs

/** The stretches of [from, to) that retention has taken; of raw events all that may have arrived before the last that is gone. */
export async function listExpired(sql: Queryable, from: number, to: number): Promise<Expired[]> {
  const rows = await sql<{ parent: string; starts_at: string; ends_at: string }[]>`
    select parent, starts_at, ends_at from expired_partitions
    where parent = 'events' or (starts_at < ${iso(to)}::timestamptz and ends_at > ${iso(from)}::timestamptz)`
  const arrivals = rows.filter(({ parent }) => parent === 'events').map((row) => new Date(row.ends_at).getTime())
  const raw = arrivals.length > 0 ? Math.max(...arrivals) + aheadMs : 0
  return [
    ...(raw > from ? [{ resolution: 'raw' as const, from: 0, to: raw }] : []),
    ...rows.flatMap(({ parent, starts_at, ends_at }) => {
      const resolution = resolutions[parent]
      return resolution ? [{ resolution, from: new Date(starts_at).getTime(), to: new Date(ends_at).getTime() }] : []
    }),
  ]
}

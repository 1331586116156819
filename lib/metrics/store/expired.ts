import 'server-only'
import type { Queryable } from '@/lib/db/client'
import { dayMs } from '../fold'
import { type Expired, without } from '../kept'
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

type Stretch = { from: number; to: number }
/** `inEngine`: stretches, ascending, whose minutes have left PostgreSQL for the storage engine. */
export type Left = { expired: Expired[]; inEngine: Stretch[] }

/** The minutes that an engine holds; none where it is not the one that is asked. */
async function findHeld(sql: Queryable, engine: string | undefined): Promise<Stretch | undefined> {
  if (engine === undefined) return undefined
  const [row] = await sql<{ kept_from: string; sealed_before: string }[]>`
    select kept_from, sealed_before from engine_state where engine = ${engine}`
  return row && { from: new Date(row.kept_from).getTime(), to: new Date(row.sealed_before).getTime() }
}

/**
 * The stretches of [from, to) that retention has taken; of raw events all that may have arrived before the last that is gone.
 * What `engine` holds of minutes is not among them.
 */
export async function listLeft(sql: Queryable, from: number, to: number, engine?: string): Promise<Left> {
  const rows = await sql<{ parent: string; starts_at: string; ends_at: string }[]>`
    select parent, starts_at, ends_at from expired_partitions
    where parent = 'events' or (starts_at < ${iso(to)}::timestamptz and ends_at > ${iso(from)}::timestamptz)
    order by starts_at`
  const arrivals = rows.filter(({ parent }) => parent === 'events').map((row) => new Date(row.ends_at).getTime())
  const raw = arrivals.length > 0 ? Math.max(...arrivals) + aheadMs : 0
  const held = rows.some(({ parent }) => parent === 'rollups_1m') ? await findHeld(sql, engine) : undefined
  const left: Left = { expired: raw > from ? [{ resolution: 'raw', from: 0, to: raw }] : [], inEngine: [] }
  for (const { parent, starts_at, ends_at } of rows) {
    const resolution = resolutions[parent]
    const gone = { from: new Date(starts_at).getTime(), to: new Date(ends_at).getTime() }
    if (!resolution) continue
    const there = parent === 'rollups_1m' && held ? [held] : []
    const lost = without(gone, there)
    left.expired.push(...lost.map((one) => ({ resolution, ...one })))
    if (there.length > 0) left.inEngine.push(...without(gone, lost))
  }
  return left
}

/** The stretches of [from, to) that retention has taken from PostgreSQL. */
export const listExpired = async (sql: Queryable, from: number, to: number): Promise<Expired[]> =>
  (await listLeft(sql, from, to)).expired

import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { createContext } from '@/lib/runtime/runtime'
import { ingest, insertEvent } from './http'

export const minute = 60_000
export const bucket = 5 * minute
export const hour = 60 * minute
export const day = 24 * hour

/** Eight hours ago, on the hour: all that is sent lies before the real now. */
export const base = Math.floor(Date.now() / hour) * hour - 8 * hour
export const iso = (at: number) => new Date(at).toISOString()
export const ordinary = (at: number) => 6 + ((at / bucket) % 3)

/** Events of [from, to), so many in each bucket. */
export function flow(table: string, from: number, to: number, countAt: (at: number) => number) {
  const starts = Array.from({ length: (to - from) / bucket }, (_, index) => from + index * bucket)
  return starts.flatMap((at) =>
    Array.from({ length: countAt(at) }, (_, index) =>
      insertEvent({ table, timestamp: iso(at + (index * bucket) / 120), after: { id: `${table} ${at} ${index}` } }),
    ),
  )
}

/** Throws where any of the events is refused. */
export async function send(events: unknown[]) {
  for (let from = 0; from < events.length; from += 2000) {
    const { data } = await ingest(events.slice(from, from + 2000))
    if (data.rejected > 0) throw new Error(data.errors[0]?.message)
  }
}

export const contextAt = (at: number) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
export const passAt = (at: number) => detectAnomalies(contextAt(at))

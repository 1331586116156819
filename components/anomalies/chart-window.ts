import type { Anomaly } from '@/lib/anomalies/contract'
import type { Window } from '@/lib/metrics/client'
import { writeFilter } from '@/lib/metrics/filter-text'

const minute = 60_000
const hour = 60 * minute
const steps = [5 * minute, 15 * minute, hour, 6 * hour, 24 * hour]

type Placed = Pick<Anomaly, 'started_at' | 'ended_at'> & { step_seconds?: number | null }

/**
 * What to draw around an anomaly: three times its length on either side, at least some hours and twelve of its buckets, not beyond
 * `now`; never finer than it was judged in, for there the band would not be known.
 */
export function chartWindow(
  { started_at, ended_at, step_seconds }: Placed,
  now: number,
  timeZone: string,
): { window: Window; stepMs: number } {
  const start = Date.parse(started_at)
  const end = ended_at ? Date.parse(ended_at) : now
  const judged = (step_seconds ?? 0) * 1000
  const around = Math.max(3 * hour, 12 * judged, 3 * (end - start))
  const span = { from: start - around, to: Math.min(end + around, Math.ceil((now + 1) / minute) * minute) }
  const stepMs = steps.find((step) => step >= judged && (span.to - span.from) / step <= 160) ?? steps.at(-1)!
  const name = `around ${started_at}/${ended_at ?? 'now'}`
  return { window: { name, timeZone, resolve: () => span }, stepMs }
}

const day = 24 * hour

/** What to take apart around an anomaly: enough days before it to see what repeats, and half a day after it. */
export function decompositionSpan({ started_at, ended_at, step_seconds }: Placed, now: number) {
  const start = Date.parse(started_at)
  const end = ended_at ? Date.parse(ended_at) : now
  const stepMs = Math.max(15 * minute, (step_seconds ?? 0) * 1000)
  const whole = (at: number) => Math.ceil(at / stepMs) * stepMs
  const to = Math.min(whole(end + day / 2), Math.floor(now / stepMs) * stepMs)
  return { from: whole(start - 3 * day), to: Math.max(to, whole(start + stepMs)), stepMs }
}

/** The filter that leaves the samples an anomaly was seen in; undefined where it was in all of the metric. */
export function filterOf({ labels }: Pick<Anomaly, 'labels'>): string | undefined {
  const own = Object.entries(labels).filter(([name]) => name !== 'table' && name !== 'schema')
  return own.map(([name, value]) => writeFilter(name, value)).join(',') || undefined
}

/** The notes that may have to do with an anomaly: from half a day before it to some hours after. */
export function notesAround({ started_at, ended_at }: Placed): { from: string; to?: string } {
  const from = new Date(Date.parse(started_at) - day / 2).toISOString()
  return ended_at ? { from, to: new Date(Date.parse(ended_at) + 6 * hour).toISOString() } : { from }
}

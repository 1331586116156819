import type { Anomaly } from '@/lib/anomalies/contract'
import type { Window } from '@/lib/metrics/client'
import { writeFilter } from '@/lib/metrics/filter-text'

const minute = 60_000
const hour = 60 * minute
const steps = [5 * minute, 15 * minute, hour, 6 * hour, 24 * hour]

/** What to draw around an anomaly: three times its length on either side, at least some hours, not beyond `now`. */
export function chartWindow(
  { started_at, ended_at }: Pick<Anomaly, 'started_at' | 'ended_at'>,
  now: number,
  timeZone: string,
): { window: Window; stepMs: number } {
  const start = Date.parse(started_at)
  const end = ended_at ? Date.parse(ended_at) : now
  const around = Math.max(3 * hour, 3 * (end - start))
  const span = { from: start - around, to: Math.min(end + around, Math.ceil((now + 1) / minute) * minute) }
  const stepMs = steps.find((step) => (span.to - span.from) / step <= 160) ?? steps.at(-1)!
  const name = `around ${started_at}/${ended_at ?? 'now'}`
  return { window: { name, timeZone, resolve: () => span }, stepMs }
}

/** The filter that leaves the samples an anomaly was seen in; undefined where it was in all of the metric. */
export function filterOf({ labels }: Pick<Anomaly, 'labels'>): string | undefined {
  const own = Object.entries(labels).filter(([name]) => name !== 'table' && name !== 'schema')
  return own.map(([name, value]) => writeFilter(name, value)).join(',') || undefined
}

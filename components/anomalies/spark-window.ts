import type { Anomaly } from '@/lib/anomalies/contract'
import type { Window } from '@/lib/metrics/client'
import { niceStep } from '@/lib/metrics/steps'

const minute = 60_000
const hour = 60 * minute
const points = 48

type Spark = { window: Window; stepMs: number; mark: { from: number; to: number } }

/** What a line of the list draws of an anomaly: its length before and after it, three hours at least; `mark` in shares of that. */
export function sparkWindow(
  { started_at, ended_at }: Pick<Anomaly, 'started_at' | 'ended_at'>,
  now: number,
  timeZone: string,
): Spark {
  const start = Date.parse(started_at)
  const end = Math.max(start + minute, ended_at ? Date.parse(ended_at) : now)
  const around = Math.max(3 * hour, end - start)
  const span = { from: start - around, to: Math.max(end, Math.min(end + around, now)) }
  const share = (at: number) => (at - span.from) / (span.to - span.from)
  const stepMs = Math.max(5 * minute, niceStep(span.from, span.to, points))
  const name = `spark ${started_at}/${ended_at ?? 'now'}`
  return { window: { name, timeZone, resolve: () => span }, stepMs, mark: { from: share(start), to: share(end) } }
}

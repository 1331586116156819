import { parseDuration } from '@/lib/config/duration'
import type { Window } from '@/lib/metrics/client'
import { writeFilter } from '@/lib/metrics/filter-text'

const minute = 60_000
const hour = 60 * minute
const mostPoints = 720
const nice = [minute, 5 * minute, 15 * minute, hour, 6 * hour, 24 * hour]

type Placed = { started_at: string; resolved_at: string | null }

/** What to draw around an alert, in steps as long as the window its values are made of; `isExact` unless that were too many. */
export function alertWindow({ started_at, resolved_at }: Placed, ruleWindow: string, now: number, timeZone: string) {
  const start = Date.parse(started_at)
  const end = resolved_at ? Date.parse(resolved_at) : now
  const judged = Math.max(minute, parseDuration(ruleWindow) ?? 5 * minute)
  const around = Math.max(3 * hour, 12 * judged, Math.min(3 * (end - start), 24 * hour))
  const span = { from: start - around, to: Math.min(end + around, Math.ceil((now + 1) / minute) * minute) }
  const fits = (step: number) => (span.to - span.from) / step <= mostPoints
  const stepMs = fits(judged) ? judged : (nice.find((step) => step >= judged && fits(step)) ?? nice.at(-1)!)
  const window: Window = { name: `alert ${started_at}/${resolved_at ?? 'now'}`, timeZone, resolve: () => span }
  return { window, stepMs, isExact: stepMs === judged }
}

/** The filter of a rule and the labels of one of its series, as one. */
export function alertFilter(labels: Record<string, string>, filter: string | null, groupBy: readonly string[]) {
  const own = Object.entries(labels).filter(([name]) => groupBy.includes(name))
  const all = [...(filter ? [filter] : []), ...own.map(([name, value]) => writeFilter(name, value))]
  return all.join(',') || undefined
}

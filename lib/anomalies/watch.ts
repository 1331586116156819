import type { DetectionState, SeriesStatus } from './detection-contract'
import { dayMs, hourMs } from './grid'

/** What is known of one line without judging it. `why` says what keeps it from being judged. */
export type Watched = {
  firstMs: number | null
  lastMs: number | null
  newNormalMs: number | null
  stepMs: number | null
  scoredUntilMs: number | null
  periods: string[]
  muted: { untilMs: number | null } | null
  why: 'repeats' | 'too_sparse' | 'crowded' | null
}

const silentMs = dayMs
const sureMs = 7 * dayMs
const iso = (ms: number) => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, 'Z')
const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

function spanOf(ms: number): string {
  if (ms < hourMs) return 'less than an hour'
  return ms < 2 * dayMs ? plural(Math.floor(ms / hourMs), 'hour') : plural(Math.floor(ms / dayMs), 'day')
}

const unjudged = {
  repeats: ['off', 'Not judged by itself: its buckets repeat those of another metric of its table'],
  crowded: ['off', 'Not judged: 300 series with more samples come before it'],
} as const

function stateOf(watched: Watched, sinceMs: number | null, now: number): [DetectionState, string] {
  const { muted, why, lastMs, stepMs, scoredUntilMs } = watched
  if (why === 'repeats' || why === 'crowded') return [...unjudged[why]]
  if (muted) {
    const until = muted.untilMs === null ? 'until further notice' : `until ${iso(muted.untilMs)}`
    return ['muted', `Muted ${until}: nothing is raised`]
  }
  if (lastMs === null || sinceMs === null) return ['silent', 'No sample within the history that is learned from']
  if (now - lastMs > silentMs) return ['silent', `No sample since ${iso(lastMs)}`]
  if (why === 'too_sparse') return ['too_sparse', 'Fewer than 5 samples in a busy hour: too few to tell what is usual']
  const learned = (scoredUntilMs ?? now) - sinceMs
  const again = watched.newNormalMs === sinceMs ? ` since the new normal of ${iso(sinceMs)}` : ''
  if (scoredUntilMs === null) return ['learning', 'No detection pass has judged it yet']
  if (learned < dayMs) return ['learning', `A verdict takes a day of history; there are ${spanOf(learned)}${again}`]
  const sure = learned < sureMs ? '; the bar is higher until there are 7 days' : ''
  const minutes = plural((stepMs ?? 0) / 60_000, 'minute')
  return ['ready', `Judged in buckets of ${minutes}, from ${spanOf(learned)} of history${again}${sure}`]
}

/** How one line is watched, in words too. */
export function watchOf(watched: Watched, now: number): SeriesStatus {
  const { firstMs, newNormalMs, stepMs, scoredUntilMs, periods } = watched
  const sinceMs = firstMs === null ? null : Math.max(firstMs, newNormalMs ?? firstMs)
  const [state, reason] = stateOf(watched, sinceMs, now)
  const learned = sinceMs === null || scoredUntilMs === null ? 0 : scoredUntilMs - sinceMs
  return {
    state,
    reason,
    step_seconds: stepMs === null ? null : stepMs / 1000,
    history_since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
    sureness: learned < dayMs ? 0 : Math.min(1, learned / sureMs),
    periods,
    last_judged: scoredUntilMs === null || stepMs === null ? null : new Date(scoredUntilMs - stepMs).toISOString(),
  }
}

const order: DetectionState[] = ['muted', 'ready', 'learning', 'silent', 'too_sparse', 'off']

/** The state of a metric of several lines: that of its best one; `none` where it has no line. */
export function joinStates<S extends SeriesStatus>(lines: S[], none: SeriesStatus): SeriesStatus {
  const [best] = [...lines].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      b.sureness - a.sureness ||
      (a.step_seconds ?? 0) - (b.step_seconds ?? 0),
  )
  if (!best) return none
  const { state, step_seconds, history_since, sureness, periods, last_judged } = best
  const alike = lines.filter((line) => line.state === state).length
  const reason = lines.length > 1 ? `${alike} of ${lines.length} series: ${best.reason}` : best.reason
  return { state, reason, step_seconds, history_since, sureness, periods, last_judged }
}

/** The status of a metric that detection has nothing to do with. */
export const unwatched: SeriesStatus = {
  state: 'off',
  reason:
    'Not watched: detection judges numbers of events, sums and averages of fields, counts by category, and pass rates of rules in force; this metric is none of them',
  step_seconds: null,
  history_since: null,
  sureness: 0,
  periods: [],
  last_judged: null,
}

import { parseDuration } from '@/lib/config/duration'
import type { Aggregation } from '@/lib/metrics/question-words'

import { isDownward, isUpward } from './condition'
import type { RuleBody } from './contract'

const minuteMs = 60_000
/** So much later than its end a window may still be filled. */
const delayMs = 5000

export type Span = { from: number; to: number }

export const windowMs = ({ window }: Pick<RuleBody, 'window'>) => parseDuration(window) ?? 5 * minuteMs

/** What windows of rules end at: whole minutes, or what rules are evaluated at where that is more often. */
export const unitOf = (intervalMs: number) => Math.min(intervalMs, minuteMs)

/** The last finished window at `now`; one that is compared with what is usual is a bucket of the band. */
export function finishedWindow(rule: Pick<RuleBody, 'window' | 'change'>, now: number, unitMs: number): Span {
  const width = windowMs(rule)
  const unit = rule.change?.from === 'baseline' ? width : unitMs
  const to = Math.floor((now - delayMs) / unit) * unit
  return { from: to - width, to }
}

/**
 * The window that ends next, of which only a part is known by now. Its edges are whole units, as those of windows that are over: the samples
 * are read as they are added up by then, and a change is measured from as long a time.
 */
export function runningWindow(rule: Pick<RuleBody, 'window'>, now: number, unitMs: number): Span {
  const end = (Math.floor(now / unitMs) + 1) * unitMs
  return { from: end - windowMs(rule), to: end }
}

const growing: readonly Aggregation[] = ['sum', 'count', 'max', 'distinct']

/** Whether a window that is not over can only get worse, so that nothing is gained by waiting for its end. */
export function canTellEarly(
  { operator, change }: Pick<RuleBody, 'operator' | 'change'>,
  how: Aggregation,
  level: boolean,
) {
  if (change?.from === 'baseline') return false
  if (level && how === 'last') return change === null
  if (change) return change.direction === 'up' && growing.includes(how)
  return isUpward(operator) ? growing.includes(how) : isDownward(operator) && how === 'min'
}

/** How far back a change is measured from; null for what is usual. */
export function shiftOf(from: string): string | null {
  if (from === 'baseline') return null
  return from === 'previous_hour' ? '1h' : from === 'same_hour_last_week' ? '1w' : from
}

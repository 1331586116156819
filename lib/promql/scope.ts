import type { Line } from './line'
import type { Matcher, Shift } from './syntax'

/**
 * What of a metric's samples is asked for: `instant` and `timestamp` at a time, the others over a range that ends there;
 * `p95` is its 95th percentile.
 */
export const readings = [
  'instant',
  'timestamp',
  'rate',
  'increase',
  'delta',
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'last',
  'present',
  'p50',
  'p90',
  'p95',
  'p99',
] as const
export type Reading = (typeof readings)[number]

/** What is asked of the metrics: series by their labels, at times in milliseconds, ascending. */
export type Ask = { matchers: readonly Matcher[]; ends: readonly number[]; rangeMs: number; reading: Reading }

/** What an expression is computed in. */
export type Scope = {
  text: string
  /** The steps, in milliseconds. */
  times: readonly number[]
  /** What `start()` and `end()` are. */
  query: { start: number; end: number }
  /** How far back an instant selector looks for samples where a metric is neither a counter nor a level. */
  lookbackMs: number
  read(ask: Ask): Promise<Line[]>
  /** Counts points against what one query may compute. Throws `invalid_input` or `unavailable`. */
  spend(points: number): void
  /** The same, letting others have their turn after much work. */
  settle(points: number): Promise<void>
}

/** The times that something is read at, one for each step. */
export const endsOf = ({ offsetMs, fixed }: Shift, { times, query }: Scope): number[] =>
  times.map((time) => (fixed === null ? time : typeof fixed === 'number' ? fixed : query[fixed]) - offsetMs)

import type { Judgement } from './obey'

/** While a rule was broken, as its violation tells; without an end it still is. */
export type Broken = { ruleId: string; startMs: number; endMs: number | null }
type Run = { startMs: number; endMs: number | null }

const endOf = ({ endMs }: Run) => endMs ?? Number.POSITIVE_INFINITY

/** What of a line is not told by a violation of the same rule already, which says more: its rows, its threshold, its cause. */
export const withoutBroken = <R extends Run>(runs: R[], broken: readonly Broken[]): R[] =>
  runs.filter((run) => !broken.some((one) => one.startMs < endOf(run) && run.startMs < endOf(one)))

/** Broken times as days are measured: not by them, as if they were anomalies. */
export const toPast = ({ startMs, endMs }: Broken): Judgement => ({
  startMs,
  endMs,
  verdict: null,
  surprise: 0,
  side: 0,
  scope: null,
  ignored: null,
  zone: 'UTC',
})

import { dayMs } from './grid'

export type Window = { fromMs: number; toMs: number }

const longestMs = 3 * 3_600_000
const daysBack = 28
const likeAtMost = 10
const likeAtLeast = 2

/** What of an anomaly is taken apart: all of it, of a long one the three hours from its start or up to its peak. */
export function tellingWindow({ fromMs, toMs }: Window, peakMs: number, stepMs: number): Window {
  if (toMs - fromMs <= longestMs) return { fromMs, toMs }
  const end = peakMs + stepMs
  if (end - fromMs <= longestMs) return { fromMs, toMs: fromMs + longestMs }
  const length = Math.floor(longestMs / stepMs) * stepMs
  return { fromMs: end - length, toMs: end }
}

const isWeekend = (ms: number) => [0, 6].includes(new Date(ms).getUTCDay())

type Known = { sinceMs: number; anomalies: readonly Window[] }

/**
 * The same time on the days before, the nearest first: on weekdays those of weekdays, on weekends those of weekends (UTC), where
 * there are two; never one that an anomaly touched, or that lies before the first row.
 */
export function likeWindows({ fromMs, toMs }: Window, { sinceMs, anomalies }: Known): Window[] {
  const length = Math.max(dayMs, Math.ceil((toMs - fromMs) / dayMs) * dayMs)
  const days = Array.from({ length: daysBack }, (_, index) => (index + 1) * dayMs)
    .filter((back) => back >= length)
    .map((back) => ({ fromMs: fromMs - back, toMs: toMs - back }))
    .filter((one) => one.fromMs >= sinceMs)
    .filter((one) => !anomalies.some((other) => other.fromMs < one.toMs && one.fromMs < other.toMs))
  const alike = days.filter((one) => isWeekend(one.fromMs) === isWeekend(fromMs))
  return (alike.length >= likeAtLeast ? alike : days).slice(0, likeAtMost)
}

import { dayMs, minuteMs } from '@/lib/metrics/durations'

const minutesOfSeries = 300_000

/** How much time is handled at once where there are so many series: all of their minutes together fit into memory and a transaction. */
export function partWidth(series: number): number {
  const minutes = Math.floor(minutesOfSeries / Math.max(1, series))
  return Math.min(dayMs, Math.max(1, minutes) * minuteMs)
}

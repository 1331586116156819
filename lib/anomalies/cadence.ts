import { quantile } from '@/lib/stats/quantile'
import { hourMs, type Nature } from './grid'

export const fiveMinutesMs = 300_000
const leastOfAverage = 5

/** An average of fewer samples says more about which rows came than about the business. */
export const knowsAverage = (count: number) => count >= leastOfAverage

/**
 * The buckets in which a series is judged, from its samples per hour (hours without any included): five minutes where its
 * busy hours have enough for them, else an hour; null where it is too sparse for a verdict.
 */
export function cadenceOf(perHour: ArrayLike<number>, nature: Nature): number | null {
  const busy = quantile(perHour, 0.75)
  const least = nature === 'average' ? 2 * leastOfAverage : 3
  if (busy >= (least * hourMs) / fiveMinutesMs) return fiveMinutesMs
  return busy >= Math.max(5, least) ? hourMs : null
}

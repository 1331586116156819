import { quantile } from '@/lib/stats/quantile'
import { hourMs, isMean, type Nature } from './grid'

export const fiveMinutesMs = 300_000
const steps = [fiveMinutesMs, 3 * fiveMinutesMs, hourMs] as const
const leastOfAverage = 5
const leastOfFlow = 2
const leastPerHour = 5

/** An average of fewer samples says more about which rows came than about the business. */
export const knowsAverage = (count: number) => count >= leastOfAverage

/**
 * The buckets in which a series is judged, from its samples per hour (hours without any included): the shortest of 5, 15
 * and 60 minutes that have enough of them in its busy hours; null where it is too sparse for a verdict.
 */
export function cadenceOf(perHour: ArrayLike<number>, nature: Nature): number | null {
  const busy = quantile(perHour, 0.75)
  const least = isMean(nature) ? 2 * leastOfAverage : leastOfFlow
  if (!(busy >= leastPerHour)) return null
  return steps.find((stepMs) => (busy * stepMs) / hourMs >= least) ?? null
}

import { mad } from '@/lib/stats/mad'
import { median } from '@/lib/stats/median'

/** Fewer periods say nothing of what is usual. */
const leastPeriods = 5

/** What counts of like periods let one expect: the median, give or take their robust spread and that of counts. Null for too few of them. */
export function usualRange(counts: readonly number[]): { min: number; max: number } | null {
  if (counts.length < leastPeriods) return null
  const middle = median(counts)
  const spread = Math.max(5 * 1.4826 * mad(counts), 4 * Math.sqrt(middle), 0.3 * middle)
  return { min: Math.max(0, middle - spread), max: middle + spread }
}

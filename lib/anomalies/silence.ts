import type { Baseline } from './baseline'
import { bucketsIn, dayMs, type Grid } from './grid'
import { rootSpace } from './space'

const leastExpected = 14
const daysBefore = 8
const daysCompared = 7
const rootDeviation = 0.5

/**
 * How surprising a run of empty buckets is as a whole, as a negative z-score of each of its buckets: a series too thin for one
 * empty bucket to tell anything. NaN where the run is no longer than twice the second longest before, or where the same time of the
 * last seven days had fewer than 14 rows on average.
 */
export function silenceScores(
  { value, space }: Baseline,
  { stepMs, unit, nature }: Pick<Grid, 'stepMs' | 'unit' | 'nature'>,
): Float64Array {
  const scores = new Float64Array(value.length).fill(Number.NaN)
  if (space !== rootSpace || nature === 'average' || unit === 0 || dayMs % stepMs !== 0) return scores
  const perDay = bucketsIn(dayMs, stepMs)
  const before = new Float64Array(value.length + 1)
  for (let at = 0; at < value.length; at++) before[at + 1] = before[at]! + (value[at]! || 0) ** 2
  let [length, longest, second] = [0, 0, 0]
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== 0) {
      if (length > second) [second, longest] = [Math.min(length, longest), Math.max(length, longest)]
      length = 0
      continue
    }
    length++
    if (at < daysBefore * perDay || length <= 2 * second) continue
    let missed = 0
    for (let day = 1; day <= daysCompared; day++) {
      const end = at + 1 - day * perDay
      missed += (before[end]! - before[Math.max(0, end - length)]!) / daysCompared / unit
    }
    if (missed >= leastExpected) scores[at] = -Math.sqrt(missed) / rootDeviation
  }
  return scores
}

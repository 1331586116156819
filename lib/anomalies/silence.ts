import type { Baseline } from './baseline'
import { bucketsIn, dayMs } from './grid'

const leastExpected = 14
const daysBefore = 8

/**
 * How surprising a run of empty buckets is as a whole, as a negative z-score of its last bucket: a series too thin for one
 * empty bucket to tell anything. NaN where the run is no longer than twice the longest before, or expected fewer than 14.
 */
export function silenceScores({ value, expected, scale, root }: Baseline, stepMs: number): Float64Array {
  const scores = new Float64Array(value.length).fill(Number.NaN)
  if (!root) return scores
  let [length, missed, longest] = [0, 0, 0]
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== 0) {
      longest = Math.max(longest, length)
      length = 0
      missed = 0
      continue
    }
    length++
    missed += Number.isNaN(expected[at]) ? 0 : expected[at]! ** 2
    const judged = at >= bucketsIn(daysBefore * dayMs, stepMs) && length > 2 * longest && missed >= leastExpected
    if (judged) scores[at] = -Math.sqrt(missed) / scale[at]!
  }
  return scores
}

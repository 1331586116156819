import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { sorted } from '@/lib/stats/sorted'
import { zScore } from '@/lib/stats/z-score'
import { type Baseline, type Learning, learnBaseline } from './baseline'
import type { AnomalyAlgorithm } from './contract'
import { bucketsIn, dayMs, type Grid } from './grid'
import { findIncidents, type Incident, type Sensitivity } from './incidents'
import { weekendFlags } from './rhythm'
import { silenceScores } from './silence'

export type Detection = Learning & { sensitivity: Sensitivity }

/** Every bucket's verdict: `z` against the robust scale, how surprising that is, and the runs of buckets that alarm. */
export type Judgement = { baseline: Baseline; z: Float64Array; surprise: Float64Array; incidents: Incident[] }

const algorithmThreshold: Record<AnomalyAlgorithm, number> = { zscore: 3, mad: 3.5 }
const freeOfEnvelope = 1.35
const largestSurprise = 6

/** 5.2 gives 1.5 and 8 gives 2.0: the logarithm keeps a hundredfold spike comparable with a threefold one. */
const surpriseOf = (z: number) => (Number.isNaN(z) ? 0 : Math.min(largestSurprise, 1.5 * Math.log10(1 + (z * z) / 3)))

/**
 * How far outside what this time had on the last seven such days (weekdays or weekend) a value lies; null if too few are known.
 */
function outsideEnvelope(
  { value, remembered }: Baseline,
  at: number,
  perDay: number,
  alike: Uint8Array,
): number | null {
  const seen: number[] = []
  for (let day = 1, days = 0; day <= 28 && days < 7; day++) {
    if (alike[at - day * perDay] !== alike[at]) continue
    days++
    for (let then = at - day * perDay - 1; then <= at - day * perDay + 1; then++) {
      if (then >= 0 && then < at && !Number.isNaN(remembered[then])) seen.push(remembered[then]!)
    }
  }
  if (seen.length < 9) return null
  const order = sorted(seen)
  const trim = Math.floor(order.length * 0.05) / (order.length - 1)
  const [low, high] = [quantileSorted(order, trim), quantileSorted(order, 1 - trim)]
  return Math.max(0, value[at]! - high, low - value[at]!)
}

/** Scores of all buckets, none larger than its distance from what the same time of day had on other days allows. */
function scoreBuckets(baseline: Baseline, { startMs, stepMs }: Grid): Float64Array {
  const { value, expected, scale } = baseline
  const alike = weekendFlags(startMs, stepMs, value.length)
  const perDay = bucketsIn(dayMs, stepMs)
  return value.map((one, at) => {
    const z = zScore(one, expected[at]!, scale[at]!)
    if (!(Math.abs(z) > freeOfEnvelope) || perDay < 4) return z
    const outside = outsideEnvelope(baseline, at, perDay, alike)
    const most = outside === null ? Number.POSITIVE_INFINITY : outside / scale[at]! + freeOfEnvelope
    return Math.sign(z) * Math.min(Math.abs(z), most)
  })
}

/** Judges every bucket of a series from those before it. Buckets that are unknown or still learning get no verdict. */
export function detect(grid: Grid, { sensitivity, ...learning }: Detection): Judgement {
  const baseline = learnBaseline(grid, learning)
  const z = scoreBuckets(baseline, grid)
  for (const [at, silence] of silenceScores(baseline, grid).entries()) {
    if (silence < (z[at]! || 0)) z[at] = silence
  }
  const surprise = z.map(surpriseOf)
  return { baseline, z, surprise, incidents: findIncidents({ surprise, z, stepMs: grid.stepMs }, sensitivity) }
}

/** Which algorithms call a bucket anomalous by themselves. */
export function algorithmsAt({ baseline, z }: Judgement, at: number): AnomalyAlgorithm[] {
  const byDeviation = Math.abs(zScore(baseline.value[at]!, baseline.expected[at]!, baseline.deviation[at]!))
  const fired: AnomalyAlgorithm[] = []
  if (byDeviation >= algorithmThreshold.zscore) fired.push('zscore')
  if (Math.abs(z[at]!) >= algorithmThreshold.mad || fired.length === 0) fired.push('mad')
  return fired
}

import type { AnomalyAlgorithm } from './contract'
import type { Detector } from './detector/detector'
import { experts } from './detector/lane'

/** How far off one algorithm finds a bucket, in its scales and signed (0 where it says nothing), and whether it calls that anomalous. */
export type Vote = { algorithm: AnomalyAlgorithm; scales: number; from: number; fired: boolean }

const votesFrom: Record<AnomalyAlgorithm, number> = { zscore: 3, mad: 3.5, stl: 3.5, counts: 3.5, shape: 3.5 }

/** What each algorithm says of a bucket by itself; to be asked before the detector goes on, for its scales are those of now. */
export function votesAt(detector: Detector, at: number): Vote[] {
  const { plain, values, countScore, shapeScore } = detector
  const z = detector.zAt(at)
  const isSeasonal = ['seasonal', 'week', 'cycle'].includes(experts[plain.by.data[at]!] ?? 'level')
  const scores: Record<AnomalyAlgorithm, number> = {
    zscore: (values.data[at]! - plain.expected.data[at]!) / plain.deviation,
    mad: z,
    stl: isSeasonal ? z : 0,
    counts: countScore.data[at]!,
    shape: shapeScore.data[at]!,
  }
  return (Object.keys(scores) as AnomalyAlgorithm[]).map((algorithm) => {
    const from = votesFrom[algorithm]
    const scales = Number.isFinite(scores[algorithm]) ? scores[algorithm] : 0
    return { algorithm, scales, from, fired: Math.abs(scores[algorithm]) >= from }
  })
}

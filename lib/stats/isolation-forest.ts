import { averagePathLength } from './average-path-length'
import { randomSource } from './random-source'
import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'
import { SeriesError } from './series-error'

export type IsolationForestOptions = { trees?: number; sampleSize?: number; seed?: number }

/** A node splits `feature` at `threshold` into `children` and the one after it; a leaf has feature −1 and its path length. */
export type IsolationTree = { feature: Int32Array; threshold: Float64Array; children: Int32Array }
/** Plain data: it may be kept and scored with later. `sampleSize` is what each tree saw. */
export type IsolationForest = { features: number; sampleSize: number; trees: IsolationTree[] }

/**
 * Isolation forest of points (rows) of equally many features: what few random splits set apart is unusual. `isolationScore` scores.
 *
 * Definition: `trees` (default 100) trees, each of `sampleSize` (default 256, or all if fewer) points drawn without replacement,
 * split at random values of random features that differ there, to a depth of log₂ of the sample. The same `seed` (default 1) gives
 * the same forest. Throws `SeriesError` for no points, points of unlike length, and features that are not finite or beyond ±1e300.
 * Reference: Liu, Ting and Zhou, Isolation Forest, ICDM 2008, 413–422.
 * Example: `isolationForest(points, { trees: 50, seed: 7 })`
 */
export function isolationForest(
  points: ArrayLike<ArrayLike<number>>,
  { trees = 100, sampleSize = 256, seed = 1 }: IsolationForestOptions = {},
): IsolationForest {
  requireWhole('isolationForest', 'trees', trees, { least: 1 })
  requireWhole('isolationForest', 'sampleSize', sampleSize, { least: 2 })
  const features = points[0]?.length ?? 0
  if (features === 0) throw new SeriesError('isolationForest: no points, or points without features')
  const rows = Array.from(points, (point, index) => {
    if (point.length === features) return requireSeries(`isolationForest: point ${index}`, point, features)
    throw new SeriesError(`isolationForest: point ${index} has ${point.length} features, the first has ${features}`)
  })
  const random = randomSource(seed)
  const size = Math.min(sampleSize, rows.length)
  const grown = Array.from({ length: trees }, () => growTree(drawSample(rows, size, random), features, random))
  return { features, sampleSize: size, trees: grown }
}

function drawSample(rows: Float64Array[], size: number, random: () => number): Float64Array[] {
  const pool = rows.slice()
  for (let i = 0; i < size; i++) {
    const from = i + Math.floor(random() * (pool.length - i))
    const drawn = pool[from]!
    pool[from] = pool[i]!
    pool[i] = drawn
  }
  return pool.slice(0, size)
}

function growTree(sample: Float64Array[], features: number, random: () => number): IsolationTree {
  const capacity = 2 * sample.length
  const feature = new Int32Array(capacity).fill(-1)
  const threshold = new Float64Array(capacity)
  const children = new Int32Array(capacity)
  const deepest = Math.ceil(Math.log2(Math.max(2, sample.length)))
  let nodes = 1
  const grow = (node: number, points: Float64Array[], depth: number) => {
    const split = depth < deepest && points.length > 1 ? chooseSplit(points, features, random) : null
    if (split === null) {
      threshold[node] = depth + averagePathLength(points.length)
      return
    }
    const child = nodes
    nodes += 2
    feature[node] = split.feature
    threshold[node] = split.at
    children[node] = child
    const isBelow = (point: Float64Array) => point[split.feature]! < split.at
    grow(child, points.filter(isBelow), depth + 1)
    grow(
      child + 1,
      points.filter((point) => !isBelow(point)),
      depth + 1,
    )
  }
  grow(0, sample, 0)
  return { feature: feature.slice(0, nodes), threshold: threshold.slice(0, nodes), children: children.slice(0, nodes) }
}

function chooseSplit(points: Float64Array[], features: number, random: () => number) {
  const spans: { feature: number; low: number; high: number }[] = []
  for (let feature = 0; feature < features; feature++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const point of points) {
      low = Math.min(low, point[feature]!)
      high = Math.max(high, point[feature]!)
    }
    if (low < high) spans.push({ feature, low, high })
  }
  if (spans.length === 0) return null
  const { feature, low, high } = spans[Math.floor(random() * spans.length)]!
  const at = low + random() * (high - low)
  return { feature, at: at > low ? at : high }
}

import { averagePathLength } from './average-path-length'
import type { IsolationForest, IsolationTree } from './isolation-forest'
import { SeriesError } from './series-error'

/**
 * How easily a point is set apart from those a forest has seen: near 1 is unusual, about ½ and below is usual.
 *
 * Definition: 2^(−E(path length) / c(sample size)). ½ for every point where all points of the forest were equal. Throws
 * `SeriesError` for a point of another number of features, and features that are NaN.
 * Reference: Liu, Ting and Zhou, Isolation Forest, ICDM 2008, 413–422, eq. 2.
 * Example: `isolationScore(isolationForest(points), [3, 4])`
 */
export function isolationScore({ features, sampleSize, trees }: IsolationForest, point: ArrayLike<number>): number {
  if (point.length !== features) {
    throw new SeriesError(`isolationScore: the point has ${point.length} features, the forest ${features}`)
  }
  for (let i = 0; i < features; i++) {
    if (Number.isNaN(point[i]!)) throw new SeriesError(`isolationScore: feature ${i} is NaN, not a number`)
  }
  if (sampleSize < 2) return 0.5
  let length = 0
  for (const tree of trees) length += pathLength(tree, point)
  return 2 ** (-length / trees.length / averagePathLength(sampleSize))
}

function pathLength({ feature, threshold, children }: IsolationTree, point: ArrayLike<number>): number {
  let node = 0
  while (feature[node]! >= 0) node = children[node]! + (point[feature[node]!]! < threshold[node]! ? 0 : 1)
  return threshold[node]!
}

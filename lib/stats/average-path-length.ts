/**
 * Mean length of an unsuccessful search in a binary tree of `n` values, by which path lengths are made comparable.
 *
 * Definition: 2 H(n − 1) − 2 (n − 1) / n with H(i) = ln i + 0.5772…; 1 for two values, 0 for fewer.
 * Reference: Liu, Ting and Zhou, Isolation Forest, ICDM 2008, eq. 1.
 */
export function averagePathLength(n: number): number {
  if (n < 2) return 0
  if (n === 2) return 1
  return 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n
}

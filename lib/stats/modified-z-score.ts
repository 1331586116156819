/** What makes the MAD of a normal sample estimate its σ: 1 / Φ⁻¹(¾). */
export const normalConsistency = 1.4826

/**
 * Modified z-score: the standard score by median and MAD, which outliers in the sample do not move.
 *
 * Definition: (value − median) / (1.4826 · MAD). Where MAD is 0 it is NaN for the median, else ±Infinity.
 * Reference: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), §3.
 * Example: `modifiedZScore(100, 3, 1)` is 65.43.
 */
export function modifiedZScore(value: number, median: number, mad: number): number {
  return (value - median) / (normalConsistency * mad)
}

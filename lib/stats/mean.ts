/**
 * Arithmetic mean, with one correction pass so that large offsets keep their digits.
 *
 * Definition: Σx / n. NaN for no values, and where any value is NaN.
 * Reference: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §1.9; R `mean`.
 * Example: `mean([1, 2, 3, 4, 100])` is 22.
 */
export function mean(values: ArrayLike<number>): number {
  const n = values.length
  if (n === 0) return Number.NaN
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]!
  const first = sum / n
  if (!Number.isFinite(first)) return first
  let rest = 0
  for (let i = 0; i < n; i++) rest += values[i]! - first
  return first + rest / n
}

/**
 * Moving averages of `length` values, of the first `n` of `y` into `out`, which may be `y` itself; returns how many there are.
 *
 * Definition: out[i] = mean of y[i..i + length − 1], for n − length + 1 positions, by a running sum.
 * Reference: Cleveland et al., J. Official Statistics 6 (1990) 3–73, §2, step 3.
 */
export function movingAverageInto(out: Float64Array, y: Float64Array, n: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += y[i]!
  const count = n - length + 1
  for (let i = 0; i < count; i++) {
    const leaving = y[i]!
    out[i] = sum / length
    sum += (i + length < n ? y[i + length]! : 0) - leaving
  }
  return count
}

/**
 * The values less their least-squares line, in place of them and returned.
 *
 * Definition: xᵢ − a − b i with a and b that make the sum of squares least.
 * Reference: Draper and Smith, Applied Regression Analysis, 3rd ed., §1.2.
 * Example: `removeLine(Float64Array.of(1, 3, 5))` is 0, 0, 0.
 */
export function removeLine(values: Float64Array): Float64Array {
  const n = values.length
  const middle = (n - 1) / 2
  let level = 0
  for (let i = 0; i < n; i++) level += values[i]! / n
  let products = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    products += (i - middle) * (values[i]! - level)
    squares += (i - middle) ** 2
  }
  const slope = squares > 0 ? products / squares : 0
  for (let i = 0; i < n; i++) values[i] = values[i]! - level - slope * (i - middle)
  return values
}

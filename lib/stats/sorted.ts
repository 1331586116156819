/**
 * A sorted copy, NaN last.
 *
 * Definition: the order statistics x₍₁₎ ≤ … ≤ x₍ₙ₎.
 * Reference: David and Nagaraja, Order Statistics, 3rd ed., §1.1.
 * Example: `sorted([5, 3, 8])` is 3, 5, 8.
 */
export function sorted(values: ArrayLike<number>): Float64Array {
  return new Float64Array(values).sort()
}

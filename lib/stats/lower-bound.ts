/**
 * How many of `sorted`, ascending and without NaN, are less than `value`: the place of the first that is not.
 *
 * Reference: Knuth, The Art of Computer Programming, vol. 3 (1998), 6.2.1, algorithm B; C++ `std::lower_bound`.
 * Example: `lowerBound([1, 3, 3, 8], 3)` is 1.
 */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

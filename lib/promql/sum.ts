/** A sum of floats with what rounding lost added back at the end (Neumaier). */
export function sumOf(values: readonly number[]): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    if (Math.abs(next) === Number.POSITIVE_INFINITY) lost = 0
    else lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/** The population variance, in two passes. */
export function varianceOf(values: readonly number[]): number {
  const mean = sumOf(values) / values.length
  return sumOf(values.map((value) => (value - mean) ** 2)) / values.length
}

const ascending = (a: number, b: number) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b)

/** The φ-quantile by linear interpolation between the nearest ranks; infinite for φ outside 0 to 1. */
export function quantileOf(phi: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(phi)) return Number.NaN
  if (phi < 0) return Number.NEGATIVE_INFINITY
  if (phi > 1) return Number.POSITIVE_INFINITY
  const sorted = [...values].sort(ascending)
  const rank = phi * (sorted.length - 1)
  const lower = Math.max(0, Math.floor(rank))
  const upper = Math.min(sorted.length - 1, lower + 1)
  const weight = rank - Math.floor(rank)
  return sorted[lower]! * (1 - weight) + sorted[upper]! * weight
}

/** The smallest, passing over what is no number where there is a number. */
export const smallestOf = (values: readonly number[]) =>
  values.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least))
export const largestOf = (values: readonly number[]) =>
  values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most))

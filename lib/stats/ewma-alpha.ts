import { requireNumber } from './require-number'

/**
 * The `alpha` with which an EWMA forgets half of what it knew in `halfLife` positions.
 *
 * Definition: 1 − 2^(−1 / halfLife). Throws `SeriesError` for a half-life that is not above 0 and at most 1e15.
 * Reference: pandas `ewm(halflife=)`.
 * Example: `ewmaAlpha(1)` is ½.
 */
export function ewmaAlpha(halfLife: number): number {
  requireNumber('ewmaAlpha', 'halfLife', halfLife, Number.MIN_VALUE, 1e15)
  return -Math.expm1(-Math.LN2 / halfLife)
}

/**
 * Logarithm of the complement of a probability that is given as a logarithm.
 *
 * Definition: ln(1 − exp(x)) for x ≤ 0.
 * Reference: Mächler, Accurately Computing log(1 − exp(−|a|)), R package Rmpfr (2012).
 * Example: `logComplement(Math.log(0.25))` is ln 0.75.
 */
export function logComplement(x: number): number {
  if (x >= 0) return Number.NEGATIVE_INFINITY
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))
}

/**
 * What Stirling's formula for ln Γ(x) lacks, for x of 15 and more.
 *
 * Definition: 1/(12 x) − 1/(360 x³) + 1/(1260 x⁵) − …, to the sixth term.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41.
 */
export function stirlingSeries(x: number): number {
  const inverse = 1 / x
  const square = inverse * inverse
  const tail = 1 / 1188 - (691 / 360360) * square
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * tail))))
}

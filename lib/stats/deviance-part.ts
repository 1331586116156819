/**
 * What x deviates from its mean m in the Poisson deviance, without cancellation where they are close; x and m above 0.
 *
 * Definition: x ln(x / m) + m − x.
 * Reference: Loader, Fast and Accurate Computation of Binomial Probabilities (2000), §2 (there x D₀(m / x)).
 * Example: `deviancePart(2, 1)` is 2 ln 2 − 1.
 */
export function deviancePart(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let term = 2 * x * v
  for (let j = 3; j < 1000; j += 2) {
    term *= v * v
    const next = sum + term / j
    if (next === sum) return next
    sum = next
  }
  return sum
}

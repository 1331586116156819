/**
 * Standard score of a value.
 *
 * Definition: (value − mean) / standard deviation. Of a constant sample (deviation 0) it is NaN for the constant, else ±Infinity.
 * Reference: Kreyszig, Advanced Engineering Mathematics, 4th ed., §19; R `scale`.
 * Example: `zScore(110, 100, 5)` is 2.
 */
export function zScore(value: number, mean: number, standardDeviation: number): number {
  return (value - mean) / standardDeviation
}

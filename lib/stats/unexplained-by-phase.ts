import { mean } from './mean'

/**
 * The share of a variance that the means of the phases of a period leave, fairly for periods of unlike length; about 1 where the
 * period means nothing.
 *
 * Definition: (Σ (x − mean of its phase)² / (n − period)) / (Σ (x − mean)² / (n − 1)). 1 for constant values.
 * Reference: the adjusted R² of a one-way analysis of variance; Draper and Smith, Applied Regression Analysis, 3rd ed., §5.
 * Example: `unexplainedByPhase([1, 5, 1, 5], 2)` is 0.
 */
export function unexplainedByPhase(x: ArrayLike<number>, period: number): number {
  const n = x.length
  const center = mean(x)
  let total = 0
  for (let i = 0; i < n; i++) total += (x[i]! - center) ** 2
  let left = 0
  for (let phase = 0; phase < period; phase++) {
    let sum = 0
    let count = 0
    for (let i = phase; i < n; i += period, count++) sum += x[i]!
    for (let i = phase; i < n; i += period) left += (x[i]! - sum / count) ** 2
  }
  return total > 0 ? left / (n - period) / (total / (n - 1)) : 1
}

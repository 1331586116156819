import { requireNumber } from './require-number'
import { requireWhole } from './require-whole'

/**
 * Standard deviation of an EWMA after `count` independent values of standard deviation 1 that began at their mean: the half-width
 * of a control chart is this times as many σ as one allows.
 *
 * Definition: √(α / (2 − α) · (1 − (1 − α)^(2 count))). Throws `SeriesError` for arguments out of range.
 * Reference: Lucas and Saccucci, Technometrics 32 (1990) 1–12.
 * Example: `ewmaDeviation(1, 5)` is 1.
 */
export function ewmaDeviation(alpha: number, count: number): number {
  requireNumber('ewmaDeviation', 'alpha', alpha, Number.MIN_VALUE, 1)
  requireWhole('ewmaDeviation', 'count', count, { least: 1 })
  const forgotten = alpha === 1 ? 1 : -Math.expm1(2 * count * Math.log1p(-alpha))
  return Math.sqrt((alpha / (2 - alpha)) * forgotten)
}

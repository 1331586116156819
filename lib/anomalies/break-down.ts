import { otherCategory } from '@/lib/metrics/discover'
import type { Part } from './contributions'

/** What one value had in one window; the first window is the anomaly's, the others are its like days. */
export type Cell = { window: number; dimension: string; value: string; rows: number; sum: number }

/** What there was of each value, in the window and on a mean like day. */
export type Broken = { dimension: string; parts: Part[] }

/** Adds up the cells of each dimension: actual, and the mean of the like days. */
export function gatherParts(cells: readonly Cell[], likeDays: number): Broken[] {
  const dimensions = new Map<string, Map<string, Part>>()
  for (const { window, dimension, value, rows, sum } of cells) {
    const parts = dimensions.get(dimension) ?? new Map<string, Part>()
    dimensions.set(dimension, parts)
    const part = parts.get(value) ?? { value, rows: 0, sum: 0, usualRows: 0, usualSum: 0 }
    parts.set(value, part)
    if (window === 0) {
      part.rows += rows
      part.sum += sum
    } else {
      part.usualRows += rows / likeDays
      part.usualSum += sum / likeDays
    }
  }
  return [...dimensions].map(([dimension, parts]) => ({ dimension, parts: [...parts.values()] }))
}

const scaledAtMost = 4

/**
 * The usual amounts scaled to what the detector expected of the whole, so that they add up to it: like days say in which
 * proportions. Left as they are where the two have nothing in common.
 */
export function scaleUsual(parts: readonly Part[], expected: number | null): Part[] {
  const usual = parts.reduce((sum, part) => sum + part.usualSum, 0)
  const factor = expected === null || usual === 0 ? 1 : expected / usual
  const fits = Number.isFinite(factor) && factor >= 1 / scaledAtMost && factor <= scaledAtMost
  if (!fits) return [...parts]
  return parts.map((part) => ({
    ...part,
    usualRows: part.usualRows * factor,
    usualSum: part.usualSum * factor,
  }))
}

/** Whether a dimension can tell anything: it has two values at least, or one that is new. */
export const isTelling = ({ parts }: Broken) =>
  parts.length > 1 && parts.length <= 5000 && parts.some(({ value }) => value !== '' && value !== otherCategory)

import type { Grid } from './grid'

/** What the unit of a metric says of its bounds: percents are of 100; null where it says nothing. */
export type Bounds = 100 | 1 | null

const unitsOfShares: Record<string, Bounds> = { percent: 100, '%': 100, ratio: 1, share: 1 }
const leastKnown = 100
const leastLarge = 0.5

export const boundsOf = (unit: string): Bounds => unitsOfShares[unit.toLowerCase()] ?? null

/**
 * Whether means are shares: all lie from 0 to what the unit says is the whole; or, where it says nothing, a hundred and more lie
 * from 0 to 1 and some above a half. Small ones need no telling: they vary like any small number.
 */
export function sharesOf(values: Float64Array, bounds: Bounds = null): Pick<Grid, 'nature' | 'whole'> | null {
  const whole = bounds ?? 1
  let [known, largest] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < 0 || value > whole) return null
    known++
    largest = Math.max(largest, value)
  }
  if (known === 0 || (bounds === null && (known < leastKnown || largest <= leastLarge))) return null
  return { nature: 'share', whole }
}

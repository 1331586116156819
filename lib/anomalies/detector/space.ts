import type { Grid } from '../grid'

/** Where values vary alike everywhere: `to` leads there, `from` back. */
export type Space = { to(value: number): number; from(value: number): number }

type Measured = Pick<Grid, 'nature' | 'whole'>

/** Counts and sums vary with their size, means of few rows to the right; what is below zero is mirrored. */
const rootSpace: Space = {
  to: (value) => Math.sign(value) * Math.sqrt(Math.abs(value)),
  from: (value) => Math.max(0, value) ** 2,
}

/** Shares of a whole vary most in the middle and not beyond 0 and the whole: the arcsine of the root evens that out. */
const shareSpaceOf = (whole: number): Space => ({
  to: (value) => Math.asin(Math.sqrt(Math.min(1, Math.max(0, value / whole)))),
  from: (value) => whole * Math.sin(Math.min(Math.PI / 2, Math.max(0, value))) ** 2,
})

const plainSpace: Space = { to: (value) => value, from: (value) => value }

/** The space beside the plain one, in which a series of this nature is judged as long as it does not go below zero. */
export const evenSpaceOf = ({ nature, whole = 1 }: Measured): Space =>
  nature === 'share' ? shareSpaceOf(whole) : rootSpace

/** The space in which a band is drawn. */
export const bandSpaceOf = (measured: Measured, goesBelowZero: boolean): Space =>
  goesBelowZero ? plainSpace : evenSpaceOf(measured)

import type { Grid } from './grid'

/** Where values are compared: `to` leads there, `from` back. */
export type Space = { to(value: number): number; from(value: number): number }

/** Counts and sums vary with their size, means of few rows to the right: their square roots vary alike everywhere. */
export const rootSpace: Space = { to: Math.sqrt, from: (value) => Math.max(0, value) ** 2 }

const plainSpace: Space = { to: (value) => value, from: (value) => value }

/** The space that suits a series by its signs. */
export const spaceOf = ({ values }: Pick<Grid, 'values'>): Space =>
  values.some((value) => value < 0) ? plainSpace : rootSpace

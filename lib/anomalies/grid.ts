export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** What a bucket's number is: how many, how much, a mean, or a share of a whole. */
export type Nature = 'count' | 'sum' | 'average' | 'share'

/** Whether buckets are joined by their rows, not added up. */
export const isMean = (nature: Nature) => nature === 'average' || nature === 'share'

/**
 * One series in buckets of `stepMs` from `startMs` on, NaN where unknown. `unit` is what one row adds: 1 to a count; `whole` is what shares are of, default 1;
 * `rows` of how many rows each is the share, where rows were counted.
 */
export type Grid = {
  startMs: number
  stepMs: number
  nature: Nature
  unit: number
  whole?: number
  values: Float64Array
  rows?: Float64Array
}

export const bucketAt = (grid: Pick<Grid, 'startMs' | 'stepMs'>, index: number) => grid.startMs + index * grid.stepMs

/** How many buckets a span has, at least one. */
export const bucketsIn = (spanMs: number, stepMs: number) => Math.max(1, Math.round(spanMs / stepMs))

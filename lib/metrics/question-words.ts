export const percentiles = ['p50', 'p90', 'p95', 'p99'] as const
export type Percentile = (typeof percentiles)[number]

export const aggregations = ['sum', 'avg', 'min', 'max', 'count', 'last', 'rate', ...percentiles, 'distinct'] as const
export type Aggregation = (typeof aggregations)[number]

/** `cumulative`: of all samples from `from` to the end of the step; `rate`: per second of the step. */
export const transforms = ['cumulative', 'rate'] as const
export type Transform = (typeof transforms)[number]

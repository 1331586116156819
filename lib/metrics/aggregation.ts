import { type Aggregation, isLevel, type MeasureKind, type Percentile, percentiles } from './contract'

const plain = ['sum', 'avg', 'min', 'max', 'count', 'last', 'rate'] as const

/** Levels are neither added up nor counted. */
const ofLevels = ['last', 'avg', 'min', 'max'] as const

/** How the samples of each kind may be aggregated. */
export const aggregationsOf: Record<MeasureKind, readonly Aggregation[]> = {
  events: plain,
  category: plain,
  value: [...plain, ...percentiles],
  distinct: ['distinct', 'count', 'rate'],
  rows: ofLevels,
  total: ofLevels,
  current: ofLevels,
}

export const isPercentile = (aggregation: Aggregation): aggregation is Percentile =>
  percentiles.some((one) => one === aggregation)

/** The percent of a percentile: 95 of `p95`. */
export const percentOf = (percentile: Percentile) => Number(percentile.slice(1))

/** Whether the answer is read from sketches: of values their percentiles, of identifiers all. */
export const isSketched = (kind: MeasureKind, aggregation: Aggregation) =>
  kind === 'distinct' || isPercentile(aggregation)

/** Why a metric of this kind cannot be aggregated so, and how it can; null where it can. */
export function whyNot(name: string, kind: MeasureKind, aggregation: Aggregation): string | null {
  const allowed = aggregationsOf[kind]
  if (allowed.includes(aggregation)) return null
  const reason = isLevel(kind)
    ? 'is a level'
    : kind === 'distinct'
      ? 'counts different values'
      : aggregation === 'distinct'
        ? 'keeps no different values'
        : 'keeps no spread of values'
  return `${name} ${reason}; ${aggregation} is none of ${allowed.join(', ')}`
}

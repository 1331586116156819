import { isLevel, type MeasureKind } from './contract'
import { type Aggregation, type Percentile, percentiles } from './question-words'

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
  lag: [...plain.filter((one) => one !== 'rate'), ...percentiles],
  freshness: ['last'],
  transition: ['sum', 'count', 'rate'],
  dwell: [...plain.filter((one) => one !== 'rate'), ...percentiles],
  check: ['avg', 'count'],
  tally: [],
  score: ['avg'],
}

export const isPercentile = (aggregation: Aggregation): aggregation is Percentile =>
  percentiles.some((one) => one === aggregation)

/** The percent of a percentile: 95 of `p95`. */
export const percentOf = (percentile: Percentile) => Number(percentile.slice(1))

/** Whether the answer is read from sketches: of values their percentiles, of identifiers all. */
export const isSketched = (kind: MeasureKind, aggregation: Aggregation) =>
  kind === 'distinct' || isPercentile(aggregation)

function reasonOf(kind: MeasureKind, aggregation: Aggregation): string {
  if (isLevel(kind)) return 'is a level'
  if (kind === 'distinct') return 'counts different values'
  if (kind === 'freshness') return 'is an age at an instant'
  if (kind === 'transition') return 'counts transitions'
  if (kind === 'check') return 'is the share of rows that meet a rule'
  if (kind === 'score') return 'is a score of quality'
  if (aggregation === 'rate') return 'is a time and has no rate'
  return aggregation === 'distinct' ? 'keeps no different values' : 'keeps no spread of values'
}

/** Why a metric of this kind cannot be aggregated so, and how it can; null where it can. */
export function whyNot(name: string, kind: MeasureKind, aggregation: Aggregation): string | null {
  const allowed = aggregationsOf[kind]
  if (allowed.includes(aggregation)) return null
  return `${name} ${reasonOf(kind, aggregation)}; ${aggregation} is none of ${allowed.join(', ')}`
}

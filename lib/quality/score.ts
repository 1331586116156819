import { type Dimension, dimensions, type Severity, severityWeights } from './contract'

/** What a rule counted, in rows. */
export type ScoredRule = { dimension: Dimension; severity: Severity; checked: number; passed: number }
export type Scores = { score: number | null; dimensions: Partial<Record<Dimension, number | null>> }

function meanOf(rules: readonly ScoredRule[]): number | null {
  let weight = 0
  let sum = 0
  for (const { severity, checked, passed } of rules) {
    if (checked === 0) continue
    weight += severityWeights[severity]
    sum += (severityWeights[severity] * passed) / checked
  }
  return weight > 0 ? (sum / weight) * 100 : null
}

/** The mean pass rate of rules that were asked of any row, each by the weight of its severity; in all and by dimension. */
export function scoreOf(rules: readonly ScoredRule[]): Scores {
  const known = dimensions.filter((dimension) => rules.some((rule) => rule.dimension === dimension))
  return {
    score: meanOf(rules),
    dimensions: Object.fromEntries(
      known.map((dimension) => [dimension, meanOf(rules.filter((rule) => rule.dimension === dimension))]),
    ),
  }
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { severityWeights } from '@/lib/quality/contract'
import { type Aggregate, addSample, mergeAggregate } from '../fold'
import { type Grid, segments } from '../grid'
import { listRuleWeights } from '../store/checks'
import type { SeriesRecord } from '../store/read'
import { readSamples, type Samples } from './samples'

const checks = { kind: 'check', field: null } as const

type Rule = { weight: number; steps: Map<number, Aggregate> }

/** The mean of the pass rates of rules, each by its weight; a step in which no row was checked has none. */
function scoreSteps(rules: readonly Rule[]): Map<number, Aggregate> {
  const sums = new Map<number, { weight: number; passed: number; at: number }>()
  for (const { weight, steps } of rules) {
    for (const [step, { count, sum, lastAt }] of steps) {
      const known = sums.get(step) ?? { weight: 0, passed: 0, at: lastAt }
      known.weight += weight
      known.passed += (weight * Number(sum.toString())) / count
      known.at = Math.max(known.at, lastAt)
      sums.set(step, known)
    }
  }
  return new Map([...sums].map(([step, { weight, passed, at }]) => [step, addSample(undefined, passed / weight, at)]))
}

/** The score of each group of series of checks by step of the grid, in percent; told when it is asked for. */
export async function readScores(
  context: Context,
  groups: { members: SeriesRecord[] }[],
  grid: Grid,
): Promise<Samples> {
  const series = groups.flatMap(({ members }, group) => members.map((one) => ({ group, one })))
  const weights = new Map(
    (await listRuleWeights(context.db.$planned, [...new Set(series.map(({ one }) => one.measureId))])).map(
      ({ measureId, severity }) => [measureId, severityWeights[severity]],
    ),
  )
  const steps: Map<number, Aggregate>[] = series.map(() => new Map())
  const asked = { metric: checks, groups: series.map(({ one }) => [one]), withLast: false, sketched: false }
  for (const { offset, ...segment } of segments(grid)) {
    const found = await readSamples(context, { ...asked, ...segment })
    found.forEach((own, index) => {
      for (const [step, summary] of own) steps[index]!.set(step + offset, summary as Aggregate)
    })
  }
  return groups.map((_, group) => {
    const rules = new Map<number, Rule>()
    series.forEach(({ group: own, one: { measureId } }, index) => {
      const weight = weights.get(measureId)
      if (own !== group || weight === undefined) return
      const rule = rules.get(measureId) ?? { weight, steps: new Map() }
      rules.set(measureId, rule)
      for (const [step, aggregate] of steps[index]!)
        rule.steps.set(step, mergeAggregate(rule.steps.get(step), aggregate))
    })
    return scoreSteps([...rules.values()])
  })
}

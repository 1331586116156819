import 'server-only'
import type { Context } from '@/lib/context/context'
import { severityWeights } from '@/lib/quality/contract'
import { type Aggregate, addSample } from '../fold'
import type { Grid } from '../grid'
import type { Tally } from '../sketch/tally'
import { listRuleWeights } from '../store/checks'
import type { SeriesRecord } from '../store/read'
import type { Samples } from './samples'
import { readTallies } from './tallies'

/** The mean of the pass rates of rules in force, each by its weight; nothing where no row was checked. */
function scoreOf(tally: Tally, weights: ReadonlyMap<number, number>, at: number): Aggregate | null {
  let [all, passed] = [0, 0]
  for (const [rule, counts] of tally.rules) {
    const weight = weights.get(rule)
    if (weight === undefined) continue
    all += weight
    passed += (weight * counts.passed) / counts.checked
  }
  return all > 0 ? addSample(undefined, (passed / all) * 100, at) : null
}

/** The score of each group of tables by step of the grid, in percent; told when it is asked for. */
export async function readScores(
  context: Context,
  groups: { members: SeriesRecord[] }[],
  grid: Grid,
): Promise<Samples> {
  const [rules, tallies] = await Promise.all([listRuleWeights(context.db.$planned), readTallies(context, groups, grid)])
  const weights = new Map(rules.map(({ measureId, severity }) => [measureId, severityWeights[severity]]))
  return tallies.map((steps) => {
    const scores = new Map<number, Aggregate>()
    for (const [step, tally] of steps) {
      const score = scoreOf(tally, weights, grid.starts[step]!)
      if (score) scores.set(step, score)
    }
    return scores
  })
}

import type { AnomalyType } from './contract'
import type { Finding } from './findings'
import type { Found } from './lifecycle'
import type { Rank, Target } from './targets'

/** An anomaly of a table's own events, or of what they carry. */
export type Story = {
  tableName: string
  rank: Rank
  type: AnomalyType
  score: number
  startMs: number
  endMs: number | null
}

const sides: Partial<Record<AnomalyType, 'up' | 'down'>> = { spike: 'up', drop: 'down', missing: 'down' }
const surpriseOf = (score: number) => -2 * Math.log(1 - score)
const muchMore = 0.7

/**
 * Whether a higher-ranking story of the same table tells it already: the same side at the same time, hardly less surprising.
 * When no orders come, no amounts and no statuses come either, and one anomaly is enough.
 */
export function followsFrom(story: Story, told: Story[]): boolean {
  const side = sides[story.type]
  if (!side) return false
  return told.some(
    (one) =>
      one.tableName === story.tableName &&
      one.rank < story.rank &&
      sides[one.type] === side &&
      one.startMs < (story.endMs ?? Number.POSITIVE_INFINITY) &&
      story.startMs < (one.endMs ?? Number.POSITIVE_INFINITY) &&
      surpriseOf(story.score) < surpriseOf(one.score) + muchMore,
  )
}

/** The runs of a line, without findings that follow from a story of `told`; what is new is added to it. */
export function tellNew(
  target: Pick<Target, 'tableName' | 'rank'>,
  found: Found<Finding>[],
  told: Story[],
): Found<Finding>[] {
  const { tableName, rank } = target
  return found.map((run) => {
    const { finding, startMs, endMs, closed } = run
    if (!finding) return run
    const { type, score } = finding
    const story: Story = { tableName, rank, type, score, startMs, endMs: closed ? endMs : null }
    if (followsFrom(story, told)) return { ...run, finding: null }
    told.push(story)
    return run
  })
}

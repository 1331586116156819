import 'server-only'
import type { Context } from '@/lib/context/context'
import { adviceFor } from '../cause'
import { severityWeights } from '../contract'
import type { QualityReport, ScoreQuery } from '../score-contract'
import { listRules } from './rules'
import { scoreQuality } from './score'
import { listViolations } from './violations'

const mostSteps = 10
const rulesShown = 10

/** The scores of an interval with what was broken in it, and what to do next. */
export async function reportQuality(context: Context, query: ScoreQuery): Promise<QualityReport> {
  const score = await scoreQuality(context, query)
  const of = query.table === undefined ? {} : { table: query.table }
  const [{ violations }, { rules }] = await Promise.all([
    listViolations(context, { from: score.from, to: score.to, limit: 200, ...of }),
    listRules(context, { limit: 1000, ...of }),
  ])
  const urgent = violations
    .filter(({ status }) => status !== 'resolved')
    .sort((a, b) => severityWeights[b.severity] - severityWeights[a.severity] || b.failed - a.failed)
  const steps = urgent.map(
    ({ rule_title, rule_type, message }) =>
      `${message.startsWith('Not so') ? rule_title : message}. ${adviceFor(rule_type)}`,
  )
  const proposed = rules.filter(({ state }) => state === 'proposed').length
  if (proposed > 0) steps.push(`Accept or decline ${proposed} proposed rules.`)
  const unruled = score.tables.filter(({ rules: count }) => count === 0).map(({ table }) => table)
  if (unruled.length > 0) steps.push(`Give rules to ${unruled.join(', ')}.`)
  const worst = rules
    .filter(({ state, figures }) => state === 'active' && figures.failed > 0)
    .sort((a, b) => (a.figures.pass_rate ?? 100) - (b.figures.pass_rate ?? 100))
  return {
    ...score,
    generated_at: context.now.toISOString(),
    violations,
    worst_rules: worst.slice(0, rulesShown),
    next_steps: steps.slice(0, mostSteps),
  }
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { dayMs } from '@/lib/metrics/fold'
import { lastDay, readInterval } from '@/lib/metrics/service/interval'
import type { ScoredRule } from '../score'
import { scoreOf } from '../score'
import type { QualityScore, QualityStats, ScoreQuery, TableScore } from '../score-contract'
import { type Counted, countChecks, countedInterval } from '../store/figures'
import { countProposed, listRulesInForce, type RuleRow } from '../store/rules'
import { listTables } from '../store/tables'
import { countOpen } from '../store/violations'
import { dimensionOf } from '../validate-rule'
import { findMissing } from './missing'

/** The other end of the years that can be asked for. */
const firstYear = Date.UTC(100, 0)

type Sums = { checked: number; passed: number }
const sumOf = (counted: readonly Counted[], rule: RuleRow): Sums => {
  const own = counted.filter(({ ruleId }) => ruleId === rule.id)
  return {
    checked: own.reduce((sum, one) => sum + one.checked, 0),
    passed: Math.round(own.reduce((sum, one) => sum + one.passed, 0)),
  }
}

const scored = (counted: readonly Counted[], rules: readonly RuleRow[]): ScoredRule[] =>
  rules.map((rule) => ({ dimension: dimensionOf(rule.type), severity: rule.severity, ...sumOf(counted, rule) }))

/** The interval asked for, the last day by default, in the buckets that it is counted by. */
export function scoredInterval(context: Context, { from, to }: Pick<ScoreQuery, 'from' | 'to'>) {
  const end = to ?? new Date(context.now.getTime() + 60_000).toISOString()
  const start = from ?? new Date(Date.parse(end) - dayMs).toISOString()
  const asked = readInterval(context, { from: start, to: end })
  const until = Math.min(Math.max(asked.to, asked.from + 1), lastDay)
  return countedInterval(Math.min(asked.from, until - 1), until)
}

/** How well the rules were met, worst tables first, beside the interval before. */
export async function scoreQuality(context: Context, query: ScoreQuery): Promise<QualityScore> {
  const { db } = context
  const { from, to } = scoredInterval(context, query)
  const rules = (await listRulesInForce(db.$client)).filter(
    ({ tableName }) => query.table === undefined || tableName === query.table,
  )
  const ids = rules.map(({ id }) => id)
  const names = [...new Set(rules.map(({ tableName }) => tableName))]
  const [counted, before, open, tables] = await Promise.all([
    countChecks(db.$client, ids, from, to),
    countChecks(db.$client, ids, Math.max(from - (to - from), firstYear), from),
    countOpen(db),
    listTables(db.$client, names),
  ])
  const scores = names.map((table): TableScore => {
    const own = rules.filter(({ tableName }) => tableName === table)
    const sums = own.map((rule) => ({ rule, ...sumOf(counted, rule) }))
    const checked = sums.reduce((sum, one) => sum + one.checked, 0)
    const passed = sums.reduce((sum, one) => sum + one.passed, 0)
    const last = tables.flatMap((one) =>
      one.table === table && one.lastEventAt ? new Date(one.lastEventAt).getTime() : [],
    )
    return {
      table,
      ...scoreOf(scored(counted, own)),
      previous: scoreOf(scored(before, own)).score,
      rules: own.length,
      failing: sums.filter((one) => one.checked > 0 && (one.passed / one.checked) * 100 < one.rule.threshold).length,
      open_violations: open.filter(({ ruleId }) => own.some(({ id }) => id === ruleId)).length,
      checked,
      passed,
      failed: checked - passed,
      last_event: last.length > 0 ? new Date(Math.max(...last)).toISOString() : null,
    }
  })
  const worst = (a: TableScore, b: TableScore) => (a.score ?? 101) - (b.score ?? 101) || a.table.localeCompare(b.table)
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...scoreOf(scored(counted, rules)),
    previous: scoreOf(scored(before, rules)).score,
    tables: scores.sort(worst),
  }
}

/** How many rules there are, and what they found in the last day. */
export async function readQualityStats(context: Context): Promise<QualityStats> {
  const { db } = context
  const rules = await listRulesInForce(db.$client)
  const [{ score, tables }, counts, open, missing] = await Promise.all([
    scoreQuality(context, {}),
    countProposed(db),
    countOpen(db),
    findMissing(db.$client, rules),
  ])
  return {
    rules: counts.all,
    rules_enabled: rules.length,
    rules_proposed: counts.proposed,
    rules_waiting: rules.filter((rule) => missing(rule) !== null).length,
    tables: tables.length,
    open_violations: open.length,
    checked: tables.reduce((sum, one) => sum + one.checked, 0),
    failed: tables.reduce((sum, one) => sum + one.failed, 0),
    score,
  }
}

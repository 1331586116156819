import 'server-only'
import { findMetricTargets } from '@/lib/anomalies/service/metric-targets'
import { formatDuration, parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { splitFilter } from '@/lib/metrics/filter-text'
import { metricsOf, readFormula } from '@/lib/metrics/formula/check'
import { FormulaError } from '@/lib/metrics/formula/formula-error'
import { findMetrics } from '@/lib/metrics/store/read'
import type { RuleBody } from '../contract'
import { listRoutedChannels } from '../store/routing'
import { whyNotTemplate } from '../template'
import { finishedWindow, shiftOf, unitOf } from '../window'
import { readValues } from './read-values'

const minuteMs = 60_000
const dayMs = 86_400_000
const longestWindowMs = 31 * dayMs

const refuse = (path: string, message: string) =>
  new AppError('invalid_input', `Body ${path}: ${message}`, { issues: [{ path, code: 'invalid_rule', message }] })

function requireMetricSense(rule: RuleBody, unitMs: number) {
  const { metric, expr, threshold, change, recovery_threshold, operator, window, aggregation, group_by, filter } = rule
  if (metric === null && expr === null) throw refuse('metric', 'expected metric, or expr for a formula')
  if (metric !== null && expr !== null) throw refuse('expr', 'expected either metric or expr, not both')
  if (expr !== null && aggregation !== null)
    throw refuse('aggregation', 'a formula says itself how its metrics are aggregated: sum(orders_amount_sum)')
  if (threshold === null && change === null) throw refuse('threshold', 'expected threshold, or change')
  if (threshold !== null && change !== null) throw refuse('change', 'expected either threshold or change, not both')
  const ms = parseDuration(window)!
  if (ms % 1000 !== 0 || ms > longestWindowMs) throw refuse('window', 'expected whole seconds, up to 31d')
  if (ms < unitMs)
    throw refuse('window', `expected at least ${formatDuration(unitMs)}, for rules are evaluated that often at most`)
  if (recovery_threshold !== null) {
    if (threshold === null) throw refuse('recovery_threshold', 'goes with threshold')
    const wrong = operator.startsWith('>') ? recovery_threshold > threshold : recovery_threshold < threshold
    if (wrong || operator === '=' || operator === '!=')
      throw refuse(
        'recovery_threshold',
        operator.startsWith('>') ? 'expected at most threshold' : 'expected at least threshold, with < or <=',
      )
  }
  if (!change) return
  const shift = shiftOf(change.from)
  if (shift !== null && parseDuration(shift)! % minuteMs !== 0)
    throw refuse('change.from', 'expected whole minutes, such as 1h, 1d or 1w')
  if (shift !== null) return
  if (metric === null) throw refuse('change.from', 'what is usual is known of metrics, not of formulas')
  if (group_by.length > 0 || (filter ?? '').includes(','))
    throw refuse('change.from', 'what is usual is known of a metric or one of its categories: leave out group_by')
  if (ms % minuteMs !== 0 || dayMs % ms !== 0)
    throw refuse('window', 'with the baseline, expected whole minutes that divide a day, such as 5m or 1h')
}

function requireFormula(expr: string): string[] {
  try {
    return metricsOf(readFormula(expr)).map(({ name }) => name)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const issues = [{ path: 'expr', code: 'invalid_formula', message: error.message }]
    throw new AppError('invalid_input', `Body ${error.message}`, { issues })
  }
}

/** The field that a refused question was made of, which begins what is said of it. */
const fieldOf = ({ expr }: RuleBody, error: string) =>
  /^(filter|group_by|aggregation)(?=: | ")/.exec(error)?.[1] ?? (expr === null ? 'metric' : 'expr')

/** What a rule over a metric waits for, null where it can be evaluated. Throws `invalid_input` for what can never be. */
async function tryMetric(context: Context, rule: RuleBody): Promise<string | null> {
  const named = rule.expr === null ? [rule.metric ?? ''] : requireFormula(rule.expr)
  const there = new Set((await findMetrics(context.db.$client, named)).map(({ name }) => name))
  const missing = named.find((name) => !there.has(name))
  if (missing !== undefined) return `the metric ${missing}`
  const span = finishedWindow(rule, context.now.getTime(), unitOf(context.config.alerts.evaluation_interval))
  const found = await readValues(context, rule, span)
  if ('error' in found) throw refuse(fieldOf(rule, found.error), found.error)
  return 'waitingFor' in found ? found.waitingFor : null
}

/** A lag is a sample at the time of its change, so that a longer one than the window is never in it. */
async function findShortWindow({ db }: Context, { metric, threshold, window }: RuleBody): Promise<string[]> {
  if (metric === null || threshold === null || threshold * 1000 < parseDuration(window)!) return []
  const [found] = await findMetrics(db.$client, [metric])
  if (found?.kind !== 'lag') return []
  return [
    `A lag counts at the time of its change: one above ${threshold} s is never in a window of ${window}; take a longer one`,
  ]
}

/** What is usual is known of what anomalies are looked for in: counts, sums and averages, of one line. */
async function findUnusual({ db }: Context, { metric, change, filter }: RuleBody): Promise<string[]> {
  if (change?.from !== 'baseline' || metric === null) return []
  const targets = await findMetricTargets({ db }, metric, filter === null ? undefined : splitFilter(filter))
  if (targets.length === 1) return []
  return [
    targets.length === 0
      ? `What is usual is not known of ${metric}, or not yet: it is of counts, sums and averages; the rule has no data until then`
      : `${metric} has ${targets.length} categories: choose one with filter; the rule has no data until then`,
  ]
}

function requireMatchSense({ kind, match, metric, expr, threshold, change }: RuleBody) {
  const other = { metric, expr, threshold, change }
  const given = Object.entries(other).find(([, value]) => value !== null)
  if (given) throw refuse(given[0], `a rule of kind ${kind} says with match what it is about`)
  const reads: Record<string, readonly string[]> = {
    anomaly: ['table', 'metric', 'min_severity'],
    violation: ['table', 'rule', 'min_severity'],
    schema_change: ['table', 'source', 'min_severity', 'breaking'],
    source: ['source', 'max_lag'],
  }
  const unread = Object.keys(match).find((name) => !reads[kind]?.includes(name))
  if (unread !== undefined) throw refuse(`match.${unread}`, `${kind} takes ${reads[kind]?.join(', ')}`)
}

/** What a rule waits for, and what is odd of it though it is kept. Throws `invalid_input` naming what makes no sense. */
export async function checkRule(
  context: Context,
  rule: RuleBody,
): Promise<{ waitingFor: string | null; warnings: string[] }> {
  for (const field of ['title', 'message'] as const) {
    const text = rule[field]
    const wrong = text === null ? null : whyNotTemplate(text)
    if (wrong) throw refuse(field, wrong)
  }
  const known = new Set((await listRoutedChannels(context.db)).flatMap(({ id, name }) => [id, name]))
  const unknown = rule.channels.filter((name) => !known.has(name))
  const warnings = unknown.map((name) => `There is no channel ${name} yet`)
  if (rule.kind !== 'metric') {
    requireMatchSense(rule)
    return { waitingFor: null, warnings }
  }
  requireMetricSense(rule, unitOf(context.config.alerts.evaluation_interval))
  const waitingFor = await tryMetric(context, rule)
  warnings.push(...(await findShortWindow(context, rule)))
  if (waitingFor === null) warnings.push(...(await findUnusual(context, rule)))
  return { waitingFor, warnings: waitingFor === null ? warnings : [`The rule waits for ${waitingFor}`, ...warnings] }
}

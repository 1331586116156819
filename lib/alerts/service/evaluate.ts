import 'server-only'
import type { Context } from '@/lib/context/context'
import { isLevel } from '@/lib/metrics/contract'
import { findMetrics, type MetricRecord } from '@/lib/metrics/store/read'
import { inSpan } from '@/lib/telemetry/tracing'
import type { InstanceState } from '../contract'
import type { EvaluationFigures } from '../evaluation-contract'
import { groupBy } from '../group-by'
import { type Instance, quiet, step } from '../lifecycle'
import { policyOf } from '../policy'
import {
  type InstanceRow,
  listInstances,
  lockEvaluation,
  removeRested,
  tryLockEvaluation,
  upsertInstances,
} from '../store/instances'
import type { Queryable } from '../store/outbox'
import { listEnabledRules, type RuleRow, recordEvaluations } from '../store/rules'
import { canTellEarly, finishedWindow, unitOf } from '../window'
import { type Look, lookAtFound, lookAtMetric, type Regard, type Seen } from './look'
import { applyMoves, bodyOf, type Moved } from './open-alerts'
import type { Asked } from './read-values'
import { tendAlerts } from './tend'

/** So many rules are asked at once: more would wait for the same connections. */
const atOnce = 6
/** What was found is forgotten once it has been over for so long. */
const restedMs = 2 * 24 * 3_600_000

const toInstance = ({ state, since, firings, calmSince }: InstanceRow): Instance => ({
  state,
  since: since.getTime(),
  firings: firings.map((at) => at.getTime()),
  calmSince: calmSince?.getTime() ?? null,
})

function toRow(before: InstanceRow | undefined, row: RuleRow, seen: Seen, next: Instance): InstanceRow {
  return {
    ruleId: row.id,
    key: seen.key,
    labels: seen.labels,
    state: next.state,
    since: new Date(next.since),
    value: seen.subject.value ?? null,
    firings: next.firings.map((at) => new Date(at)),
    calmSince: next.calmSince === null ? null : new Date(next.calmSince),
    alertId: before?.alertId ?? null,
  }
}

const restless = (state: InstanceState | undefined) => state !== undefined && state !== 'ok'

/** A window that was over before a series was seen to be in breach says nothing of whether it still is. */
const isStale = (at: number, before: InstanceRow) => restless(before.state) && at < before.since.getTime()

/** What is over is not told anew of an alert that stays open for a while. */
const isOver = ({ observation }: Seen) => observation.kind === 'value' && observation.recovered

type Change = { moved: Moved[]; instances: InstanceRow[] }

/** What a look changes: series that are at rest and stay so are not written again. */
function judge({ row, at, early, seen }: Look, known: readonly InstanceRow[]): Change {
  const byKey = new Map(known.map((one) => [one.key, one]))
  const policy = policyOf(row.spec)
  const change: Change = { moved: [], instances: [] }
  for (const one of seen) {
    const before = byKey.get(one.key)
    if (before && isStale(at, before)) continue
    const { instance, move } = step(before ? toInstance(before) : quiet(at), one.observation, policy, at, early)
    if (before && !restless(before.state) && !restless(instance.state)) continue
    if (!before && early && !restless(instance.state)) continue
    const next = toRow(before, row, one, instance)
    change.instances.push(next)
    if (move !== null || (instance.state === 'firing' && !isOver(one)))
      change.moved.push({ row, instance: next, move, subject: one.subject })
  }
  return change
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const run = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run))
  return results
}

async function findRuleMetrics({ db }: Context, rows: readonly RuleRow[]): Promise<Map<string, MetricRecord>> {
  const names = [...new Set(rows.flatMap(({ spec }) => spec.metric ?? []))]
  const found = names.length > 0 ? await findMetrics(db.$client, names) : []
  return new Map(found.map((metric) => [metric.name, metric]))
}

const isDue = (row: RuleRow, now: number, unitMs: number) =>
  row.kind !== 'metric' ||
  row.evaluatedAt === null ||
  row.evaluatedAt.getTime() < finishedWindow(bodyOf(row), now, unitMs).to

/** Whether a look at the running window may say something of a rule over one of these tables. */
function isEarly(row: RuleRow, metric: MetricRecord | undefined, tables: ReadonlySet<string>): boolean {
  if (!metric || metric.expr !== null || !(tables.has('*') || tables.has(metric.tableName))) return false
  return canTellEarly(bodyOf(row), row.spec.aggregation ?? metric.aggregation, isLevel(metric.kind))
}

const nothing: EvaluationFigures = { skipped: false, rules: 0, series: 0, opened: 0, resolved: 0, duration_ms: 0 }

async function evaluate(context: Context, tx: Queryable, rows: RuleRow[], early: boolean, began: number) {
  const unitMs = unitOf(context.config.alerts.evaluation_interval)
  const metrics = await findRuleMetrics(context, rows)
  const instances = await listInstances(
    tx,
    rows.map(({ id }) => id),
  )
  const known = groupBy(instances, ({ ruleId }) => ruleId)
  const asked: Asked = new Map()
  const looks = await inTurns(rows, (row) => {
    const table = (row.spec.metric && metrics.get(row.spec.metric)?.tableName) || null
    const regard: Regard = { row, early, unitMs, known: known.get(row.id) ?? [], table, asked }
    return row.kind === 'metric' ? lookAtMetric(context, regard) : lookAtFound(context, regard)
  })
  const changes = looks.map((look) => judge(look, known.get(look.row.id) ?? []))
  const moved = changes.flatMap((change) => change.moved)
  await applyMoves(context, tx, moved)
  await upsertInstances(
    tx,
    changes.flatMap((change) => change.instances),
  )
  await recordEvaluations(
    tx,
    looks.map((look) => look.evaluated),
  )
  return {
    ...nothing,
    rules: rows.length,
    series: looks.reduce((sum, { seen }) => sum + seen.length, 0),
    opened: moved.filter(({ move }) => move === 'opened' || move === 'flapping').length,
    resolved: moved.filter(({ move }) => move === 'resolved').length,
    duration_ms: Math.round(performance.now() - began),
  }
}

/** What evaluates rules goes by itself, whoever changed what they are about. */
const inEvaluation = (looked: 'due' | 'early' | 'found', work: () => Promise<EvaluationFigures>) =>
  inSpan(
    'alert evaluation',
    async (note) => {
      const figures = await work()
      const { skipped, rules, series, opened, resolved } = figures
      note({ 'datawatch.skipped': skipped, 'datawatch.rules': rules, 'datawatch.series': series })
      note({ 'datawatch.alerts.opened': opened, 'datawatch.alerts.resolved': resolved })
      return figures
    },
    () => ({ alone: looked !== 'due', attributes: { 'datawatch.evaluation': looked } }),
  )

type Which = { early: false } | { early: true; tables: ReadonlySet<string> }

async function choose(context: Context, tx: Queryable, which: Which): Promise<RuleRow[]> {
  const rows = await listEnabledRules(tx)
  if (!which.early) {
    const unitMs = unitOf(context.config.alerts.evaluation_interval)
    return rows.filter((row) => isDue(row, context.now.getTime(), unitMs))
  }
  const metrics = await findRuleMetrics(context, rows)
  return rows.filter(({ kind, spec }, at) => {
    const metric = spec.metric === null ? undefined : metrics.get(spec.metric)
    return kind === 'metric' && isEarly(rows[at]!, metric, which.tables)
  })
}

/**
 * Evaluates the rules whose window is over since they were evaluated last, and those about what was found, once over all
 * processes; then tends what is open. What a rule comes to, the alerts of it and who is to be told are committed together.
 */
export async function evaluateRules(context: Context): Promise<EvaluationFigures> {
  const began = performance.now()
  const work = async (tx: Queryable) => {
    if (!(await tryLockEvaluation(tx))) return { ...nothing, skipped: true }
    const rows = await choose(context, tx, { early: false })
    const figures = await evaluate(context, tx, rows, false, began)
    await tendAlerts(context, tx)
    await removeRested(tx, new Date(context.now.getTime() - restedMs))
    return figures
  }
  return inEvaluation('due', () => context.db.transaction(work))
}

/** Looks at what rules over these tables can tell before their window is over. */
export async function evaluateEarly(context: Context, tables: ReadonlySet<string>): Promise<EvaluationFigures> {
  const began = performance.now()
  const work = async (tx: Queryable) => {
    await lockEvaluation(tx)
    const rows = await choose(context, tx, { early: true, tables })
    return rows.length > 0 ? evaluate(context, tx, rows, true, began) : nothing
  }
  return inEvaluation('early', () => context.db.transaction(work))
}

/** Looks at what other parts of DataWatch have just found. */
export async function evaluateFound(context: Context, kinds: ReadonlySet<RuleRow['kind']>): Promise<EvaluationFigures> {
  const began = performance.now()
  const work = async (tx: Queryable) => {
    await lockEvaluation(tx)
    const rows = (await listEnabledRules(tx)).filter(({ kind }) => kinds.has(kind))
    return rows.length > 0 ? evaluate(context, tx, rows, false, began) : nothing
  }
  return inEvaluation('found', () => context.db.transaction(work))
}

import type { Aggregation } from '../question-words'
import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { whyNot } from '../aggregation'
import { readCells } from '../answer'
import { isLevel, type MeasureKind } from '../contract'
import { makeFilter, requireLabels } from '../filter'
import { type Togetherness, togetherness } from '../formula/additive'
import { childrenOf, metricsOf, readFormula } from '../formula/check'
import type { Scope } from '../formula/evaluate'
import { FormulaError } from '../formula/formula-error'
import type { MetricNode, Node } from '../formula/parse'
import type { Vector } from '../formula/vector'
import { findMetrics, type MeasuredMetric, type MetricRecord } from '../store/read'
import { nameNearest } from './find'
import { requireFewPoints } from './interval'
import { isKeeping } from './kept-answers'
import { labelsOf, prepareReading, readGrid, requireFewSeries } from './reading'

const deepest = 8
const mostMetrics = 50

/** A formula whose metrics are all measured ones, those by formula having been put in. */
export type Formula = { text: string; node: Node; metrics: Map<string, MeasuredMetric> }

/** A metric by formula in the place of its name. */
function putIn(metric: MetricNode, inner: Node, text: string): Node {
  const { at, conditions, aggregation, name } = metric
  if (aggregation !== null && aggregation !== 'rate') {
    throw new FormulaError(`${name} is a formula and says itself how its metrics are aggregated`, text, at)
  }
  const narrowed: Node = conditions.length === 0 ? inner : { kind: 'where', at, conditions, of: inner }
  return aggregation === 'rate' ? { kind: 'call', at, name: 'rate', args: [narrowed] } : narrowed
}

function replaceMetrics(node: Node, by: (metric: MetricNode) => Node): Node {
  const again = (child: Node) => replaceMetrics(child, by)
  if (node.kind === 'metric') return by(node)
  if (node.kind === 'binary') return { ...node, left: again(node.left), right: again(node.right) }
  if (node.kind === 'call') return { ...node, args: node.args.map(again) }
  return 'of' in node ? { ...node, of: again(node.of) } : node
}

const labelsBelow = (node: Node, { metrics }: Formula): string[] => [
  ...new Set(metricsOf(node).flatMap(({ name }) => labelsOf(metrics.get(name)!))),
]

/** The labels of any of a formula's metrics. */
export const labelsOfFormula = (formula: Formula) => labelsBelow(formula.node, formula)

/** Throws where a metric is asked for labels or an aggregation that it has not. */
function checkMetrics(node: Node, formula: Formula) {
  if (node.kind === 'metric' && node.aggregation !== null) {
    const { name, kind } = formula.metrics.get(node.name)!
    const reason = whyNot(name, kind, node.aggregation)
    if (reason) throw new FormulaError(reason, formula.text, node.at)
  }
  const named =
    node.kind === 'by' ? node.labels : node.kind === 'where' ? node.conditions.map(({ label }) => label) : []
  const own = node.kind === 'metric' ? node.conditions.map(({ label }) => label) : []
  try {
    requireLabels([...named, ...own], labelsBelow(node, formula), node.kind === 'by' ? 'by' : 'labels')
    if (node.kind === 'metric') makeFilter(node.conditions, labelsOf(formula.metrics.get(node.name)!))
  } catch (error) {
    throw error instanceof AppError ? new FormulaError(error.message, formula.text, node.at) : error
  }
  for (const child of childrenOf(node)) checkMetrics(child, formula)
}

async function resolve(context: Context, text: string, depth: number, found: Map<string, MetricRecord>): Promise<Node> {
  const node = readFormula(text)
  const named = metricsOf(node)
  const missing = [...new Set(named.map(({ name }) => name))].filter((name) => !found.has(name))
  for (const metric of await findMetrics(context.db.$planned, missing, isKeeping())) found.set(metric.name, metric)
  const inner = new Map<string, Node>()
  for (const { name, at } of named) {
    const metric = found.get(name)
    if (!metric) throw new FormulaError(`there is no metric ${name}${await nameNearest(context, name)}`, text, at)
    if (metric.expr === null || inner.has(name)) continue
    if (depth === deepest) throw new FormulaError(`formulas use one another at most ${deepest} deep`, text, at)
    inner.set(name, await resolve(context, metric.expr, depth + 1, found))
  }
  const whole = replaceMetrics(node, (metric) => {
    const formula = inner.get(metric.name)
    return formula ? putIn(metric, formula, text) : metric
  })
  if (metricsOf(whole).length > mostMetrics) {
    throw new FormulaError(
      `a formula reads at most ${mostMetrics} metrics, those of the formulas it uses included`,
      text,
      0,
    )
  }
  return whole
}

/** Reads a formula and finds its metrics. Throws `FormulaError` saying what is wrong and where. */
export async function resolveFormula(context: Context, text: string): Promise<Formula> {
  const found = new Map<string, MetricRecord>()
  const node = await resolve(context, text, 1, found)
  const metrics = new Map([...found].flatMap(([name, one]) => (one.expr === null ? [[name, one] as const] : [])))
  const formula = { text, node, metrics }
  checkMetrics(node, formula)
  return formula
}

/** Whether the groups of a formula add up to what it comes to for all of them. */
export function addsUp({ metrics }: Formula, node: Node, groupBy: readonly string[]): boolean {
  const ofMetric = ({ name, aggregation }: MetricNode): Togetherness => {
    const metric = metrics.get(name)!
    const own = labelsOf(metric)
    const names = groupBy.filter((label) => own.includes(label))
    if (names.length === 0) return 'shared'
    const how = aggregation ?? metric.aggregation
    const sums =
      metric.kind !== 'distinct' && (how === 'sum' || how === 'count' || how === 'rate' || isLevelNow(metric.kind, how))
    return names.length === groupBy.length && sums ? 'additive' : 'apart'
  }
  return groupBy.length > 0 && togetherness(node, ofMetric) === 'additive'
}

const isLevelNow = (kind: MeasureKind, how: Aggregation) => isLevel(kind) && how === 'last'

/** Reads the metrics of a formula, each once for the same question. Labels that a metric has not do not concern it. */
export function formulaReader(context: Context, { metrics }: Formula): Scope['read'] {
  const known = new Map<string, Promise<Vector>>()
  const read = async (node: MetricNode, { grid, groupBy, where }: Scope): Promise<Vector> => {
    const metric = metrics.get(node.name)!
    const labels = labelsOf(metric)
    const names = groupBy.filter((label) => labels.includes(label))
    const concerned = where.map((conditions) => conditions.filter(({ label }) => labels.includes(label)))
    const filters = [node.conditions, ...concerned].map((conditions) => makeFilter(conditions, labels))
    const question = { aggregation: node.aggregation ?? metric.aggregation, group_by: names, filter: filters.flat() }
    const span = { from: grid.starts[0] ?? grid.from, to: grid.to }
    const reading = await prepareReading(context, metric, question, span)
    requireFewSeries(reading.groups)
    requireFewPoints(grid, reading.groups.length)
    const samples = await readGrid(context, reading, grid)
    const points = (steps: (typeof samples)[number]) =>
      readCells(grid, steps, reading.aggregation).map(({ value }) => value)
    const groups = reading.groups.flatMap((group, i) =>
      names.length > 0 && samples[i]!.size === 0
        ? []
        : [{ labels: names.length > 0 ? group.labels : {}, points: points(samples[i]!) }],
    )
    return { names, groups, empty: points(new Map()) }
  }
  return (node, scope) => {
    const { starts, end, from, to, lead } = scope.grid
    const asked = [node.name, node.aggregation, node.conditions, scope.where, scope.groupBy]
    const key = JSON.stringify([...asked, starts[0], starts.length, end, from, to, lead])
    const answer = known.get(key) ?? read(node, scope)
    known.set(key, answer)
    return answer
  }
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { drawPoints, fillCells } from '../answer'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import { readCondition, requireLabels } from '../filter'
import { evaluate, type Scope } from '../formula/evaluate'
import type { Vector } from '../formula/vector'
import { type Grid, shiftGrid, wholeGrid } from '../grid'
import { formatStep } from '../steps'
import { byValue, isRest } from '../top'
import { type Formula, formulaReader, labelsOfFormula, resolveFormula } from './formula'
import { comparedTo, iso, layRange, layValue } from './interval'

const mostGroups = 100

/** A formula under the name it is answered by. */
export type Named = { name: string; expr: string }

type Groups = { labels: Record<string, string>; value: number | null }[]

/** The formula by the labels and the filter of a question. Throws `bad_request` for what a formula cannot be asked. */
async function prepare(context: Context, expr: string, query: MetricValueQuery, tz: string) {
  if (query.aggregation !== undefined) {
    throw new AppError(
      'bad_request',
      'aggregation: a formula says itself how its metrics are aggregated, as in avg(orders_amount_sum)',
    )
  }
  const formula = await resolveFormula(context, expr)
  const labels = labelsOfFormula(formula)
  const where = (query.filter ?? []).map(readCondition)
  requireLabels(query.group_by ?? [], labels, 'group_by')
  requireLabels(
    where.map(({ label }) => label),
    labels,
    'filter',
  )
  const { node } = formula
  const whole = node.kind === 'by' ? node.of : node
  const groupBy = query.group_by?.length ? query.group_by : node.kind === 'by' ? node.labels : []
  const read = formulaReader(context, formula)
  const scope = (grid: Grid, by: readonly string[]): Scope => ({
    text: formula.text,
    grid,
    tz,
    groupBy: by,
    where,
    read,
  })
  const over = (grid: Grid, by: readonly string[] = groupBy) => evaluate(whole, scope(grid, by))
  return { formula, groupBy, over }
}

/** The groups with the largest values over the whole interval; those counted together come last. */
const largest = ({ groups }: Vector, limit: number | undefined): Groups =>
  groups
    .map(({ labels, points }) => ({ labels, value: points[0] ?? null }))
    .sort((a, b) => Number(groups.length > 1 && isRest(a)) - Number(groups.length > 1 && isRest(b)) || byValue(a, b))
    .slice(0, limit ?? mostGroups)

/** The points of a group in a vector, by the same labels. */
const pointsOf = (vector: Vector, labels: Record<string, string>) =>
  vector.groups.find((group) => JSON.stringify(group.labels) === JSON.stringify(labels))?.points ?? vector.empty

function labelsShown({ metrics }: Formula, labels: Record<string, string>) {
  const tables = new Set([...metrics.values()].map(({ tableName }) => tableName))
  return Object.keys(labels).length === 0 && tables.size === 1 ? { table: [...tables][0]! } : labels
}

/** The value of a formula over an interval, in all and by group, each with points to draw. */
export async function computeValue(
  context: Context,
  { name, expr }: Named,
  query: MetricValueQuery,
): Promise<MetricValue> {
  const { grid, note } = await layValue(context, query)
  const { formula, groupBy, over } = await prepare(context, expr, query, 'UTC')
  const whole = wholeGrid(grid)
  const [total, grouped, steps] = await Promise.all([over(whole, []), over(whole, groupBy), over(grid)])
  const series = largest(grouped, query.limit).map(({ labels, value }) => ({
    metric: name,
    labels: labelsShown(formula, labels),
    value,
    data_points: pointsOf(steps, labels).flatMap((at, i) =>
      at === null ? [] : [{ timestamp: iso(grid.starts[i]!), value: at }],
    ),
  }))
  const value = total.groups.length === 1 ? (total.groups[0]!.points[0] ?? null) : null
  const answer = { metric: name, aggregation: 'formula' as const, from: iso(grid.from), to: iso(grid.to), ...note }
  return { ...answer, value, series }
}

/** A formula in steps, aligned to the step in the zone asked for. */
export async function computeRange(
  context: Context,
  { name, expr }: Named,
  query: MetricRangeQuery,
): Promise<MetricRange> {
  const { grid, step, note } = await layRange(context, query)
  if (query.transform !== undefined) {
    throw new AppError('bad_request', `transform: a formula says it itself, as in ${query.transform}(…)`)
  }
  const { formula, groupBy, over } = await prepare(context, expr, query, query.tz)
  const now = context.now.getTime()
  const [steps, whole] = await Promise.all([over(grid), groupBy.length > 0 ? over(wholeGrid(grid)) : undefined])
  const groups = largest(whole ?? steps, query.limit)
  const draw = (own: Grid, vector: Vector) =>
    groups.map(({ labels }) => {
      const cells = pointsOf(vector, labels).map((value) => ({ value, empty: value === null }))
      return {
        metric: name,
        labels: labelsShown(formula, labels),
        data_points: drawPoints(own, fillCells(cells, query.fill), grid, now),
      }
    })
  const answer = {
    metric: name,
    aggregation: 'formula' as const,
    from: iso(grid.from),
    to: iso(grid.to),
    ...note,
    step: formatStep(step),
    series: draw(grid, steps),
  }
  const period = comparedTo(query, grid, step)
  if (period === undefined) return answer
  const before = shiftGrid(grid, period, query.tz)
  const compare = { period: formatStep(period), from: iso(before.from), to: iso(before.to) }
  return { ...answer, compare: { ...compare, series: draw(before, await over(before)) } }
}

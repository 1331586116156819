import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { drawPoints, fillCells } from '../answer'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import { readCondition, requireLabels } from '../filter'
import { chooseGroups, pointsOf, type ShownGroups } from '../formula/choose-groups'
import { evaluate, type Scope } from '../formula/evaluate'
import type { Vector } from '../formula/vector'
import { type Grid, shiftGrid, wholeGrid } from '../grid'
import { formatStep } from '../steps'
import { layBefore } from './before'
import { addsUp, type Formula, formulaReader, labelsOfFormula, resolveFormula } from './formula'
import { comparedTo, iso, layRange, layValue } from './interval'
import { answerKept } from './kept-answers'

/** A formula under the name it is answered by. */
export type Named = { name: string; expr: string }

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
    where: [where],
    read,
  })
  const over = (grid: Grid, by: readonly string[] = groupBy) => evaluate(whole, scope(grid, by))
  return { formula, groupBy, additive: addsUp(formula, whole, groupBy), over }
}

type Prepared = Awaited<ReturnType<typeof prepare>>

/** What the answer of a formula holds by: its metrics, and how it puts them together. */
const toldFrom = ({ formula }: Prepared) => ({ metrics: [...formula.metrics.values()], beside: formula.node })

/** What an answer says where groups are neither shown nor counted together. */
const saidOf = ({ leftOut }: ShownGroups) => (leftOut > 0 ? { groups_left_out: leftOut } : {})

const totalOf = ({ groups }: Vector) => (groups.length === 1 ? (groups[0]!.points[0] ?? null) : null)

function labelsShown({ metrics }: Formula, labels: Record<string, string>) {
  const tables = new Set([...metrics.values()].map(({ tableName }) => tableName))
  return Object.keys(labels).length === 0 && tables.size === 1 ? { table: [...tables][0]! } : labels
}

/** The value of a formula over an interval, in all and by group, each with points to draw. */
export async function computeValue(context: Context, named: Named, query: MetricValueQuery): Promise<MetricValue> {
  const prepared = await prepare(context, named.expr, query, query.tz)
  return answerKept(context, { ...query, ...named, ask: 'value' }, toldFrom(prepared), () =>
    tellValue(context, named.name, query, prepared),
  )
}

async function tellValue(
  context: Context,
  name: string,
  query: MetricValueQuery,
  { formula, groupBy, additive, over }: Prepared,
): Promise<MetricValue> {
  const { grid, note } = await layValue(context, query)
  const whole = wholeGrid(grid)
  const [total, grouped, steps] = await Promise.all([over(whole, []), over(whole, groupBy), over(grid)])
  const shown = chooseGroups(grouped, query.limit, additive)
  const series = shown.groups.map(({ labels, value }) => ({
    metric: name,
    labels: labelsShown(formula, labels),
    value,
    data_points: pointsOf(steps, shown, labels).flatMap((at, i) =>
      at === null ? [] : [{ timestamp: iso(grid.starts[i]!), value: at }],
    ),
  }))
  const value = totalOf(total)
  const answer = { metric: name, aggregation: 'formula' as const, from: iso(grid.from), to: iso(grid.to), ...note }
  const told = { ...answer, ...saidOf(shown), value, series }
  const period = comparedTo(query, grid, grid.to - grid.from)
  if (period === undefined) return told
  const before = shiftGrid(whole, period, query.tz)
  const [totalBefore, groupedBefore] = await Promise.all([over(before, []), over(before, groupBy)])
  const compared = shown.groups.map(({ labels }) => ({
    metric: name,
    labels: labelsShown(formula, labels),
    value: pointsOf(groupedBefore, shown, labels)[0] ?? null,
  }))
  const interval = { period: formatStep(period), from: iso(before.from), to: iso(before.to) }
  return { ...told, compare: { ...interval, value: totalOf(totalBefore), series: compared } }
}

/** A formula in steps, aligned to the step in the zone asked for. */
export async function computeRange(context: Context, named: Named, query: MetricRangeQuery): Promise<MetricRange> {
  if (query.transform !== undefined) {
    throw new AppError('bad_request', `transform: a formula says it itself, as in ${query.transform}(…)`)
  }
  const prepared = await prepare(context, named.expr, query, query.tz)
  return answerKept(context, { ...query, ...named, ask: 'range' }, toldFrom(prepared), () =>
    tellRange(context, named.name, query, prepared),
  )
}

async function tellRange(
  context: Context,
  name: string,
  query: MetricRangeQuery,
  { formula, groupBy, additive, over }: Prepared,
): Promise<MetricRange> {
  const { grid, step, note } = await layRange(context, query)
  const now = context.now.getTime()
  const [steps, whole] = await Promise.all([over(grid), groupBy.length > 0 ? over(wholeGrid(grid)) : undefined])
  const shown = chooseGroups(whole ?? steps, query.limit, additive)
  const draw = async (own: Grid, vector: Vector) => {
    const drawn = shown.groups.map(({ labels }) => pointsOf(vector, shown, labels))
    const begins = query.fill === 'previous' && drawn.some(([first]) => first === null)
    const earlier = begins ? await over(await layBefore(context, own)) : null
    return shown.groups.map(({ labels }, index) => {
      const cells = drawn[index]!.map((value) => ({ value, empty: value === null }))
      const before = earlier && pointsOf(earlier, shown, labels).findLast((value) => value !== null)
      const values = fillCells(cells, query.fill, before ?? null)
      return { metric: name, labels: labelsShown(formula, labels), data_points: drawPoints(own, values, grid, now) }
    })
  }
  const answer = {
    metric: name,
    aggregation: 'formula' as const,
    from: iso(grid.from),
    to: iso(grid.to),
    ...note,
    ...saidOf(shown),
    step: formatStep(step),
    series: await draw(grid, steps),
  }
  const period = comparedTo(query, grid, step)
  if (period === undefined) return answer
  const before = shiftGrid(grid, period, query.tz)
  const compare = { period: formatStep(period), from: iso(before.from), to: iso(before.to) }
  return { ...answer, compare: { ...compare, series: await draw(before, await over(before)) } }
}

import type { Condition } from '../filter'
import { extendGrid, type Grid, shiftGrid, stepSeconds } from '../grid'
import { divide, movingAverage, operators, percentChange, pointwise, runningSum } from './arithmetic'
import { FormulaError } from './formula-error'
import type { MetricNode, Node } from './parse'
import { joinVectors, mapPoints, type Points, single, type Vector } from './vector'

/** Over what a formula is evaluated: `read` gives the values of a metric for each step of a grid. */
export type Scope = {
  text: string
  grid: Grid
  tz: string
  groupBy: readonly string[]
  /** What the metrics' labels must fulfil, each list by itself. */
  where: readonly (readonly Condition[])[]
  read(metric: MetricNode, scope: Scope): Promise<Vector>
}

/** A function of numbers as one of values that may be missing. */
const known =
  (compute: (...values: number[]) => number | null) =>
  (values: Points): number | null =>
    values.includes(null) ? null : compute(...(values as number[]))

async function join(nodes: Node[], at: number, scope: Scope, how: (values: Points) => number | null): Promise<Vector> {
  const vectors = await Promise.all(nodes.map((node) => evaluate(node, scope)))
  const joined = joinVectors(vectors, how)
  if (joined) return joined
  const labels = vectors.map(({ names }) => `(${names.join(', ')})`).join(' and ')
  throw new FormulaError(`groups by ${labels} do not go together`, scope.text, at)
}

async function call(node: Extract<Node, { kind: 'call' }>, scope: Scope): Promise<Vector> {
  const { name, args, at } = node
  const [first, second] = args as [Node, Node?]
  const { grid } = scope
  const simple = pointwise[name]
  if (simple) return join(args, at, scope, known(simple))
  if (name === 'coalesce') return join(args, at, scope, ([value, other]) => value ?? other ?? null)
  if (name === 'shift') {
    const step = second?.kind === 'duration' ? second.step : 0
    return evaluate(first, { ...scope, grid: shiftGrid(grid, step, scope.tz) })
  }
  if (name === 'moving_avg') {
    const count = second?.kind === 'number' ? second.value : 1
    const longer = await evaluate(first, { ...scope, grid: extendGrid(grid, count - 1) })
    return mapPoints(longer, (points) => movingAverage(points, count))
  }
  if (name === 'percent_change') {
    return mapPoints(await evaluate(first, { ...scope, grid: extendGrid(grid, 1) }), percentChange)
  }
  const vector = await evaluate(first, scope)
  if (name === 'cumulative') return mapPoints(vector, (points) => runningSum(points, grid.lead))
  const perSecond = (value: number | null, i: number) => (value === null ? null : divide(value, stepSeconds(grid, i)))
  return mapPoints(vector, (points) => points.map(perSecond))
}

/** The values of a checked formula for each step of the scope's grid. What is divided by zero, or no number, is null. */
export async function evaluate(node: Node, scope: Scope): Promise<Vector> {
  switch (node.kind) {
    case 'number':
      return single(scope.grid.starts.map(() => node.value))
    case 'metric':
      return scope.read(node, scope)
    case 'negate':
      return mapPoints(await evaluate(node.of, scope), (points) => points.map((value) => value && -value))
    case 'binary':
      return join([node.left, node.right], node.at, scope, known(operators[node.operator]))
    case 'by':
      return evaluate(node.of, { ...scope, groupBy: node.labels })
    case 'where':
      return evaluate(node.of, { ...scope, where: [...scope.where, node.conditions] })
    case 'call':
      return call(node, scope)
    case 'duration':
      throw new FormulaError('a duration is no number', scope.text, node.at)
  }
}

import { aggregateLines, type Parameter } from './aggregate'
import { operate } from './binary'
import { callFunction } from './call'
import { dropName } from './labels'
import { joinLines, mapPoints, type Value } from './line'
import { endsOf, type Scope } from './scope'
import type { AggregateNode, Node } from './syntax'

async function aggregate(node: AggregateNode, scope: Scope): Promise<Value> {
  const values = await Promise.all(node.args.map((arg) => evaluate(arg, scope)))
  const [first, last] = [values[0]!, values.at(-1)!]
  let param: Parameter = null
  if (values.length > 1 && first.type === 'scalar') param = first
  if (values.length > 1 && first.type === 'string') param = first
  const lines = last.type === 'vector' ? last.lines : []
  return { type: 'vector', lines: aggregateLines(node.op, node.grouping, param, lines, scope.times.length) }
}

async function compute(node: Node, scope: Scope): Promise<Value> {
  switch (node.kind) {
    case 'number':
      return { type: 'scalar', points: scope.times.map(() => node.value) }
    case 'string':
      return { type: 'string', text: node.value }
    case 'paren':
      return evaluate(node.of, scope)
    case 'selector': {
      const { matchers } = node
      const ask = { matchers, ends: endsOf(node, scope), rangeMs: scope.lookbackMs, reading: 'instant' as const }
      return { type: 'vector', lines: await scope.read(ask) }
    }
    case 'negation': {
      const value = await evaluate(node.of, scope)
      const by = (point: number) => (node.sign === '-' ? -point : point)
      if (value.type === 'scalar') return { type: 'scalar', points: value.points.map(by) }
      if (value.type === 'string' || node.sign === '+') return value
      const lines = value.lines.map(({ labels, points }) => mapPoints({ labels: dropName(labels), points }, by))
      return { type: 'vector', lines: joinLines(lines) }
    }
    case 'binary': {
      const [left, right] = await Promise.all([evaluate(node.left, scope), evaluate(node.right, scope)])
      return operate(node, left, right)
    }
    case 'aggregate':
      return aggregate(node, scope)
    case 'call':
      return callFunction(node, scope, evaluate)
    case 'range':
    case 'subquery':
      throw new Error('a range is computed by the function around it')
  }
}

/** The value of an expression that `checkTypes` has let pass, at all steps at once. Throws `invalid_input`. */
export async function evaluate(node: Node, scope: Scope): Promise<Value> {
  const value = await compute(node, scope)
  await scope.settle(value.type === 'vector' ? value.lines.length * scope.times.length : scope.times.length)
  return value
}

import type { Node } from './parse'

/**
 * How the values of a formula's groups go together: `additive`, the value of several groups is the sum of theirs; `shared`,
 * each group has the same; `apart`, neither.
 */
export type Togetherness = 'additive' | 'shared' | 'apart'

const anyOf = (nodes: Node[], of: (node: Node) => Togetherness): Togetherness =>
  nodes.every((node) => of(node) === 'shared') ? 'shared' : 'apart'

function ofBinary(operator: string, [left, right]: [Togetherness, Togetherness]): Togetherness {
  if (left === 'shared' && right === 'shared') return 'shared'
  if (operator === '+' || operator === '-') return left === right ? left : 'apart'
  if (operator === '/') return left === 'additive' && right === 'shared' ? 'additive' : 'apart'
  if (operator !== '*') return 'apart'
  return (left === 'additive' && right === 'shared') || (left === 'shared' && right === 'additive')
    ? 'additive'
    : 'apart'
}

/** What adding up goes through: the value of a sum is the sum of the values. */
const linear = new Set(['rate', 'cumulative', 'shift', 'moving_avg'])

/** Tells of a formula how its groups go together, by how those of its metrics do. */
export function togetherness(
  node: Node,
  ofMetric: (node: Extract<Node, { kind: 'metric' }>) => Togetherness,
): Togetherness {
  const of = (child: Node) => togetherness(child, ofMetric)
  switch (node.kind) {
    case 'metric':
      return ofMetric(node)
    case 'number':
    case 'duration':
      return 'shared'
    case 'negate':
    case 'where':
      return of(node.of)
    case 'binary':
      return ofBinary(node.operator, [of(node.left), of(node.right)])
    case 'call': {
      const [first, second] = node.args
      if (linear.has(node.name)) return of(first!)
      return node.name === 'ratio' ? ofBinary('/', [of(first!), of(second!)]) : anyOf(node.args, of)
    }
    case 'by':
      return 'apart'
  }
}

import { asksForSomething, compileMatchers } from './matchers'
import { aggregations, type Signature, signatures, type ValueType } from './signatures'
import {
  type AggregateNode,
  arithmetic,
  type BinaryNode,
  type CallNode,
  comparisons,
  type Node,
  refuseAt,
  setOperators,
} from './syntax'

const words: Record<ValueType, string> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
}

/** Checks an expression against what its parts take. Throws `bad_request` with the place of what does not fit. */
export function checkTypes(text: string, whole: Node): ValueType {
  const refuse = (node: { pos: number }, message: string) => refuseAt(text, node.pos, message)

  function expect(node: Node, wanted: ValueType, what: string) {
    const type = check(node)
    if (type !== wanted) throw refuse(node, `expected type ${words[wanted]} in ${what}, got ${words[type]}`)
  }

  function countArgs({ args, optional = 0, repeats }: Signature, node: CallNode) {
    const { name } = node
    const given = node.args.length
    const fits = given >= args.length - optional && (repeats || given <= args.length)
    if (fits) return
    const least = optional > 0 || repeats ? 'at least ' : ''
    throw refuse(node, `expected ${least}${args.length - optional} argument(s) in call to "${name}", got ${given}`)
  }

  function call(node: CallNode): ValueType {
    const signature = signatures.get(node.name)
    if (!signature) {
      const known = [...signatures.keys()].sort().join(', ')
      throw refuse(node, `the function ${node.name} is not supported; there are ${known}`)
    }
    countArgs(signature, node)
    for (const [i, arg] of node.args.entries()) {
      expect(arg, signature.args[i] ?? signature.args.at(-1)!, `call to function "${node.name}"`)
    }
    return signature.returns
  }

  function aggregate(node: AggregateNode): ValueType {
    const param = aggregations.get(node.op)
    if (param === undefined) {
      throw refuse(
        node,
        `the aggregation ${node.op} is not supported; there are ${[...aggregations.keys()].join(', ')}`,
      )
    }
    const wanted = param === null ? 1 : 2
    if (node.args.length !== wanted) {
      throw refuse(
        node,
        `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${node.args.length}`,
      )
    }
    if (param !== null) expect(node.args[0]!, param, `aggregation parameter of "${node.op}"`)
    expect(node.args.at(-1)!, 'vector', 'aggregation expression')
    return 'vector'
  }

  function matched(node: BinaryNode, isSet: boolean, between: boolean) {
    const { matching } = node
    if (!matching) return
    if (!between) throw refuse(node, 'vector matching only allowed between instant vectors')
    if (isSet && matching.many !== 'neither') throw refuse(node, `no grouping allowed for "${node.op}" operation`)
    const both = matching.on ? matching.include.find((label) => matching.labels.includes(label)) : undefined
    if (both !== undefined)
      throw refuse(node, `label ${JSON.stringify(both)} must not occur in ON and GROUP clause at once`)
  }

  function binary(node: BinaryNode): ValueType {
    const [left, right] = [check(node.left), check(node.right)]
    for (const [type, side] of [
      [left, node.left],
      [right, node.right],
    ] as const) {
      if (type === 'matrix' || type === 'string') {
        throw refuse(side, 'binary expression must contain only scalar and instant vector types')
      }
    }
    const isSet = (setOperators as readonly string[]).includes(node.op)
    const compares = (comparisons as readonly string[]).includes(node.op)
    const scalars = left === 'scalar' && right === 'scalar'
    const between = left === 'vector' && right === 'vector'
    if (isSet && !between) throw refuse(node, `set operator "${node.op}" not allowed in binary scalar expression`)
    if (node.bool && !compares) throw refuse(node, 'bool modifier can only be used on comparison operators')
    if (compares && scalars && !node.bool) throw refuse(node, 'comparisons between scalars must use BOOL modifier')
    if (!isSet && !compares && !(arithmetic as readonly string[]).includes(node.op))
      throw refuse(node, `the operator ${node.op} is not supported`)
    matched(node, isSet, between)
    return scalars ? 'scalar' : 'vector'
  }

  function check(node: Node): ValueType {
    switch (node.kind) {
      case 'number':
        return 'scalar'
      case 'string':
        return 'string'
      case 'paren':
        return check(node.of)
      case 'selector':
        compileMatchers(node.matchers)
        if (!asksForSomething(node.matchers)) {
          throw refuse(node, 'vector selector must contain at least one non-empty matcher')
        }
        return 'vector'
      case 'range':
        check(node.of)
        return 'matrix'
      case 'subquery': {
        const type = check(node.of)
        if (type !== 'vector') {
          throw refuse(node, `subquery is only allowed on instant vector, got ${words[type]} instead`)
        }
        return 'matrix'
      }
      case 'negation': {
        const type = check(node.of)
        if (type === 'scalar' || type === 'vector') return type
        throw refuse(
          node,
          `unary expression only allowed on expressions of type scalar or instant vector, got ${words[type]}`,
        )
      }
      case 'call':
        return call(node)
      case 'aggregate':
        return aggregate(node)
      case 'binary':
        return binary(node)
    }
  }

  return check(whole)
}

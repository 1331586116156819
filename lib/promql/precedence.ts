import type { BinaryNode, Node, Operator } from './syntax'

/** What stands between two operands. */
export type Infix = Pick<BinaryNode, 'op' | 'bool' | 'matching' | 'pos'>
/** The parts of an expression in the order they are written. */
export type Part =
  | { kind: 'operand'; node: Node }
  | { kind: 'sign'; sign: '+' | '-'; pos: number }
  | { kind: 'infix'; infix: Infix }

const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<=', '<', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
]
const levelOf = (op: Operator) => levels.findIndex((ops) => ops.includes(op))
const power = levelOf('^')

/**
 * The tree of operands and operators by PromQL's precedences: a sign binds closer than `*` and less than `^`, which alone
 * goes from right to left. Answers null where the parts make no expression.
 */
export function buildTree(parts: readonly Part[]): Node | null {
  let place = 0

  function operand(): Node | null {
    const part = parts[place]
    place += 1
    if (part?.kind === 'operand') return part.node
    if (part?.kind !== 'sign') return null
    const of = expression(power)
    return of && negate(part, of)
  }

  function expression(lowest: number): Node | null {
    let left = operand()
    for (;;) {
      const part = parts[place]
      if (!left || part?.kind !== 'infix') return left
      const level = levelOf(part.infix.op)
      if (level < lowest) return left
      place += 1
      const right = expression(level === power ? level : level + 1)
      left = right && { kind: 'binary', ...part.infix, left, right }
    }
  }

  const tree = expression(0)
  return place === parts.length ? tree : null
}

const negate = ({ sign, pos }: { sign: '+' | '-'; pos: number }, of: Node): Node =>
  of.kind === 'number'
    ? { kind: 'number', pos, value: sign === '-' ? -of.value : of.value }
    : { kind: 'negation', pos, sign, of }

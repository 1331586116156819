import { readDuration, readNumber, readString } from './literals'
import { readMatching } from './matching'
import { buildTree, type Infix, type Part } from './precedence'
import { readSelector } from './selector'
import { type Grouping, type Node, type Operator, refuseAt, type Shift } from './syntax'
import { childOf, childrenOf, isShallow, readTree, type TreeNode } from './tree'

const longest = 20_000
const mostNodes = 1000

class Reader {
  #count = 0

  constructor(private readonly text: string) {}

  textOf = ({ from, to }: TreeNode) => this.text.slice(from, to)
  refuse = (node: { from: number }, message: string) => refuseAt(this.text, node.from, message)

  read(node: TreeNode): Node {
    const tree = buildTree(this.#parts(node))
    if (!tree) throw this.refuse(node, 'operators without operands')
    return tree
  }

  /** The grammar knows no precedence of what stands behind an operand: an expression is taken apart and put together anew. */
  #parts(node: TreeNode): Part[] {
    switch (node.name) {
      case 'BinaryExpr': {
        const children = childrenOf(node)
        const infix: Part = { kind: 'infix', infix: this.#infix(node, children) }
        return [...this.#parts(children[0]!), infix, ...this.#parts(children.at(-1)!)]
      }
      case 'UnaryExpr': {
        const [op, of] = childrenOf(node)
        return [{ kind: 'sign', sign: this.textOf(op!) === '-' ? '-' : '+', pos: node.from }, ...this.#parts(of!)]
      }
      case 'NumberDurationLiteral':
        return this.#number(node)
      case 'OffsetExpr':
      case 'StepInvariantExpr':
      case 'MatrixSelector':
      case 'SubqueryExpr': {
        const [of, ...rest] = childrenOf(node)
        const parts = this.#parts(of!)
        const last = parts.at(-1)!
        if (last.kind !== 'operand') throw this.refuse(node, 'operators without operands')
        return [...parts.slice(0, -1), { kind: 'operand', node: this.#suffix(node, last.node, rest) }]
      }
      default:
        return [{ kind: 'operand', node: this.#operand(node) }]
    }
  }

  #infix(node: TreeNode, children: TreeNode[]): Infix {
    const fill = childOf(node, 'FillModifier')
    if (fill) throw this.refuse(fill, 'the fill modifier is not supported')
    const op = this.textOf(children[1]!).toLowerCase() as Operator
    if (children[1]!.name.startsWith('Trim')) throw this.refuse(children[1]!, `the operator ${op} is not supported`)
    const matching = readMatching(childOf(node, 'MatchingModifierClause'), this)
    return { op, pos: children[1]!.from, bool: childOf(node, 'BoolModifier') !== undefined, matching }
  }

  #number(node: TreeNode): Part[] {
    const text = this.textOf(node)
    const [sign] = /^[+-]/.exec(text) ?? []
    const value = readNumber(text.slice(sign ? 1 : 0).trim())
    if (value === null) throw this.refuse(node, `bad number or duration syntax: ${JSON.stringify(text)}`)
    const operand: Part = { kind: 'operand', node: { kind: 'number', pos: node.from, value } }
    return sign ? [{ kind: 'sign', sign: sign as '+' | '-', pos: node.from }, operand] : [operand]
  }

  #operand(node: TreeNode): Node {
    this.#count += 1
    if (this.#count > mostNodes) throw this.refuse(node, `an expression has at most ${mostNodes} parts`)
    const pos = node.from
    switch (node.name) {
      case 'ParenExpr':
        return { kind: 'paren', pos, of: this.read(childrenOf(node)[0]!) }
      case 'StringLiteral':
        return { kind: 'string', pos, value: this.string(node) }
      case 'VectorSelector':
        return readSelector(node, this)
      case 'FunctionCall': {
        const name = this.textOf(childOf(node, 'FunctionIdentifier')!)
        return { kind: 'call', pos, name, args: this.#args(node) }
      }
      case 'AggregateExpr':
        return {
          kind: 'aggregate',
          pos,
          op: this.textOf(childOf(node, 'AggregateOp')!).toLowerCase(),
          grouping: this.#grouping(childOf(node, 'AggregateModifier')),
          args: this.#args(node),
        }
      default:
        throw this.refuse(node, `${JSON.stringify(this.textOf(node).slice(0, 60))} is not supported`)
    }
  }

  #args = (node: TreeNode): Node[] => childrenOf(childOf(node, 'FunctionCallBody')!).map((arg) => this.read(arg))

  #grouping(node: TreeNode | undefined): Grouping {
    if (!node) return { without: false, labels: [] }
    const labels = childrenOf(childOf(node, 'GroupingLabels')!).map((label) => this.label(label))
    return { without: childOf(node, 'Without') !== undefined, labels }
  }

  string(node: TreeNode): string {
    const value = readString(this.textOf(node))
    if (value === null)
      throw this.refuse(node, `the string ${this.textOf(node).slice(0, 60)} is not closed or has an unknown escape`)
    return value
  }

  /** A label's name, in quotes or without. */
  label = (node: TreeNode): string =>
    node.name === 'LabelName' ? this.textOf(node) : this.string(childrenOf(node)[0]!)

  #suffix(node: TreeNode, of: Node, rest: TreeNode[]): Node {
    const pos = of.pos
    if (node.name === 'MatrixSelector') {
      if (of.kind !== 'selector') throw this.refuse(node, 'ranges only allowed for vector selectors')
      if (of.offsetMs !== 0) throw this.refuse(node, 'no offset modifiers allowed before range')
      if (of.fixed !== null) throw this.refuse(node, 'no @ modifiers allowed before range')
      return { kind: 'range', pos, of, rangeMs: this.#width(rest[0]!) }
    }
    if (node.name === 'SubqueryExpr') {
      const [range, step] = rest
      const stepMs = step ? this.#width(step) : null
      return { kind: 'subquery', pos, of, rangeMs: this.#width(range!), stepMs, offsetMs: 0, fixed: null }
    }
    return node.name === 'OffsetExpr' ? this.#offset(node, of, rest[1]!) : this.#fix(node, of, rest[1]!)
  }

  #offset(node: TreeNode, of: Node, by: TreeNode): Node {
    const [sign] = /^[+-]/.exec(this.textOf(by)) ?? []
    const amount = sign ? childrenOf(by).at(-1)! : by
    const offsetMs = this.#duration(amount) * (sign === '-' ? -1 : 1)
    return this.#shifted(node, of, 'offset', ({ fixed, offsetMs: before }) => {
      if (before !== 0) throw this.refuse(node, 'offset may not be set multiple times')
      return { fixed, offsetMs }
    })
  }

  #fix(node: TreeNode, of: Node, by: TreeNode): Node {
    const edge = /^(start|end)/.exec(this.textOf(by))?.[1] as 'start' | 'end' | undefined
    const seconds = edge ? 0 : Number(readNumber(this.textOf(by)))
    if (!Number.isFinite(seconds)) throw this.refuse(by, 'timestamp out of bounds for @ modifier')
    return this.#shifted(node, of, '@', ({ fixed, offsetMs }) => {
      if (fixed !== null) throw this.refuse(node, '@ <timestamp> may not be set multiple times')
      return { offsetMs, fixed: edge ?? Math.round(seconds * 1000) }
    })
  }

  #shifted(node: TreeNode, of: Node, what: string, shift: (before: Shift) => Shift): Node {
    if (of.kind === 'selector' || of.kind === 'subquery') return { ...of, ...shift(of) }
    if (of.kind === 'range') return { ...of, of: { ...of.of, ...shift(of.of) } }
    throw this.refuse(
      node,
      `${what} modifier must be preceded by an instant vector selector or range vector selector or a subquery`,
    )
  }

  #width(node: TreeNode): number {
    const ms = this.#duration(node)
    if (ms <= 0) throw this.refuse(node, 'duration must be greater than 0')
    return ms
  }

  #duration(node: TreeNode): number {
    const text = this.textOf(node)
    const seconds = Number(text)
    const ms = text !== '' && Number.isFinite(seconds) ? Math.round(seconds * 1000) : readDuration(text)
    if (ms === null)
      throw this.refuse(node, `not a valid duration: ${JSON.stringify(text)}; expected one such as 5m or 1h30m`)
    return ms
  }
}

/** Reads an expression. Throws `bad_request` with the place of what is wrong. */
export function parse(text: string): Node {
  if (text.length > longest)
    throw refuseAt('', 0, `an expression has at most ${longest} characters; this one has ${text.length}`)
  const tree = readTree(text)
  if (!isShallow(tree)) throw refuseAt(text, 0, 'the expression is nested too deep')
  return new Reader(text).read(tree)
}

import { AppError } from '@/lib/errors/app-error'

export const matchOps = ['=', '!=', '=~', '!~'] as const
export type MatchOp = (typeof matchOps)[number]
/** One condition on a label; the metric's name is the label `__name__`. */
export type Matcher = { name: string; op: MatchOp; value: string }

export const arithmetic = ['+', '-', '*', '/', '%', '^', 'atan2'] as const
export const comparisons = ['==', '!=', '>', '<', '>=', '<='] as const
export const setOperators = ['and', 'or', 'unless'] as const
export type Arithmetic = (typeof arithmetic)[number]
export type Comparison = (typeof comparisons)[number]
export type SetOperator = (typeof setOperators)[number]
export type Operator = Arithmetic | Comparison | SetOperator

/** Which elements of two vectors belong together, and on which side several may belong to one. */
export type Matching = { on: boolean; labels: string[]; many: 'neither' | 'left' | 'right'; include: string[] }

/** When something is read: `offset` before the time it is asked for, or before the fixed time of `@`; milliseconds. */
export type Shift = { offsetMs: number; fixed: number | 'start' | 'end' | null }

export type NumberNode = { kind: 'number'; pos: number; value: number }
export type StringNode = { kind: 'string'; pos: number; value: string }
export type SelectorNode = Shift & { kind: 'selector'; pos: number; matchers: Matcher[] }
export type RangeNode = { kind: 'range'; pos: number; of: SelectorNode; rangeMs: number }
export type SubqueryNode = Shift & { kind: 'subquery'; pos: number; of: Node; rangeMs: number; stepMs: number | null }
export type CallNode = { kind: 'call'; pos: number; name: string; args: Node[] }
export type Grouping = { without: boolean; labels: string[] }
export type AggregateNode = {
  kind: 'aggregate'
  pos: number
  op: string
  grouping: Grouping
  args: Node[]
}
export type BinaryNode = {
  kind: 'binary'
  pos: number
  op: Operator
  bool: boolean
  matching: Matching | null
  left: Node
  right: Node
}
export type NegationNode = { kind: 'negation'; pos: number; sign: '+' | '-'; of: Node }
export type ParenNode = { kind: 'paren'; pos: number; of: Node }

export type Node =
  | NumberNode
  | StringNode
  | SelectorNode
  | RangeNode
  | SubqueryNode
  | CallNode
  | AggregateNode
  | BinaryNode
  | NegationNode
  | ParenNode

/** What stands in parentheses, however many. */
export const unwrap = (node: Node): Node => (node.kind === 'paren' ? unwrap(node.of) : node)

function placeOf(text: string, pos: number): string {
  const before = text.slice(0, pos).split('\n')
  return `${before.length}:${before.at(-1)!.length + 1}`
}

/** The refusal of an expression, with the place of what is wrong as Prometheus names it. */
export const refuseAt = (text: string, pos: number, message: string) =>
  new AppError('bad_request', `invalid parameter "query": ${placeOf(text, pos)}: parse error: ${message}`)

/** The refusal of what an expression turned out to ask for when it was computed. */
export const refuseToCompute = (message: string) => new AppError('invalid_input', message)

import { dropLabels, dropName, keepLabels, keyOf, type Labels, metricName } from './labels'
import { joinLines, type Line, mapPoints, type Value } from './line'
import { compute, holds, isComparison } from './operators'
import type { Arithmetic, BinaryNode, Comparison } from './syntax'
import { type ArithmeticNode, matchVectors } from './vector-matching'

type Signature = (labels: Labels) => string

/** What two vectors are matched by: the labels named in `on`, or all but the name and those named in `ignoring`. */
export function signatureOf({ matching }: Pick<BinaryNode, 'matching'>): Signature {
  const { on, labels } = matching ?? { on: false, labels: [] }
  const known = new Map<Labels, string>()
  return (of) => {
    const key = known.get(of) ?? keyOf(on ? keepLabels(of, labels) : dropLabels(of, [metricName, ...labels]))
    known.set(of, key)
    return key
  }
}

function scalars(node: ArithmeticNode, left: readonly number[], right: readonly number[]): Value {
  const { op } = node
  const by = isComparison(op) ? (a: number, b: number) => Number(holds[op](a, b)) : compute[op as Arithmetic]
  return { type: 'scalar', points: left.map((value, step) => by(value, right[step]!)) }
}

/** A vector and a number: a comparison without `bool` keeps the elements of which it holds. */
function withScalar(node: ArithmeticNode, lines: readonly Line[], scalar: readonly number[], flipped: boolean): Line[] {
  const { op, bool } = node
  const sides = (value: number, step: number): [number, number] =>
    flipped ? [scalar[step]!, value] : [value, scalar[step]!]
  const by = (value: number, step: number): number | null => {
    const [a, b] = sides(value, step)
    if (!isComparison(op)) return compute[op as Arithmetic](a, b)
    const found = holds[op as Comparison](a, b)
    return bool ? Number(found) : found ? value : null
  }
  const keepsName = isComparison(op) && !bool
  return joinLines(lines.map((line) => mapPoints(keepsName ? line : { ...line, labels: dropName(line.labels) }, by)))
}

/** The steps at which a vector has an element, by the labels it is matched by. */
function presence(lines: readonly Line[], sign: Signature): Map<string, boolean[]> {
  const present = new Map<string, boolean[]>()
  for (const { labels, points } of lines) {
    const key = sign(labels)
    const before = present.get(key)
    present.set(
      key,
      points.map((point, step) => point !== null || Boolean(before?.[step])),
    )
  }
  return present
}

function setOperation(node: BinaryNode, left: Line[], right: Line[]): Line[] {
  const sign = signatureOf(node)
  const only = (lines: Line[], others: Map<string, boolean[]>, wanted: boolean) =>
    lines.map((line) => {
      const there = others.get(sign(line.labels))
      return mapPoints(line, (value, step) => (Boolean(there?.[step]) === wanted ? value : null))
    })
  if (node.op === 'or') return joinLines([...left, ...only(right, presence(left, sign), false)])
  return joinLines(only(left, presence(right, sign), node.op === 'and'))
}

/** An operator between two values that `check` has let pass. */
export function operate(node: BinaryNode, left: Value, right: Value): Value {
  if (left.type === 'string' || right.type === 'string') return { type: 'vector', lines: [] }
  const { op } = node
  if (op === 'and' || op === 'or' || op === 'unless') {
    const of = (value: Value) => (value.type === 'vector' ? value.lines : [])
    return { type: 'vector', lines: setOperation(node, of(left), of(right)) }
  }
  const own: ArithmeticNode = { ...node, op }
  if (left.type === 'scalar' && right.type === 'scalar') return scalars(own, left.points, right.points)
  if (left.type === 'scalar') {
    return { type: 'vector', lines: withScalar(own, right.type === 'vector' ? right.lines : [], left.points, true) }
  }
  if (right.type === 'scalar') return { type: 'vector', lines: withScalar(own, left.lines, right.points, false) }
  return { type: 'vector', lines: matchVectors(own, left.lines, right.lines, signatureOf(own)) }
}

import { dropLabels, dropName, keepLabels, keyOf, type Labels, setLabel, writeLabels } from './labels'
import type { Line } from './line'
import { compute, holds, isComparison } from './operators'
import { type Arithmetic, type BinaryNode, type Comparison, refuseToCompute } from './syntax'

export type ArithmeticNode = Omit<BinaryNode, 'op'> & { op: Arithmetic | Comparison }

function resultLabels(node: ArithmeticNode, many: Labels, one: Labels): Labels {
  const { op, bool, matching } = node
  const named = isComparison(op) && !bool ? many : dropName(many)
  if (!matching) return named
  if (matching.many === 'neither') {
    return matching.on ? keepLabels(named, matching.labels) : dropLabels(named, matching.labels)
  }
  return matching.include.reduce((labels, name) => setLabel(labels, name, one[name] ?? ''), named)
}

function pairValue({ op, bool }: ArithmeticNode, left: number, right: number): number | null {
  if (!isComparison(op)) return compute[op](left, right)
  const found = holds[op](left, right)
  return bool ? Number(found) : found ? left : null
}

const ambiguous = (key: string, a: Labels, b: Labels, side: string) =>
  refuseToCompute(
    `found duplicate series for the match group ${writeLabels(Object.fromEntries(JSON.parse(key)))} on the ${side} hand-side of the operation: [${writeLabels(a)}, ${writeLabels(b)}];many-to-many matching not allowed: matching labels must be unique on one side`,
  )

const groupLines = (lines: readonly Line[], sign: (labels: Labels) => string) => {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const key = sign(line.labels)
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return groups
}

/** The one element of a group at each step. Throws `invalid_input` where there are two. */
function onlyOf(lines: readonly Line[], key: string, side: string): (Line | null)[] {
  const [first, ...others] = lines
  const only = first!.points.map((point) => (point === null ? null : first!))
  for (const line of others) {
    line.points.forEach((point, step) => {
      if (point === null) return
      if (only[step]) throw ambiguous(key, only[step].labels, line.labels, side)
      only[step] = line
    })
  }
  return only
}

/** Elements of two vectors that have the same signature, each pair by the operator. */
export function matchVectors(
  node: ArithmeticNode,
  left: readonly Line[],
  right: readonly Line[],
  sign: (labels: Labels) => string,
): Line[] {
  const flipped = node.matching?.many === 'right'
  const grouped = node.matching ? node.matching.many !== 'neither' : false
  const [manySide, oneSide] = flipped ? [right, left] : [left, right]
  const ones = new Map(
    [...groupLines(oneSide, sign)].map(([key, lines]) => [key, onlyOf(lines, key, flipped ? 'left' : 'right')]),
  )
  const results = new Map<string, { labels: Labels; points: (number | null)[] }>()
  const taken = new Map<string, boolean[]>()
  for (const { labels, points } of manySide) {
    const key = sign(labels)
    const only = ones.get(key)
    if (!only) continue
    const labelled = new Map<Line, { labels: Labels; points: (number | null)[] }>()
    points.forEach((point, step) => {
      const one = only[step]
      if (point === null || !one) return
      const other = one.points[step]!
      const value = flipped ? pairValue(node, other, point) : pairValue(node, point, other)
      if (value === null) return
      let result = labelled.get(one)
      if (!result) {
        const own = resultLabels(node, labels, one.labels)
        const place = keyOf(own)
        result = results.get(place) ?? { labels: own, points: points.map(() => null) }
        results.set(place, result)
        labelled.set(one, result)
      }
      const steps = taken.get(key) ?? []
      if (!grouped && steps[step]) {
        throw refuseToCompute(
          'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
        )
      }
      if (result.points[step] !== null) {
        throw refuseToCompute('multiple matches for labels: grouping labels must ensure unique matches')
      }
      steps[step] = true
      taken.set(key, steps)
      result.points[step] = value
    })
  }
  return [...results.values()]
}

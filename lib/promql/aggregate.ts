import { dropLabels, dropName, keepLabels, keyOf, type Labels, metricName, setLabel } from './labels'
import { joinLines, type Line } from './line'
import { largestOf, quantileOf, smallestOf, sumOf, varianceOf } from './sum'
import { type Grouping, refuseToCompute } from './syntax'
import { writeNumber } from './write-number'

type Summary = (values: readonly number[], param: number) => number

const summaries: Record<string, Summary> = {
  sum: sumOf,
  avg: (values) => sumOf(values) / values.length,
  min: smallestOf,
  max: largestOf,
  count: (values) => values.length,
  group: () => 1,
  stddev: (values) => Math.sqrt(varianceOf(values)),
  stdvar: varianceOf,
  quantile: (values, phi) => quantileOf(phi, values),
}

const groupLabels = (labels: Labels, { without, labels: names }: Grouping): Labels =>
  without ? dropLabels(labels, [...names, metricName]) : keepLabels(labels, names)

function groupLines(lines: readonly Line[], grouping: Grouping) {
  const groups = new Map<string, { labels: Labels; members: Line[] }>()
  for (const line of lines) {
    const labels = groupLabels(line.labels, grouping)
    const key = keyOf(labels)
    const group = groups.get(key) ?? { labels, members: [] }
    group.members.push(line)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const valuesAt = (members: readonly Line[], step: number) =>
  members.flatMap(({ points }) => points[step] ?? (points[step] === null ? [] : [Number.NaN]))

/** The larger (or smaller) first, what is no number last. */
const rank = (largest: boolean) => (a: { value: number }, b: { value: number }) => {
  if (Number.isNaN(a.value) || Number.isNaN(b.value))
    return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value))
  return largest ? b.value - a.value : a.value - b.value
}

/** The `param` elements of a group with the largest (or smallest) values at each step, with the labels they have. */
function chooseLines(members: readonly Line[], param: readonly number[], largest: boolean): Line[] {
  const chosen = members.map(({ labels, points }) => ({ labels, points: points.map((): number | null => null) }))
  param.forEach((count, step) => {
    if (Number.isNaN(count)) throw refuseToCompute('Scalar value NaN overflows int64')
    const there = members.flatMap(({ points }, place) => {
      const value = points[step]
      return value === null || value === undefined ? [] : [{ place, value }]
    })
    for (const { place, value } of there.sort(rank(largest)).slice(0, Math.max(0, Math.trunc(count)))) {
      chosen[place]!.points[step] = value
    }
  })
  if (param.length !== 1) return chosen
  const value = ({ points }: Line) => ({ value: points[0] ?? Number.NaN })
  return chosen.filter(({ points }) => points[0] !== null).sort((a, b) => rank(largest)(value(a), value(b)))
}

const mostCounted = 500_000

/** How many elements of a group have each value, the value under the label `name`. */
function countValues({ labels, members }: { labels: Labels; members: Line[] }, name: string, steps: number): Line[] {
  const counted = new Map<string, { labels: Labels; points: (number | null)[] }>()
  for (let step = 0; step < steps; step++) {
    for (const value of valuesAt(members, step)) {
      const text = writeNumber(value)
      const line = counted.get(text) ?? {
        labels: setLabel(labels, name, text),
        points: Array.from({ length: steps }, () => null),
      }
      if (counted.size * steps > mostCounted) {
        throw refuseToCompute('count_values found too many different values; round them, or ask for fewer steps')
      }
      line.points[step] = (line.points[step] ?? 0) + 1
      counted.set(text, line)
    }
  }
  return [...counted.values()]
}

const labelName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u

export type Parameter = { points: readonly number[] } | { text: string } | null

/** Aggregates the elements of a vector at each step, by groups of the labels that are kept. */
export function aggregateLines(
  op: string,
  grouping: Grouping,
  param: Parameter,
  lines: readonly Line[],
  steps: number,
): Line[] {
  const numbers = param && 'points' in param ? param.points : []
  const groups = groupLines(lines, grouping)
  if (op === 'topk' || op === 'bottomk') {
    return joinLines(groups.flatMap(({ members }) => chooseLines(members, numbers, op === 'topk')))
  }
  if (op === 'count_values') {
    const name = param && 'text' in param ? param.text : ''
    if (!labelName.test(name)) throw refuseToCompute(`invalid label name ${JSON.stringify(name)}`)
    return joinLines(groups.flatMap((group) => countValues(group, name, steps)))
  }
  const summary = summaries[op]!
  return groups.map(({ labels, members }) => ({
    labels: grouping.without ? dropName(labels) : labels,
    points: Array.from({ length: steps }, (_, step) => {
      const values = valuesAt(members, step)
      return values.length === 0 ? null : summary(values, numbers[step] ?? Number.NaN)
    }),
  }))
}

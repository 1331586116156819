import { dateFunctions, valueFunctions } from './instant-functions'
import { joinLabels, replaceLabel, sortByLabels, sortLines } from './label-functions'
import { dropName, type Labels, metricName } from './labels'
import { joinLines, type Line, mapPoints, type Value } from './line'
import { absentOverTime, overRange, rangeFunctions } from './over-range'
import { endsOf, type Scope } from './scope'
import { type CallNode, type Node, refuseAt, unwrap } from './syntax'

export type Evaluate = (node: Node, scope: Scope) => Promise<Value>

const linesOf = (value: Value | undefined): Line[] => (value?.type === 'vector' ? value.lines : [])
const pointsOf = (value: Value | undefined): readonly number[] => (value?.type === 'scalar' ? value.points : [])
const textOf = (value: Value | undefined): string => (value?.type === 'string' ? value.text : '')
const vector = (lines: Line[]): Value => ({ type: 'vector', lines })

/** Lines without the metric's name, each element by a function. */
const renamed = (lines: Line[], by: (value: number, step: number) => number | null) =>
  joinLines(lines.map(({ labels, points }) => mapPoints({ labels: dropName(labels), points }, by)))

/** The labels that a selector asks for by equality, once each: what something absent would have. */
export function labelsWanted(node: Node): Labels {
  const inner = unwrap(node)
  const selector = inner.kind === 'range' ? inner.of : inner
  if (selector.kind !== 'selector') return {}
  const { matchers } = selector
  const single = matchers.filter(({ name, op, value }) => {
    const named = matchers.filter((other) => other.name === name)
    return name !== metricName && op === '=' && value !== '' && named.length === 1
  })
  return Object.fromEntries(single.map(({ name, value }) => [name, value]))
}

/** 1 at the steps at which no line has an element. */
export const absence = (lines: readonly Line[], labels: Labels, steps: number): Line[] =>
  joinLines([
    {
      labels,
      points: Array.from({ length: steps }, (_, step) =>
        lines.some(({ points }) => points[step] !== null) ? null : 1,
      ),
    },
  ])

async function timestamps(node: CallNode, scope: Scope, evaluate: Evaluate): Promise<Value> {
  const of = unwrap(node.args[0]!)
  if (of.kind !== 'selector') {
    const { times } = scope
    return vector(renamed(linesOf(await evaluate(of, scope)), (_value, step) => times[step]! / 1000))
  }
  const ask = {
    matchers: of.matchers,
    ends: endsOf(of, scope),
    rangeMs: scope.lookbackMs,
    reading: 'timestamp' as const,
  }
  return vector(renamed(await scope.read(ask), (value) => value))
}

function only(lines: readonly Line[], step: number): number {
  const there = lines.filter(({ points }) => points[step] !== null)
  return there.length === 1 ? there[0]!.points[step]! : Number.NaN
}

function byValue(name: string, lines: Line[], scalars: (readonly number[])[]): Line[] {
  const by = valueFunctions[name]!
  const empty = name === 'clamp' ? (step: number) => scalars[0]![step]! > scalars[1]![step]! : () => false
  return renamed(lines, (value, step) => (empty(step) ? null : by(value, ...scalars.map((points) => points[step]!))))
}

function refuseQuantile(text: string, { pos }: CallNode) {
  return refuseAt(
    text,
    pos,
    'histogram_quantile needs buckets, and no metric here has any: a quantile of a field is a metric of its own, such as <table>_<field>_p95, where there is one; or take quantile_over_time over a subquery, as in quantile_over_time(0.95, orders_amount_avg[1h:1m])',
  )
}

/** The value of a call of a function. */
export async function callFunction(node: CallNode, scope: Scope, evaluate: Evaluate): Promise<Value> {
  const { name } = node
  const { times, text } = scope
  if (name === 'histogram_quantile') throw refuseQuantile(text, node)
  if (name === 'timestamp') return timestamps(node, scope, evaluate)
  if (name === 'absent_over_time')
    return vector(await absentOverTime(node, scope, evaluate, labelsWanted(node.args[0]!)))
  if (rangeFunctions.has(name)) return vector(await overRange(node, scope, evaluate))
  const args = await Promise.all(node.args.map((arg) => evaluate(arg, scope)))
  const lines = linesOf(args[0])
  const scalars = args.slice(1).map(pointsOf)
  const words = args.slice(1).map(textOf)
  if (name in valueFunctions) return vector(byValue(name, lines, scalars))
  const seconds = times.map((time) => time / 1000)
  const date = dateFunctions[name]
  if (date) return vector(renamed(args.length > 0 ? lines : [{ labels: {}, points: seconds }], (value) => date(value)))
  switch (name) {
    case 'time':
      return { type: 'scalar', points: seconds }
    case 'pi':
      return { type: 'scalar', points: times.map(() => Math.PI) }
    case 'scalar':
      return { type: 'scalar', points: times.map((_, step) => only(lines, step)) }
    case 'vector':
      return vector([{ labels: {}, points: pointsOf(args[0]) }])
    case 'absent':
      return vector(absence(lines, labelsWanted(node.args[0]!), times.length))
    case 'sort':
    case 'sort_desc':
      return vector(sortLines(lines, name === 'sort_desc'))
    case 'sort_by_label':
    case 'sort_by_label_desc':
      return vector(sortByLabels(lines, words, name === 'sort_by_label_desc'))
    case 'label_replace':
      return vector(replaceLabel(lines, words as [string, string, string, string]))
    case 'label_join':
      return vector(joinLabels(lines, words))
    default:
      throw refuseAt(text, node.pos, `the function ${name} is not supported`)
  }
}

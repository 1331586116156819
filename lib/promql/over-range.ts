import type { Evaluate } from './call'
import { dropName, type Labels } from './labels'
import { joinLines, type Line } from './line'
import { pointFunctions } from './point-functions'
import { endsOf, type Reading, type Scope } from './scope'
import {
  type CallNode,
  type Node,
  type RangeNode,
  refuseAt,
  refuseToCompute,
  type SubqueryNode,
  unwrap,
} from './syntax'

const defaultStepMs = 60_000

/** What the rollups answer of a metric's samples over a range. */
const readingOf: ReadonlyMap<string, Reading> = new Map([
  ['rate', 'rate'],
  ['increase', 'increase'],
  ['delta', 'delta'],
  ['sum_over_time', 'sum'],
  ['avg_over_time', 'avg'],
  ['min_over_time', 'min'],
  ['max_over_time', 'max'],
  ['count_over_time', 'count'],
  ['last_over_time', 'last'],
  ['present_over_time', 'present'],
])

const percentiles: ReadonlyMap<number, Reading> = new Map([
  [0.5, 'p50'],
  [0.9, 'p90'],
  [0.95, 'p95'],
  [0.99, 'p99'],
])

export const rangeFunctions: ReadonlySet<string> = new Set(Object.keys(pointFunctions))

/** Prometheus's instants of a subquery: the multiples of its step within the ranges of all steps. */
function innerTimes({ rangeMs, stepMs }: SubqueryNode, ends: readonly number[]): number[] {
  const step = stepMs ?? defaultStepMs
  const first = (Math.floor((ends[0]! - rangeMs) / step) + 1) * step
  const last = ends.at(-1)!
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => first + i * step)
}

const mostTimes = 200_000

function requireFewTimes({ rangeMs, stepMs }: SubqueryNode, ends: readonly number[]) {
  const count = (Math.abs(ends.at(-1)! - ends[0]!) + rangeMs) / (stepMs ?? defaultStepMs)
  if (count <= mostTimes) return
  throw refuseToCompute(
    `query processing would load too many samples into memory in query execution: a subquery of ${Math.round(count)} steps is longer than ${mostTimes}; ask for a larger step in it`,
  )
}

/** The lines of a subquery, the times of their points, and the ends of its ranges. Throws `invalid_input` for too many. */
export async function readSubquery(node: SubqueryNode, scope: Scope, evaluate: Evaluate) {
  const ends = endsOf(node, scope)
  requireFewTimes(node, ends)
  const times = innerTimes(node, ends)
  const value = times.length === 0 ? null : await evaluate(node.of, { ...scope, times })
  return { ends, times, lines: value?.type === 'vector' ? value.lines : [] }
}

type By = (points: { times: number[]; values: number[]; start: number; end: number }, step: number) => number | null

/** A function of the points within (end - range, end] at each step; null where there is none. */
function slide(
  { points }: Line,
  times: readonly number[],
  ends: readonly number[],
  rangeMs: number,
  by: By,
  scope: Scope,
) {
  const there = times.flatMap((time, i) =>
    points[i] === null || points[i] === undefined ? [] : [{ time, value: points[i] }],
  )
  const [ownTimes, values] = [there.map(({ time }) => time), there.map(({ value }) => value)]
  let low = 0
  let high = 0
  return ends.map((end, step) => {
    while (high < ownTimes.length && ownTimes[high]! <= end) high += 1
    while (low < high && ownTimes[low]! <= end - rangeMs) low += 1
    scope.spend(high - low)
    if (low === high) return null
    return by({ times: ownTimes.slice(low, high), values: values.slice(low, high), start: end - rangeMs, end }, step)
  })
}

const suggestion = (name: string) =>
  `${name} is not answered from the samples of a metric, of which no single values are kept; take it over a subquery, as in ${name}(…[1h:1m])${
    name === 'irate' ? ', or rate over a short range' : ''
  }${name === 'quantile_over_time' ? ', or ask for the metric of the quantile, such as <table>_<field>_p95, where there is one' : ''}`

/** What a function asks of the samples; of quantiles those that are percentiles of a metric. */
function readingWanted({ name, args }: CallNode): Reading | undefined {
  if (name !== 'quantile_over_time') return readingOf.get(name)
  const phi = unwrap(args[0]!)
  return phi.kind === 'number' ? percentiles.get(phi.value) : undefined
}

async function ofSamples(call: CallNode, node: RangeNode, scope: Scope): Promise<Line[]> {
  const reading = readingWanted(call)
  if (!reading) throw refuseAt(scope.text, call.pos, suggestion(call.name))
  const { matchers } = node.of
  return scope.read({ matchers, ends: endsOf(node.of, scope), rangeMs: node.rangeMs, reading })
}

const rangeOf = (node: CallNode): RangeNode | SubqueryNode =>
  node.args.map(unwrap).find((arg): arg is RangeNode | SubqueryNode => arg.kind === 'range' || arg.kind === 'subquery')!

const scalarOf = (node: CallNode): Node | undefined =>
  node.args.find((arg) => !['range', 'subquery'].includes(unwrap(arg).kind))

/** A function of a range: of a metric's samples where the rollups can answer it, of any points over a subquery. */
export async function overRange(node: CallNode, scope: Scope, evaluate: Evaluate): Promise<Line[]> {
  const range = rangeOf(node)
  const keepsName = node.name === 'last_over_time'
  const named = (labels: Labels) => (keepsName ? labels : dropName(labels))
  if (range.kind === 'range') {
    const lines = await ofSamples(node, range, scope)
    return joinLines(lines.map(({ labels, points }) => ({ labels: named(labels), points })))
  }
  const other = scalarOf(node)
  const scalar = other ? await evaluate(other, scope) : null
  const scalars = scalar?.type === 'scalar' ? scalar.points : []
  const { ends, times, lines } = await readSubquery(range, scope, evaluate)
  const by: By = (points, step) => pointFunctions[node.name]!(points, scalars[step] ?? Number.NaN)
  return joinLines(
    lines.map((line) => ({ labels: named(line.labels), points: slide(line, times, ends, range.rangeMs, by, scope) })),
  )
}

/** 1 where nothing has a sample within the range. */
export async function absentOverTime(
  node: CallNode,
  scope: Scope,
  evaluate: Evaluate,
  labels: Labels,
): Promise<Line[]> {
  const present = await overRange({ ...node, name: 'last_over_time' }, scope, evaluate)
  const points = scope.times.map((_, step) => (present.some((line) => line.points[step] !== null) ? null : 1))
  return joinLines([{ labels, points }])
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { unknownSamples } from '../answer'
import { otherCategory } from '../discover'
import type { LabelFilter } from '../filter'
import { type Aggregate, addSample } from '../fold'
import { type Grid, type Interval, segments, stepSpan } from '../grid'
import { QuantileSketch } from '../sketch/quantile-sketch'
import { stepOf } from '../step-of'
import type { MeasuredMetric, SeriesRecord } from '../store/read'
import { listTransitionTables, type TransitionTable } from '../store/transitions'
import type { Transition } from '../transitions'
import { readTransitionsOf } from './follow-transitions'
import type { Samples } from './samples'

type Metric = Pick<MeasuredMetric, 'tableName' | 'field' | 'measureId'>
type Labels = Record<string, string>

/** Events lie at most so far ahead of now. */
const aheadMs = 86_400_000

const listTables = ({ db }: Context, { tableName, field }: Metric) =>
  listTransitionTables(db.$client, tableName, field ?? '')

/** The transitions of a source table in [from, to), as far as they are known. */
function readKnown(
  context: Context,
  { field }: Metric,
  { tableId, knownSince }: TransitionTable,
  { from, to }: Interval,
) {
  const until = Math.min(to, context.now.getTime() + aheadMs)
  return readTransitionsOf(context, { tableId, field: field ?? '' }, { from: Math.max(from, knownSince), to: until })
}

/** What the transitions of a metric in an interval are told apart by; each as a series, which is kept nowhere. */
export async function listTransitionSeries(
  context: Context,
  metric: Metric,
  interval: Interval,
): Promise<SeriesRecord[]> {
  const found: SeriesRecord[] = []
  for (const source of await listTables(context, metric)) {
    const pairs = new Map<string, Labels>()
    for (const { from, to } of await readKnown(context, metric, source, interval)) {
      pairs.set(`${from}\0${to}`, { table: source.table, schema: source.schema, from, to })
    }
    const { tableId } = source
    for (const labels of pairs.values()) found.push({ id: 0, measureId: metric.measureId, tableId, labels })
  }
  return found
}

type Question = {
  metric: Metric & Pick<MeasuredMetric, 'kind'>
  sketched: boolean
  groups: { labels: Labels; members: SeriesRecord[] }[]
  /** What a transition must fulfil, and the labels that the groups are told apart by; without it, by their members. */
  by?: { names: string[]; filter: LabelFilter }
}

/** Finds the group that a transition belongs to; of those in no group of their own the one that is counted together. */
function groupFinder({ groups, by }: Question): (labels: Labels) => number | undefined {
  const places = new Map<string, number>()
  if (!by) {
    const key = ({ table, schema, from, to }: Labels) => [table, schema, from, to].join('\0')
    groups.forEach(({ members }, place) => {
      for (const { labels } of members) places.set(key(labels), place)
    })
    return (labels) => places.get(key(labels))
  }
  const { names, filter } = by
  const key = (labels: Labels) => names.map((name) => labels[name]).join('\0')
  for (const [place, { labels }] of groups.entries()) places.set(key(labels), place)
  const rest = places.get(names.map(() => otherCategory).join('\0'))
  return (labels) => (filter.every((holds) => holds(labels)) ? (places.get(key(labels)) ?? rest) : undefined)
}

/** Transitions, or how long the values before them had lasted, by group and step of the grid. */
export async function readTransitionGrid(context: Context, question: Question, grid: Grid): Promise<Samples> {
  const { metric, groups, sketched } = question
  const samples: Samples = groups.map(() => new Map())
  const groupOf = groupFinder(question)
  const add = (group: number, step: number, { at, dwellMs }: Transition) => {
    const steps = samples[group]!
    if (metric.kind === 'transition') steps.set(step, addSample(steps.get(step) as Aggregate | undefined, 1, at))
    else if (dwellMs === null) return
    else if (!sketched) steps.set(step, addSample(steps.get(step) as Aggregate | undefined, dwellMs / 1000, at))
    else {
      const sketch = (steps.get(step) as QuantileSketch | undefined) ?? new QuantileSketch()
      sketch.add(dwellMs / 1000)
      steps.set(step, sketch)
    }
  }
  for (const source of await listTables(context, metric)) {
    for (const { from, to, starts, offset } of segments(grid)) {
      for (const one of await readKnown(context, metric, source, { from, to })) {
        const group = groupOf({ table: source.table, schema: source.schema, from: one.from, to: one.to })
        if (group !== undefined) add(group, offset + Math.max(0, stepOf(starts, one.at)), one)
      }
    }
    if (metric.kind === 'transition') {
      for (const step of grid.starts.keys()) {
        if (stepSpan(grid, step).from >= source.knownSince) break
        for (const steps of samples) steps.set(step, unknownSamples)
      }
    }
  }
  return samples
}

import type { Aggregation } from '../question-words'
import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { isSketched, whyNot } from '../aggregation'
import { mergeAll, readValue } from '../answer'
import { ownLabel } from '../auto'
import { isLevel, isTransition } from '../contract'
import { type LabelFilter, requireLabels } from '../filter'
import { writeFilter } from '../filter-text'
import { type Grid, type Interval, segments, stepSeconds, wholeGrid } from '../grid'
import { groupSeries, selects } from '../select'
import type { MeasuredMetric, SeriesRecord } from '../store/read'
import { topGroups } from '../top'
import { readFreshness } from './freshness'
import { readLevelGrid } from './level-grid'
import { listSeriesOf } from './metric-series'
import { readSamples, type Samples } from './samples'
import { readScores } from './scores'
import { readChecks } from './tallies'
import { readTransitionGrid } from './transition-grid'

export const mostSeries = 1000

/** The labels that queries of a metric may group by and filter on. */
export const labelsOf = ({ kind, field }: Pick<MeasuredMetric, 'kind' | 'field'>): string[] => {
  if (isTransition(kind)) return ['table', 'schema', 'from', 'to']
  const own = ownLabel(kind, field ?? '')
  return own ? ['table', 'schema', own] : ['table', 'schema']
}

/** A metric under the labels asked for, ready to be read over any grid. */
export type Reading = {
  metric: MeasuredMetric
  aggregation: Aggregation
  grouped: boolean
  groups: { labels: Record<string, string>; members: SeriesRecord[] }[]
  /** The labels that were grouped by and the filter, for what is told only when it is read. */
  by?: { names: string[]; filter: LabelFilter }
}

type Question = { aggregation?: Aggregation | undefined; group_by?: string[] | undefined; filter: LabelFilter }

/** Finds the series of a metric that a question about an interval is about. Throws `bad_request` for a label or an aggregation that the metric has not. */
export async function prepareReading(
  context: Context,
  metric: MeasuredMetric,
  question: Question,
  interval: Interval,
): Promise<Reading> {
  const { aggregation = metric.aggregation, group_by = [], filter } = question
  const reason = whyNot(metric.name, metric.kind, aggregation)
  if (reason) throw new AppError('bad_request', `aggregation: ${reason}`)
  requireLabels(group_by, labelsOf(metric), 'group_by')
  const [own] = await listSeriesOf(context, [metric], () => interval)
  const groups = groupSeries(
    own!.series.filter((one) => selects(one, metric.selector, filter)),
    group_by,
  )
  return { metric, aggregation, grouped: group_by.length > 0, groups, by: { names: group_by, filter } }
}

/** The summaries of a reading by group and step of the grid. */
export async function readGrid(context: Context, reading: Reading, grid: Grid): Promise<Samples> {
  const { metric, groups, aggregation } = reading
  if (metric.kind === 'freshness') return readFreshness(context, groups, grid)
  if (metric.kind === 'score') return readScores(context, groups, grid)
  if (metric.kind === 'check') return readChecks(context, metric.measureId, groups, grid)
  if (isLevel(metric.kind)) return readLevelGrid(context, reading, metric.kind, grid)
  const sketched = isSketched(metric.kind, aggregation)
  if (isTransition(metric.kind)) return readTransitionGrid(context, { ...reading, sketched }, grid)
  const samples: Samples = groups.map(() => new Map())
  await Promise.all(
    segments(grid).map(async ({ offset, ...segment }) => {
      const question = {
        metric,
        groups: groups.map(({ members }) => members),
        withLast: aggregation === 'last',
        sketched,
      }
      const found = await readSamples(context, { ...question, ...segment })
      found.forEach((steps, group) => {
        for (const [step, summary] of steps) samples[group]!.set(step + offset, summary)
      })
    }),
  )
  return samples
}

/** Refuses more series than an answer holds, naming a filter that would leave fewer. */
export function requireFewSeries(groups: readonly { labels: Record<string, string> }[]) {
  if (groups.length <= mostSeries) return
  const names = Object.keys(groups[0]!.labels)
  const counts = names.map((name) => ({ name, count: new Set(groups.map(({ labels }) => labels[name])).size }))
  const [widest] = counts.sort((a, b) => b.count - a.count)
  const example = writeFilter(widest!.name, groups[0]!.labels[widest!.name]!)
  throw new AppError(
    'bad_request',
    `group_by ${names.join(',')} gives ${groups.length} series, more than ${mostSeries}; ask for the largest with limit, or for fewer of the ${widest!.count} values of ${widest!.name} with a filter such as ${example}`,
  )
}

/** The reading cut to the groups with the largest values over the grid's interval; those without samples are left out. */
export async function keepLargest(context: Context, reading: Reading, grid: Grid, most: number): Promise<Reading> {
  if (!reading.grouped || reading.groups.length <= most) return reading
  const whole = wholeGrid(grid)
  const samples = await readGrid(context, reading, whole)
  const valued = reading.groups.flatMap((group, index) => {
    const total = mergeAll(samples[index]!.values())
    return total ? [{ ...group, value: readValue(total, reading.aggregation, stepSeconds(whole, 0)) }] : []
  })
  return { ...reading, groups: topGroups(valued, most) }
}

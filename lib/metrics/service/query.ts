import 'server-only'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { fillPoints, readValue } from '../answer'
import { ownLabel } from '../auto'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import { readFilter, requireLabels } from '../filter'
import { type Aggregate, mergeAggregate } from '../fold'
import { groupSeries, selects } from '../select'
import { countSteps, niceStep, stepStarts } from '../steps'
import { findMetric, listSeries, type MetricRecord } from '../store/read'
import { readSamples } from './samples'

const hourMs = 3_600_000
const mostPoints = 11_000
const valuePoints = 100
const rangePoints = 120

type Interval = { from: number; to: number }

const mergeAll = (aggregates: Iterable<Aggregate>) => {
  let all: Aggregate | undefined
  for (const one of aggregates) all = mergeAggregate(all, one)
  return all
}

/** The start of a step, and how many seconds of it lie within the interval. */
function extent(starts: number[], index: number, { from, to }: Interval) {
  const start = starts[index]!
  const end = Math.min(starts[index + 1] ?? to, to)
  return { start, seconds: (end - Math.max(start, from)) / 1000 }
}

const iso = (at: number) => new Date(at).toISOString()

/** The labels that queries of a metric may group by and filter on. */
export const labelsOf = ({ kind, field }: Pick<MetricRecord, 'kind' | 'field'>): string[] => {
  const own = ownLabel(kind, field ?? '')
  return own ? ['table', 'schema', own] : ['table', 'schema']
}

export async function requireMetric({ db }: Pick<Context, 'db'>, name: string): Promise<MetricRecord> {
  const metric = await findMetric(db.$client, name)
  if (!metric) throw new AppError('not_found', `There is no metric named ${JSON.stringify(name)}`)
  return metric
}

function readInterval({ now }: Context, { from, to }: Pick<MetricValueQuery, 'from' | 'to'>) {
  const end = to === undefined ? now.getTime() : Date.parse(to)
  const start = from === undefined ? end - hourMs : Date.parse(from)
  if (start > end) throw new AppError('bad_request', `from (${iso(start)}) lies after to (${iso(end)})`)
  return { from: start, to: end }
}

type Question = Pick<MetricValueQuery, 'aggregation' | 'group_by' | 'filter' | 'limit'>

async function ask(context: Context, name: string, query: Question, interval: Interval, starts: number[]) {
  const metric = await requireMetric(context, name)
  const labels = labelsOf(metric)
  requireLabels(query.group_by ?? [], labels, 'group_by')
  const filter = readFilter(query.filter ?? [], labels)
  const aggregation = query.aggregation ?? metric.aggregation
  const all = await listSeries(context.db.$client, [metric.measureId])
  const groups = groupSeries(
    all.filter((one) => selects(one, metric.selector, filter)),
    query.group_by,
  )
  const samples = await readSamples(context.db.$client, {
    metric,
    groups: groups.map(({ members }) => members),
    ...interval,
    starts,
    withLast: aggregation === 'last',
  })
  const seconds = (interval.to - interval.from) / 1000
  const answered = groups.map(({ labels: own }, index) => {
    const total = mergeAll(samples[index]!.values())
    return { labels: own, steps: samples[index]!, total, value: readValue(total, aggregation, seconds) }
  })
  const kept = query.group_by?.length ? answered.filter(({ total }) => total) : answered
  kept.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const value = readValue(mergeAll(answered.flatMap(({ total }) => total ?? [])), aggregation, seconds)
  return { aggregation, value, groups: kept.slice(0, query.limit) }
}

/** The value of a metric over an interval, in all and by group, each with points to draw. */
export async function queryMetricValue(context: Context, name: string, query: MetricValueQuery): Promise<MetricValue> {
  const interval = readInterval(context, query)
  const starts = stepStarts(interval.from, interval.to, niceStep(interval.from, interval.to, valuePoints), 'UTC')
  const { aggregation, value, groups } = await ask(context, name, query, interval, starts)
  const series = groups.map(({ labels, steps, value: own }) => ({
    metric: name,
    labels,
    value: own,
    data_points: [...steps]
      .sort(([a], [b]) => a - b)
      .map(([step, aggregate]) => {
        const { start, seconds } = extent(starts, step, interval)
        return { timestamp: iso(start), value: readValue(aggregate, aggregation, seconds) }
      }),
  }))
  return { metric: name, aggregation, from: iso(interval.from), to: iso(interval.to), value, series }
}

/** A metric in steps, aligned to the step in the zone asked for. */
export async function queryMetricRange(context: Context, name: string, query: MetricRangeQuery): Promise<MetricRange> {
  const interval = readInterval(context, query)
  const { from, to } = interval
  const step = query.step ?? niceStep(from, to, rangePoints)
  if (countSteps(from, to, step) > mostPoints + 1) {
    const fitting = formatDuration(Math.ceil((to - from) / mostPoints / 1000) * 1000)
    throw new AppError(
      'bad_request',
      `step gives more than ${mostPoints} points; the smallest step that fits is ${fitting}`,
    )
  }
  const starts = stepStarts(from, to, step, query.tz)
  const { aggregation, groups } = await ask(context, name, query, interval, starts)
  const series = groups.map(({ labels, steps }) => {
    const points = starts.map((_, index) => {
      const { start, seconds } = extent(starts, index, interval)
      const aggregate = steps.get(index)
      return { timestamp: iso(start), value: readValue(aggregate, aggregation, seconds), empty: !aggregate }
    })
    return { metric: name, labels, data_points: fillPoints(points, query.fill) }
  })
  return { metric: name, aggregation, from: iso(from), to: iso(to), step: formatDuration(step), series }
}

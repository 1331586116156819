import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { drawPoints, fillCells, mergeAll, readCells, readValue } from '../answer'
import { isLevel, type MetricRange, type MetricRangeQuery, type MetricValue, type MetricValueQuery } from '../contract'
import { readFilter } from '../filter'
import { minuteMs } from '../fold'
import { type Grid, shiftGrid, wholeGrid } from '../grid'
import { formatStep } from '../steps'
import type { MeasuredMetric } from '../store/read'
import { byValue, isRest } from '../top'
import { readBefore } from './before'
import { comparedTo, iso, layRange, layValue, requireFewPoints } from './interval'
import { keepLargest, labelsOf, prepareReading, type Reading, readGrid, requireFewSeries } from './reading'
import type { Samples } from './samples'

const mostGroups = 100

type Question = Pick<MetricValueQuery, 'aggregation' | 'group_by' | 'filter' | 'limit'>

async function prepare(context: Context, metric: MeasuredMetric, query: Question, grid: Grid): Promise<Reading> {
  const filter = readFilter(query.filter ?? [], labelsOf(metric))
  const reading = await prepareReading(context, metric, { ...query, filter }, grid)
  if (query.limit === undefined) requireFewSeries(reading.groups)
  return keepLargest(context, reading, grid, query.limit ?? mostGroups)
}

/** Each group with its samples, the largest first and what is counted together last. */
async function ask(context: Context, reading: Reading, grid: Grid) {
  const isSummed = reading.grouped && isLevel(reading.metric.kind)
  const whole = { labels: {}, members: reading.groups.flatMap(({ members }) => members) }
  const asked = isSummed ? { ...reading, groups: [...reading.groups, whole] } : reading
  const isScore = reading.metric.kind === 'score'
  const [samples, wholes] = await Promise.all([
    readGrid(context, asked, grid),
    isScore ? readGrid(context, asked, wholeGrid(grid)) : undefined,
  ])
  const seconds = (grid.to - grid.from) / 1000
  const answered = reading.groups.map(({ labels }, index) => {
    const total = mergeAll((wholes ?? samples)[index]!.values())
    return { index, labels, steps: samples[index]!, total, value: readValue(total, reading.aggregation, seconds) }
  })
  const all = isSummed ? samples.at(-1)!.values() : answered.flatMap(({ total }) => total ?? [])
  const value = readValue(mergeAll(all), reading.aggregation, seconds)
  if (!reading.grouped) return { value, groups: answered, samples }
  const order = (a: (typeof answered)[number], b: (typeof answered)[number]) =>
    Number(isRest(a)) - Number(isRest(b)) || byValue(a, b)
  return { value, groups: answered.filter(({ total }) => total).sort(order), samples }
}

/** The value of a measured metric over an interval, in all and by group, each with points to draw. */
export async function readMetricValue(
  context: Context,
  metric: MeasuredMetric,
  query: MetricValueQuery,
): Promise<MetricValue> {
  const { grid, note } = await layValue(context, query)
  const reading = await prepare(context, metric, query, grid)
  const { value, groups } = await ask(context, reading, grid)
  const { aggregation } = reading
  const series = groups.map(({ labels, steps, value: own }) => ({
    metric: metric.name,
    labels,
    value: own,
    data_points: readCells(grid, steps, aggregation).flatMap(({ value: at, empty }, index) =>
      empty ? [] : [{ timestamp: iso(grid.starts[index]!), value: at }],
    ),
  }))
  const answer = { metric: metric.name, aggregation, from: iso(grid.from), to: iso(grid.to), ...note, value, series }
  const period = comparedTo(query, grid, grid.to - grid.from)
  if (period === undefined) return answer
  const before = shiftGrid(wholeGrid(grid), period, query.tz)
  const earlier = await ask(context, reading, before)
  const compared = groups.map(({ labels, index }) => {
    const found = earlier.groups.find((one) => one.index === index)
    return { metric: metric.name, labels, value: found ? found.value : readValue(undefined, aggregation, 1) }
  })
  const compare = { period: formatStep(period), from: iso(before.from), to: iso(before.to), value: earlier.value }
  return { ...answer, compare: { ...compare, series: compared } }
}

function requireRateable({ aggregation }: Reading, { transform }: MetricRangeQuery) {
  if (transform !== 'rate' || ['sum', 'count', 'rate'].includes(aggregation)) return
  throw new AppError('bad_request', `transform=rate goes with the aggregations sum and count, not with ${aggregation}`)
}

/** What a level cannot be asked: it is neither added up nor a rate, and kept by the minute. */
function requireLevelSteps({ metric }: Reading, { transform }: MetricRangeQuery, { starts }: Grid) {
  if (!isLevel(metric.kind)) return
  if (transform !== undefined) {
    throw new AppError('bad_request', `transform: ${metric.name} is a level, which is neither added up nor a rate`)
  }
  if (starts.slice(1).some((start) => start % minuteMs !== 0)) {
    throw new AppError('bad_request', `step: ${metric.name} is a level, kept by the minute; choose whole minutes`)
  }
}

/** A measured metric in steps, aligned to the step in the zone asked for. */
export async function readMetricRange(
  context: Context,
  metric: MeasuredMetric,
  query: MetricRangeQuery,
): Promise<MetricRange> {
  const { grid, step, note } = await layRange(context, query)
  const reading = await prepare(context, metric, query, grid)
  requireLevelSteps(reading, query, grid)
  requireRateable(reading, query)
  requireFewPoints(grid, reading.groups.length * (query.compare === undefined ? 1 : 2))
  const { groups, samples } = await ask(context, reading, grid)
  const { aggregation } = reading
  const now = context.now.getTime()
  const draw = async (own: Grid, samples: readonly Samples[number][]) => {
    const cells = samples.map((steps) => readCells(own, steps, aggregation, query.transform))
    const before = await readBefore(context, reading, own, query, cells)
    return groups.map(({ labels, index }) => {
      const values = fillCells(cells[index]!, query.fill, before[index])
      return { metric: metric.name, labels, data_points: drawPoints(own, values, grid, now) }
    })
  }
  const answer = {
    metric: metric.name,
    aggregation,
    from: iso(grid.from),
    to: iso(grid.to),
    ...note,
    step: formatStep(step),
    series: await draw(grid, samples),
  }
  const period = comparedTo(query, grid, step)
  if (period === undefined) return answer
  const before = shiftGrid(grid, period, query.tz)
  const series = await draw(before, await readGrid(context, reading, before))
  return { ...answer, compare: { period: formatStep(period), from: iso(before.from), to: iso(before.to), series } }
}

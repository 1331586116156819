import { type SeriesStyle, stylesByName } from '@/components/charts/palette'
import type { LinePoint, LineSeries } from '@/components/charts/prepare-lines'
import { seriesName } from '@/components/metrics/metric-view'
import type { MetricRange } from '@/lib/metrics/contract'
import type { ExploreQuery } from './explore-view'

/** A row with its answer, where it has one. */
export type Answered = { query: ExploreQuery; unit: string; range: MetricRange | undefined }

export type Figures = {
  last: number | null
  min: number | null
  mean: number | null
  max: number | null
  sum: number | null
}

/** One line of the chart, with the same line of an earlier time where it is compared. */
export type ExploredSeries = {
  ref: string
  name: string
  labels: Record<string, string>
  unit: string
  style: SeriesStyle
  points: readonly LinePoint[]
  figures: Figures
  /** Whether the values of steps add up to that of the interval. */
  adds: boolean
  earlier?: { name: string; points: readonly LinePoint[]; figures: Figures }
}

const additive = new Set(['sum', 'count'])

/** Of finished steps alone, but for `last`, which is the newest value there is. */
export function figuresOf(points: readonly (LinePoint & { partial?: true })[]): Figures {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const finished = points.flatMap(({ value, partial }) => (value === null || partial ? [] : [value]))
  const used = finished.length > 0 ? finished : known
  if (used.length === 0) return { last: null, min: null, mean: null, max: null, sum: null }
  const total = used.reduce((sum, value) => sum + value, 0)
  return {
    last: used.at(-1)!,
    min: used.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    mean: total / used.length,
    max: used.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    sum: known.reduce((sum, value) => sum + value, 0),
  }
}

/** What a row is called: its formula, or its metric with how it is read where that is not the usual way. */
export function queryName({ kind, text, aggregation, transform }: ExploreQuery): string {
  if (kind === 'formula') return text.replace(/\s+/g, ' ').trim()
  const read = aggregation ? `${aggregation}(${text})` : text
  return transform ? `${transform}(${read})` : read
}

export const periodName = (period: string) => (period === 'previous_period' ? 'previous period' : `${period} earlier`)

/** What a unit is under a way of reading: a count has none. */
export const unitOf = (unit: string, aggregation: string | undefined) =>
  aggregation === 'count' || aggregation === 'distinct' ? '' : unit

/** The labels that a formula groups by itself; one that does not is answered under its table alone. */
function groupedBy(all: readonly unknown[], labels: Record<string, string>): string {
  const names = Object.keys(labels)
  return all.length === 1 && names.join() === 'table' ? '' : names.join()
}

/** The lines of all rows, each with a name of its own and a colour that stays the same while others come and go. */
export function exploredSeries(answers: readonly Answered[], compare: string | undefined): ExploredSeries[] {
  const lines = answers.flatMap(({ query, unit, range }) =>
    (range?.series ?? []).map((series, index) => {
      const grouped = query.groupBy ?? (query.kind === 'formula' ? groupedBy(range!.series, series.labels) : undefined)
      const label = grouped ? seriesName({ metric: '', labels: series.labels }, grouped) : ''
      const alone = answers.length === 1
      const name = label === '' ? queryName(query) : alone ? label : `${queryName(query)} · ${label}`
      return { query, unit, series, name, earlier: range?.compare?.series[index], aggregation: range?.aggregation }
    }),
  )
  const times = new Map<string, number>()
  for (const { name } of lines) times.set(name, (times.get(name) ?? 0) + 1)
  const named = lines.map((line) => ({
    ...line,
    name: times.get(line.name)! > 1 ? `${line.query.ref}: ${line.name}` : line.name,
  }))
  const styles = stylesByName(named.map(({ name }) => name))
  return named.map(({ query, unit, series, name, earlier, aggregation }) => ({
    ref: query.ref,
    name,
    labels: series.labels,
    unit: unitOf(unit, aggregation),
    style: styles.get(name)!,
    points: series.data_points,
    figures: figuresOf(series.data_points),
    adds: additive.has(aggregation ?? '') && query.transform === undefined,
    ...(earlier && compare
      ? {
          earlier: {
            name: `${name} (${periodName(compare)})`,
            points: earlier.data_points,
            figures: figuresOf(earlier.data_points),
          },
        }
      : {}),
  }))
}

/** What the chart draws: lines in a second unit at an axis on the right; with more units all are read at one, without. */
export function chartSeries(series: readonly ExploredSeries[]): { lines: LineSeries[]; unit: string } {
  const units = [...new Set(series.map(({ unit }) => unit))]
  const [first = '', second] = units
  const two = units.length === 2
  const lines = series.flatMap(({ name, unit, style, points, earlier }): LineSeries[] => {
    const axis = two && unit === second ? { axis: 'right' as const } : {}
    const own = { ...axis, unit, style }
    return [
      ...(earlier ? [{ name: earlier.name, points: earlier.points, earlier: name, ...own }] : []),
      { name, points, ...own },
    ]
  })
  return { lines, unit: units.length <= 2 ? first : '' }
}

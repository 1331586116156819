import { largestTriangles } from '@/lib/stats/largest-triangles'
import type { DataPoint, MetricRange } from './contract'

type Points = readonly DataPoint[]

const leastOfSeries = 5

/** The places that keep the shape of one series, its smallest and its largest value among them. */
function shapeOf(points: Points, most: number): number[] {
  const known = points.flatMap(({ value }, index) => (value === null ? [] : [{ index, value }]))
  if (known.length === 0) return []
  const values = known.map(({ value }) => value)
  const places = known.map(({ index }) => index)
  let [low, high] = [0, 0]
  values.forEach((value, i) => {
    if (value < values[low]!) low = i
    if (value > values[high]!) high = i
  })
  return [...largestTriangles(places, values, most - 2), low, high].map((i) => places[i]!)
}

/** One place in each of the longest gaps between values, at most `most`: without it a line would be drawn across. */
function gapsOf(points: Points, most: number): number[] {
  const gaps: { at: number; length: number }[] = []
  points.forEach(({ value }, index) => {
    if (value !== null) return
    const last = gaps.at(-1)
    if (last && last.at + last.length === index) last.length++
    else gaps.push({ at: index, length: 1 })
  })
  return gaps
    .sort((a, b) => b.length - a.length)
    .slice(0, most)
    .map(({ at }) => at)
}

/**
 * A range of at most `most` steps, the same of all its series, where it has more: with the shape and the extremes of each
 * (at least five points a series), its gaps, both ends, and where what is unfinished begins. `thinned` then says so.
 */
export function thinRange(range: MetricRange, most: number | undefined): MetricRange {
  const all = [...range.series, ...(range.compare?.series ?? [])].map(({ data_points }) => data_points)
  const length = all[0]?.length ?? 0
  if (most === undefined || length <= most || all.some((points) => points.length !== length)) return range
  const gaps = Math.floor(most / 4 / all.length)
  const each = Math.max(leastOfSeries, Math.floor((most - 3) / all.length) - gaps)
  const partial = all[0]!.findIndex((point) => point.partial)
  const places = new Set([0, length - 1, ...(partial < 0 ? [] : [partial])])
  for (const points of all) for (const place of [...shapeOf(points, each), ...gapsOf(points, gaps)]) places.add(place)
  const kept = [...places].sort((a, b) => a - b)
  const thin = <T extends { data_points: DataPoint[] }>(series: readonly T[]): T[] =>
    series.map((one) => ({ ...one, data_points: kept.map((place) => one.data_points[place]!) }))
  const compare = range.compare && { ...range.compare, series: thin(range.compare.series) }
  return { ...range, series: thin(range.series), ...(compare ? { compare } : {}), thinned: true }
}

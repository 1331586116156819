import { largestOf, quantileOf, smallestOf, sumOf, varianceOf } from './sum'

/** The points of one series within (start, end], in milliseconds; there is at least one. */
export type Stretch = { times: readonly number[]; values: readonly number[]; start: number; end: number }
type OfStretch = (stretch: Stretch, scalar: number) => number | null

/** What a counter grew by over its points, a fall counting from zero. */
function growth(values: readonly number[], isCounter: boolean): number {
  let grown = values.at(-1)! - values[0]!
  if (isCounter) for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) grown += values[i - 1]!
  return grown
}

/** Prometheus's growth over the whole stretch: what the points show, extended to the edges that they come close to. */
function extrapolate({ times, values, start, end }: Stretch, isCounter: boolean): number | null {
  if (values.length < 2) return null
  const grown = growth(values, isCounter)
  const [first, last] = [times[0]!, times.at(-1)!]
  const sampled = (last - first) / 1000
  const average = sampled / (values.length - 1)
  let toStart = (first - start) / 1000
  const toEnd = (end - last) / 1000
  if (isCounter && grown > 0 && values[0]! >= 0) toStart = Math.min(toStart, sampled * (values[0]! / grown))
  const near = average * 1.1
  const covered = sampled + (toStart < near ? toStart : average / 2) + (toEnd < near ? toEnd : average / 2)
  return grown * (covered / sampled)
}

function lastChange({ times, values }: Stretch, perSecond: boolean): number | null {
  if (values.length < 2) return null
  const [before, last] = values.slice(-2) as [number, number]
  if (!perSecond) return last - before
  const seconds = (times.at(-1)! - times.at(-2)!) / 1000
  return (last < before ? last : last - before) / seconds
}

/** Least squares: the slope per second, and the value at `at`. */
function regress({ times, values }: Stretch, at: number): { slope: number; value: number } | null {
  if (values.length < 2) return null
  if (values.every((value) => value === values[0])) {
    return Number.isFinite(values[0]) ? { slope: 0, value: values[0]! } : { slope: Number.NaN, value: Number.NaN }
  }
  const seconds = times.map((time) => (time - at) / 1000)
  const count = values.length
  const [sumX, sumY] = [sumOf(seconds), sumOf(values)]
  const sumXY = sumOf(seconds.map((x, i) => x * values[i]!))
  const sumX2 = sumOf(seconds.map((x) => x * x))
  const slope = (sumXY - (sumX * sumY) / count) / (sumX2 - (sumX * sumX) / count)
  return { slope, value: sumY / count - (slope * sumX) / count }
}

const countPairs = (values: readonly number[], by: (value: number, before: number) => boolean) =>
  values.reduce((count, value, i) => count + Number(i > 0 && by(value, values[i - 1]!)), 0)

const changed = (value: number, before: number) => value !== before && !(Number.isNaN(value) && Number.isNaN(before))

const perSecond = (growthOver: number | null, { start, end }: Stretch) =>
  growthOver === null ? null : growthOver / ((end - start) / 1000)

/** Functions of a range, over the points of a subquery, as Prometheus computes them. */
export const pointFunctions: Readonly<Record<string, OfStretch>> = {
  rate: (stretch) => perSecond(extrapolate(stretch, true), stretch),
  increase: (stretch) => extrapolate(stretch, true),
  delta: (stretch) => extrapolate(stretch, false),
  irate: (stretch) => lastChange(stretch, true),
  idelta: (stretch) => lastChange(stretch, false),
  changes: ({ values }) => countPairs(values, changed),
  resets: ({ values }) => countPairs(values, (value, before) => value < before),
  deriv: (stretch) => regress(stretch, stretch.times[0]!)?.slope ?? null,
  predict_linear: (stretch, seconds) => {
    const line = regress(stretch, stretch.end)
    return line && line.value + line.slope * seconds
  },
  sum_over_time: ({ values }) => sumOf(values),
  avg_over_time: ({ values }) => sumOf(values) / values.length,
  min_over_time: ({ values }) => smallestOf(values),
  max_over_time: ({ values }) => largestOf(values),
  count_over_time: ({ values }) => values.length,
  last_over_time: ({ values }) => values.at(-1)!,
  present_over_time: () => 1,
  stddev_over_time: ({ values }) => Math.sqrt(varianceOf(values)),
  stdvar_over_time: ({ values }) => varianceOf(values),
  quantile_over_time: ({ values }, phi) => quantileOf(phi, values),
}

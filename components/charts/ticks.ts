import { tzOffset } from '@date-fns/tz/tzOffset'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const intervals = [
  ...[1, 5, 10, 30].map((n) => n * 1000),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * day),
]

type Edges = { from?: string; to?: string }

/** The interval of a time axis: from the first step to the start of the last, of those asked for and those there are. */
export function timeExtent(rows: readonly { at: number }[], stepMs: number, { from, to }: Edges): [number, number] {
  const start = from ? Date.parse(from) : Number.POSITIVE_INFINITY
  const end = to ? Date.parse(to) - stepMs : Number.NEGATIVE_INFINITY
  const first = Math.min(start, rows[0]?.at ?? Number.POSITIVE_INFINITY)
  const last = Math.max(end, rows.at(-1)?.at ?? Number.NEGATIVE_INFINITY)
  if (!Number.isFinite(first)) return [0, stepMs]
  return [first, Math.max(last, first + stepMs)]
}

/** At most `count` instants between `from` and `to` (ms) that are round on the clock of `timeZone`, and their distance. */
export function timeTicks(
  from: number,
  to: number,
  count: number,
  timeZone: string,
): { ticks: number[]; intervalMs: number } {
  const span = Math.max(1, to - from)
  const intervalMs = intervals.find((interval) => span / interval <= Math.max(1, count)) ?? 364 * day
  const offset = (at: number) => tzOffset(timeZone, new Date(at)) * minute
  const ticks: number[] = []
  for (let local = Math.ceil((from + offset(from)) / intervalMs) * intervalMs; ; local += intervalMs) {
    const guess = local - offset(local - offset(from))
    const at = local - offset(guess)
    if (at > to) return { ticks, intervalMs }
    if (at >= from && at !== ticks.at(-1)) ticks.push(at)
  }
}

/** Round values from just below `min` to just above `max`, about `count` of them; whole numbers where `whole`. */
export function valueTicks(min: number, max: number, count = 4, whole = false): number[] {
  const [low, high] = min === max ? (min === 0 ? [0, 1] : [Math.min(0, min), Math.max(0, max)]) : [min, max]
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough
  const step = whole ? Math.max(1, Math.ceil(nice)) : nice
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** The interval of values to draw: it starts at zero unless all values lie far from it and nothing is filled. */
export function valueDomain(values: readonly number[], fromZero: boolean): [number, number] {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  if (min > max) return [0, 1]
  const far = min > 0 ? min > max * 0.5 : max < 0 && max < min * 0.5
  if (fromZero || !far) return [Math.min(0, min), Math.max(0, max)]
  return [min, max]
}

/** Powers of ten, or their 1, 2 and 5 where these are few, from below the smallest value above zero to above the largest. */
export function logTicks(values: readonly number[], count = 4): number[] {
  let min = Number.POSITIVE_INFINITY
  let max = 0
  for (const value of values) {
    if (value > 0 && value < min) min = value
    if (value > max) max = value
  }
  if (max === 0) return [1, 10]
  const low = Math.floor(Math.log10(min) + 1e-9)
  const high = Math.max(low + 1, Math.ceil(Math.log10(max) - 1e-9))
  const tens = Array.from({ length: high - low + 1 }, (_, index) => Number((10 ** (low + index)).toPrecision(12)))
  const fine = tens.flatMap((ten) => [1, 2, 5].map((factor) => Number((ten * factor).toPrecision(12))))
  const from = Math.max(
    0,
    fine.findLastIndex((tick) => tick <= min * (1 + 1e-9)),
  )
  const to = fine.findIndex((tick) => tick >= max * (1 - 1e-9))
  const near = fine.slice(from, Math.max(to, from + 1) + 1)
  if (near.length <= count * 1.5) return near
  const every = Math.max(1, Math.ceil((tens.length - 1) / count))
  return tens.filter((_, index) => index % every === 0 || index === tens.length - 1)
}

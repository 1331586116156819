import { dayMs, type Grid, type Nature } from '@/lib/anomalies/grid'

/** Numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

export const monday = Date.UTC(2026, 10, 2)
export const fiveMinutes = 300_000

type Shape = { days: number; stepMs?: number; nature?: Nature; seed?: number; startMs?: number }

/** A line of `days`: its value at each bucket, given the bucket's time and a random source. */
export function line(
  { days, stepMs = fiveMinutes, nature = 'count', seed = 7, startMs = monday }: Shape,
  value: (at: number, random: () => number) => number,
): Grid {
  const random = seeded(seed)
  const values = Float64Array.from({ length: (days * dayMs) / stepMs }, (_, index) =>
    value(startMs + index * stepMs, random),
  )
  return { startMs, stepMs, nature, unit: nature === 'count' ? 1 : 0, values }
}

/** What a small shop takes in five minutes: quiet at night, busy in the afternoon, on weekends a share of it. */
export function shop(weekendShare = 1, mean = 40) {
  return (at: number, random: () => number) => {
    const hour = (at % dayMs) / 3_600_000
    const day = new Date(at).getUTCDay()
    const share = day === 0 || day === 6 ? weekendShare : 1
    return poisson(mean * share * (0.25 + 0.75 * Math.max(0, Math.sin(((hour - 6) / 24) * 2 * Math.PI))), random)
  }
}

/** The same line with the buckets of [from, to) changed. */
export function change(grid: Grid, from: number, to: number, how: (value: number) => number): Grid {
  const at = (time: number) => Math.round((time - grid.startMs) / grid.stepMs)
  const values = grid.values.map((value, index) => (index >= at(from) && index < at(to) ? how(value) : value))
  return { ...grid, values }
}

import { bucketsIn, dayMs } from './grid'

function placeOf(window: number[], value: number): number {
  let low = 0
  let high = window.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (window[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Median of the known values within `half` buckets on either side; NaN where there is none. */
export function smooth(values: Float64Array, half: number): Float64Array {
  const window: number[] = []
  const smoothed = new Float64Array(values.length)
  for (let at = -half; at < values.length; at++) {
    const entering = values[at + half]
    if (entering !== undefined && !Number.isNaN(entering)) window.splice(placeOf(window, entering), 0, entering)
    const leaving = values[at - half - 1]
    if (leaving !== undefined && !Number.isNaN(leaving)) window.splice(placeOf(window, leaving), 1)
    if (at < 0) continue
    const size = window.length
    smoothed[at] = size === 0 ? Number.NaN : (window[(size - 1) >> 1]! + window[size >> 1]!) / 2
  }
  return smoothed
}

/** 1 for each bucket of a Saturday or Sunday (UTC). */
export function weekendFlags(startMs: number, stepMs: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => {
    const day = new Date(startMs + index * stepMs).getUTCDay()
    return day === 0 || day === 6 ? 1 : 0
  })
}

type Rhythm = { stepMs: number; maxDays: number; alike?: Uint8Array; atLeast: number }

/**
 * What the same time of day had on the days before: the median of the latest seven, within `maxDays`; with `alike`
 * only of days that have the same flag. NaN where fewer than `atLeast` are known, or where the step does not divide a day.
 */
export function dayProfile(values: Float64Array, { stepMs, maxDays, alike, atLeast }: Rhythm): Float64Array {
  const profile = new Float64Array(values.length).fill(Number.NaN)
  const perDay = bucketsIn(dayMs, stepMs)
  if (perDay < 4 || dayMs % stepMs !== 0) return profile
  const seen = new Float64Array(7)
  for (let at = perDay; at < values.length; at++) {
    let count = 0
    for (let day = 1, then = at - perDay; day <= maxDays && then >= 0 && count < 7; day++, then -= perDay) {
      const value = values[then]!
      if (Number.isNaN(value) || (alike && alike[then] !== alike[at])) continue
      let place = count++
      for (; place > 0 && seen[place - 1]! > value; place--) seen[place] = seen[place - 1]!
      seen[place] = value
    }
    if (count >= atLeast) profile[at] = (seen[(count - 1) >> 1]! + seen[count >> 1]!) / 2
  }
  return profile
}

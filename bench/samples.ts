import { DecimalSum } from '@/lib/metrics/decimal'
import type { Point } from '@/lib/storage/engine'

const minuteMs = 60_000

export const seriesCount = 100

const decimal = (value: number) => {
  const sum = new DecimalSum()
  sum.add(value)
  return sum
}

/** The `index`-th of all points: every series has one in each minute, of amounts that differ as those of a shop do. */
export function samplePoint(index: number, start: number): Point {
  const seriesId = (index % seriesCount) + 1
  const minute = Math.floor(index / seriesCount)
  const bucket = start + minute * minuteMs
  const noise = (Math.imul(index + 1, 2_654_435_761) >>> 0) / 2 ** 32
  const count = 1 + Math.floor(noise * 20)
  const cents = (part: number) => Math.round(part * 10_000) / 100
  const [min, max, last] = [cents(noise / 3), cents(0.5 + noise / 2), cents(0.4 + noise / 5)]
  const sum = decimal(cents(count * (0.4 + noise / 4)))
  const aggregate = { count, sum, min, max, firstAt: bucket + 20, last, lastAt: bucket + 59_000, change: sum }
  return { seriesId, bucket, aggregate }
}

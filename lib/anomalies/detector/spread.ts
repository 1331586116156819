import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { robustScale } from '@/lib/stats/robust-scale'
import { sorted } from '@/lib/stats/sorted'
import type { Clock } from './clock'
import type { Column } from './column'

const atLeast = 20
const smallestShare = 0.02

/**
 * How far off forecasts were: the robust scale over the window, refitted every twelve hours, averaged (as variances) with that
 * of the same time of day ± 1 h, refitted every hour. NaN until 20 misses are known.
 */
export class Spread {
  /** The scale of the window, and that of the hour that runs. */
  overall = Number.NaN
  scale = Number.NaN
  deviation = Number.NaN
  /** Nothing smaller than a fiftieth of what is large in this series is told apart. */
  smallest = 0

  constructor(
    private readonly clock: Clock,
    private readonly window: number,
  ) {}

  /** To be called before each bucket `at`, with what was missed before it (from bucket `from` on by forecasts that no day matters to), and the values. */
  update(at: number, residual: Column, values: Column, from: number | null = null): void {
    const { perDay, perHour } = this.clock
    if (at % (12 * perHour) === 0) {
      const misses = residual.known(Math.max(at - this.window, from ?? 0), at)
      this.overall = misses.length >= atLeast ? robustScale(misses) : Number.NaN
      this.deviation = misses.length >= atLeast ? rootMeanSquare(misses) : Number.NaN
      const sizes = values.known(at - this.window, at).map(Math.abs)
      this.smallest = sizes.length > 0 ? smallestShare * quantileSorted(sorted(sizes), 0.9) : 0
    }
    if (at % perHour !== 0) return
    if (from !== null) {
      this.scale = this.overall
      return
    }
    const days = Math.max(1, Math.round(this.window / perDay))
    const similar = new Float64Array(days * 3 * perHour)
    let count = 0
    for (let day = 1; day <= days; day++) {
      const then = this.clock.before(at, day)
      const to = Math.min(at, then + 2 * perHour)
      for (let index = Math.max(0, then - perHour); index < to; index++) {
        const miss = residual.data[index]!
        if (!Number.isNaN(miss)) similar[count++] = miss
      }
    }
    const local = count >= atLeast ? robustScale(similar.subarray(0, count)) : this.overall
    this.scale = Math.hypot(this.overall, local) / Math.SQRT2
  }
}

function rootMeanSquare(values: Float64Array): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares / values.length)
}

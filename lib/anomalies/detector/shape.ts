import { median } from '@/lib/stats/median'
import { robustScale } from '@/lib/stats/robust-scale'
import { hourMs } from '../grid'
import type { Clock } from './clock'
import { Column } from './column'

const lengthMs = 2 * hourMs
const leastLength = 6
const pastBuckets = 4000
const atLeast = 40
const smallestShare = 0.05
const recomputeEvery = 2000
const largest = 15

/**
 * How unlike all before the last two hours were: their Euclidean distance to the second nearest stretch among the past 4,000 buckets,
 * as a robust z-score of such distances. Takes square roots of values, so that a spike does not hide all else.
 */
export class Shape {
  private readonly values = new Column()
  private readonly distances = new Column()
  private readonly length: number
  /** For each lag, the squared distance of the stretch that ends now to that which ended so many buckets ago. */
  private readonly byLag = new Float64Array(pastBuckets + 1)
  private center = Number.NaN
  private scale = Number.NaN

  constructor(
    private readonly clock: Clock,
    private readonly window: number,
  ) {
    this.length = Math.max(leastLength, clock.buckets(lengthMs))
  }

  /** Takes in the next value, NaN if unknown. Answers 0 to 15, NaN while that cannot be told. */
  push(value: number): number {
    const { values, distances, clock } = this
    const at = values.length
    if (at % Math.max(1, clock.perDay >> 1) === 0) this.refit(at)
    values.push(Number.isNaN(value) ? (at > 0 ? values.data[at - 1]! : 0) : value)
    const nearest = this.advance(at)
    const distance = Number.isNaN(value) || nearest === Number.POSITIVE_INFINITY ? Number.NaN : Math.sqrt(nearest)
    distances.push(distance)
    if (!(this.scale > 0) || Number.isNaN(distance)) return Number.NaN
    return Math.min(largest, Math.max(0, (distance - this.center) / this.scale))
  }

  get bytes(): number {
    return this.values.bytes + this.distances.bytes + this.byLag.byteLength
  }

  /** Moves all stretches on by one bucket; the second smallest squared distance to one that ended before this one began. */
  private advance(at: number): number {
    const { byLag, length } = this
    const data = this.values.data
    const now = data[at]!
    const lags = Math.min(pastBuckets, at)
    if (at % recomputeEvery === 0) this.recompute(at, lags)
    else {
      const gone = at - length
      const left = gone >= 0 ? data[gone]! : 0
      for (let lag = 1; lag <= lags; lag++) {
        const miss = now - data[at - lag]!
        let distance = (lag === at ? 0 : byLag[lag]!) + miss * miss
        if (gone >= lag) {
          const old = left - data[gone - lag]!
          distance -= old * old
        }
        byLag[lag] = distance > 0 ? distance : 0
      }
    }
    let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    const last = Math.min(lags, at - length + 1)
    for (let lag = length; lag <= last; lag++) {
      const distance = byLag[lag]!
      if (distance < first) {
        second = first
        first = distance
      } else if (distance < second) second = distance
    }
    return second
  }

  /** Adds up anew, before rounding errors of the running sums matter. */
  private recompute(at: number, lags: number): void {
    const data = this.values.data
    for (let lag = 1; lag <= lags; lag++) {
      let distance = 0
      for (let back = 0; back < this.length && at - lag - back >= 0; back++) {
        const miss = data[at - back]! - data[at - lag - back]!
        distance += miss * miss
      }
      this.byLag[lag] = distance
    }
  }

  private refit(at: number): void {
    const known = this.distances.known(at - this.window, at)
    if (known.length < atLeast) return
    this.center = median(known)
    this.scale = Math.max(robustScale(known), smallestShare * this.center)
  }
}

import { robustScale } from '@/lib/stats/robust-scale'
import { hourMs } from '../grid'
import type { Clock } from './clock'
import { Column } from './column'
import { turnsVary } from './envelope'

const spansMs = [0.5 * hourMs, 2 * hourMs, 6 * hourMs]
const capScales = 4
const atLeast = 40
const freeOfEnvelope = 1.35
const doubtful = 2

/**
 * What single buckets do not show: the mean miss over half an hour, two and six hours, against how such means usually vary, and no
 * further off than such a run lies outside of those at the same time of like days.
 */
export class Runs {
  private readonly misses = new Column()
  private readonly counts = new Column()
  private readonly sums = new Column()
  private readonly spans: number[]
  private readonly scales: number[]
  private first = -1

  constructor(
    private readonly clock: Clock,
    private readonly window: number,
  ) {
    this.spans = [...new Set(spansMs.map((span) => clock.buckets(span)))].filter((span) => span > 1)
    this.scales = this.spans.map(() => Number.NaN)
    for (const column of [this.misses, this.counts, this.sums]) column.push(0)
  }

  /** To be called before each bucket. */
  update(at: number): void {
    if (at % (12 * this.clock.perHour) !== 0) return
    const { misses, counts, window } = this
    this.spans.forEach((span, index) => {
      const means = new Float64Array(window)
      let count = 0
      for (let end = Math.max(span, at - window); end < at; end++) {
        const known = counts.data[end]! - counts.data[end - span]!
        if (known >= span / 2) means[count++] = (misses.data[end]! - misses.data[end - span]!) / known
      }
      this.scales[index] = count >= atLeast ? robustScale(means.subarray(0, count)) : Number.NaN
    })
  }

  /** Takes in bucket `at`: its value (NaN if unknown), what was expected, and the scale. Answers a signed z-score. */
  push(at: number, value: number, expected: number, scale: number): number {
    const { misses, counts, sums, clock } = this
    const known = !Number.isNaN(value - expected)
    const cap = scale > 0 ? capScales * scale : Number.POSITIVE_INFINITY
    const miss = known ? Math.max(-cap, Math.min(cap, value - expected)) : 0
    misses.push(misses.data[at]! + miss)
    counts.push(counts.data[at]! + (known ? 1 : 0))
    sums.push(sums.data[at]! + (Number.isNaN(value) ? (Number.isNaN(expected) ? 0 : expected) : value))
    if (Number.isNaN(value)) return 0
    if (this.first < 0) this.first = at
    if (at - this.first < 2 * clock.perDay || !(scale > 0)) return 0
    let strongest = 0
    this.spans.forEach((span, index) => {
      const usual = Math.max(this.scales[index]!, scale / Math.sqrt(span))
      const from = at + 1 - span
      const there = from < 0 ? 0 : counts.data[at + 1]! - counts.data[from]!
      if (Number.isNaN(this.scales[index]) || there < span / 2 || from < 0) return
      let z = (misses.data[at + 1]! - misses.data[from]!) / there / usual
      if (Math.abs(z) > doubtful) {
        const outside = this.outside(at, span)
        if (outside !== null) z = Math.sign(z) * Math.min(Math.abs(z), outside / span / usual + freeOfEnvelope)
      }
      if (Math.abs(z) > Math.abs(strongest)) strongest = z
    })
    return strongest
  }

  /** How far the sum of the run that ends with `at` lies outside of those of seven like days, else of seven days. */
  private outside(at: number, span: number): number | null {
    const { sums, clock } = this
    const now = sums.data[at + 1]! - sums.data[at + 1 - span]!
    const stride = Math.max(1, clock.perHour >> 1)
    let least: number | null = null
    for (const like of [true, false]) {
      let [low, high, days] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
      for (let day = 1; day <= 28 && days < 7; day++) {
        const end = clock.before(at, day) + 1
        if (end < span) break
        if (like && clock.kind(end - 1) !== clock.kind(at)) continue
        days++
        for (let moved = end - clock.perHour; moved <= end + clock.perHour; moved += stride) {
          if (moved > at || moved < span) continue
          const sum = sums.data[moved]! - sums.data[moved - span]!
          low = Math.min(low, sum)
          high = Math.max(high, sum)
        }
      }
      if (days < 3) continue
      const outside = Math.max(0, now - high, low - now)
      least = Math.min(outside, least ?? outside)
      if (!clock.isHoliday(at)) break
    }
    return least === null || least === 0 ? least : Math.min(least, this.outsideTurns(at, span, now))
  }

  /** The same of the turns of earlier months, if this day is one. */
  private outsideTurns(at: number, span: number, now: number): number {
    const { sums, clock } = this
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const then of clock.turnsBefore(at)) {
      const stride = Math.max(1, clock.perHour >> 1)
      for (let end = then + 1 - clock.perHour; end <= then + 1 + clock.perHour; end += stride) {
        if (end < span || end > at) continue
        const sum = sums.data[end]! - sums.data[end - span]!
        low = Math.min(low, sum)
        high = Math.max(high, sum)
      }
    }
    if (low > high) return Number.POSITIVE_INFINITY
    const more = turnsVary * Math.max(Math.abs(low), Math.abs(high))
    return Math.max(0, now - high - more, low - more - now)
  }

  get bytes(): number {
    return this.misses.bytes + this.counts.bytes + this.sums.bytes
  }
}

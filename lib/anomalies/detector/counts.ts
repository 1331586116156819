import { negativeBinomialTails } from '@/lib/stats/negative-binomial-tails'
import { normalQuantile } from '@/lib/stats/normal-quantile'
import { poissonTails } from '@/lib/stats/poisson-tails'
import { robustScale } from '@/lib/stats/robust-scale'
import { hourMs } from '../grid'
import type { Clock } from './clock'
import { Column } from './column'

const spansMs = [0, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, 24 * hourMs]
const learningDays = 8
const firstDays = 4
const rateDays = 28
const spreadDays = 14
const comparedDays = 14
const smallAtMost = 10
const freeOfEnvelope = 3
const doubtful = 2
const farthestLog = -700
const largestCount = 1e11

const root = (count: number) => 2 * Math.sqrt(count + 0.375)

/** The z-score that is as rare as so few or so many, where `mean` are usual and counts spread `spread` times as far as by chance. */
export function countScore(count: number, mean: number, spread: number): number {
  const [some, usual] = [Math.min(count, largestCount), Math.min(mean, largestCount)]
  const { logAtMost, logAtLeast } =
    spread <= 1.001
      ? poissonTails(some, usual)
      : negativeBinomialTails(some, usual, Math.min(largestCount, Math.max(0.01, usual / (spread * spread - 1))))
  return tailScore({ logAtMost, logAtLeast })
}

/** The z-score that is as rare as the rarer one of two tails. */
export function tailScore({ logAtMost, logAtLeast }: { logAtMost: number; logAtLeast: number }): number {
  const log = Math.min(logAtMost, logAtLeast)
  const z = log > farthestLog ? -normalQuantile(Math.min(0.5, Math.exp(log))) : Math.sqrt(-2 * log)
  return logAtLeast < logAtMost ? z : -z
}

/**
 * Small and mostly-zero counts, judged as counts over spans from one bucket to a day: a mean rate by time of day, and negative
 * binomial tails that are as wide as such spans were. Says nothing in the first eight days, and of series with more than ten a bucket.
 */
export class Counts {
  private readonly values = new Column()
  private readonly sums = new Column()
  private readonly means = new Column()
  private readonly spans: number[]
  private readonly spreads: number[]
  private rates: Float64Array | null = null
  private total = 0

  constructor(private readonly clock: Clock) {
    this.spans = [...new Set(spansMs.map((span) => (span === 0 ? 1 : clock.buckets(span))))]
    this.spreads = this.spans.map(() => Number.NaN)
    this.sums.push(0)
    this.means.push(0)
  }

  /** Takes in the next bucket (NaN if unknown), of which one row adds `unit` (0: no count). Answers a signed z-score. */
  push(value: number, unit: number): number {
    const { clock, values, sums, means } = this
    const at = values.length
    if (at % clock.perDay === 0 && at >= 3 * clock.perDay) this.refit(at, unit || 1)
    const mean = this.rates?.[clock.phase(at)] ?? 0
    values.push(value)
    means.push(means.data[at]! + mean)
    sums.push(sums.data[at]! + (Number.isNaN(value) ? mean : value))
    if (!this.rates || !(unit > 0) || Number.isNaN(value) || at < learningDays * clock.perDay) return 0
    if (this.total / clock.perDay / unit > smallAtMost) return 0
    let strongest = 0
    this.spans.forEach((span, index) => {
      const from = at + 1 - span
      const spread = this.spreads[index]!
      if (from < firstDays * clock.perDay || !(spread > 0)) return
      const usual = (means.data[at + 1]! - means.data[from]!) / unit
      const count = (sums.data[at + 1]! - sums.data[from]!) / unit
      if (Math.abs(root(count) - root(usual)) / spread < doubtful) return
      const z = countScore(Math.max(0, Math.round(count)), Math.max(0, usual), spread)
      const limited = Math.sign(z) * Math.min(Math.abs(z), this.outside(at, span, unit) + freeOfEnvelope)
      if (Math.abs(limited) > Math.abs(strongest)) strongest = limited
    })
    return strongest
  }

  get bytes(): number {
    return this.values.bytes + this.sums.bytes + this.means.bytes
  }

  /** How far a span lies outside of what the same hours of fourteen days had, in deviations of a count. */
  private outside(at: number, span: number, unit: number): number {
    const { sums, clock } = this
    const count = (sums.data[at + 1]! - sums.data[at + 1 - span]!) / unit
    let [low, high] = [Number.POSITIVE_INFINITY, 0]
    for (let day = 1; day <= comparedDays; day++) {
      const end = clock.before(at, day) + 1
      if (end < span) break
      const then = (sums.data[end]! - sums.data[end - span]!) / unit
      low = Math.min(low, then)
      high = Math.max(high, then)
    }
    return Math.max(0, root(count) - root(high), root(low) - root(count))
  }

  private refit(at: number, unit: number): void {
    const { clock, sums, means } = this
    this.rates = this.meanRates(at)
    this.total = this.rates.reduce((sum, rate) => sum + rate, 0)
    this.spans.forEach((span, index) => {
      const errors: number[] = []
      const from = Math.max(firstDays * clock.perDay, at - spreadDays * clock.perDay, span)
      for (let end = from; end < at; end += Math.max(1, span >> 2)) {
        const count = (sums.data[end]! - sums.data[end - span]!) / unit
        errors.push(root(Math.max(0, count)) - root(Math.max(0, (means.data[end]! - means.data[end - span]!) / unit)))
      }
      this.spreads[index] = errors.length >= 20 ? Math.max(1, robustScale(errors)) : Number.NaN
    })
  }

  /** What a bucket of each phase (± 1 h) had on average: on days of the kind that begins at `at` where two are known. */
  private meanRates(at: number): Float64Array {
    const { clock, values } = this
    const { perDay, perHour } = clock
    const kind = clock.kind(at)
    let like = 0
    for (let day = 1; day <= rateDays && clock.before(at, day) >= 0; day++)
      if (clock.kind(clock.before(at, day)) === kind) like++
    const byKind = like >= 2 && at >= 7 * perDay
    const [sum, count] = [new Float64Array(perDay), new Float64Array(perDay)]
    for (let then = Math.max(0, at - rateDays * perDay); then < at; then++) {
      const value = values.data[then]!
      if (Number.isNaN(value) || (byKind && clock.kind(then) !== kind)) continue
      const phase = clock.phase(then)
      sum[phase]! += value
      count[phase]! += 1
    }
    return Float64Array.from({ length: perDay }, (_, phase) => {
      let [total, known] = [0, 0]
      for (let near = phase - perHour; near <= phase + perHour; near++) {
        const place = ((near % perDay) + perDay) % perDay
        total += sum[place]!
        known += count[place]!
      }
      return known > 0 ? total / known : 0
    })
  }
}

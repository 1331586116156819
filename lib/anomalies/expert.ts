import { dayMs, hourMs } from './grid'

/** Where a day's smoothed profile is this many mean errors off the exact minute's, a nightly job runs: trust the minute. */
const exactBeyond = 3.75
const capErrors = 4

/** A forecaster that learns: of a level alone, or of a profile with a level correction that follows in two hours. */
export class Expert {
  private level = Number.NaN
  private error = Number.NaN
  private seen = 0

  constructor(
    private readonly stepMs: number,
    private readonly profile?: Float64Array,
    private readonly exact?: Float64Array,
  ) {}

  predict(at: number): number {
    if (!this.profile) return this.level
    const usual = this.profile[at]!
    const minute = this.exact?.[at] ?? Number.NaN
    const apart = Math.abs(minute - usual) > exactBeyond * this.error
    return (apart ? minute : usual) + (Number.isNaN(this.level) ? 0 : this.level)
  }

  /** The mean error to rank by; a profile is trusted after half a day of tries. */
  rank(): number {
    if (this.profile && this.seen * this.stepMs < dayMs / 2) return Number.POSITIVE_INFINITY
    return Number.isNaN(this.error) ? Number.MAX_VALUE : this.error
  }

  learn(value: number, predicted: number) {
    if (Number.isNaN(predicted)) {
      if (!this.profile) this.level = value
      return
    }
    const cap = Number.isNaN(this.error) ? Number.POSITIVE_INFINITY : capErrors * Math.max(this.error, 1e-9)
    const miss = Math.min(cap, Math.max(-cap, value - predicted))
    const follow = 1 - Math.exp(-this.stepMs / (2 * hourMs))
    this.level = (Number.isNaN(this.level) ? 0 : this.level) + follow * miss
    this.seen += 1
    const forget = Math.max(1 - Math.exp(-this.stepMs / (3 * dayMs)), 1 / this.seen)
    this.error = Number.isNaN(this.error) ? Math.abs(miss) : this.error + forget * (Math.abs(miss) - this.error)
  }
}

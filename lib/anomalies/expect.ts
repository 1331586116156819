import { dayMs, hourMs } from './grid'
import { dayProfile, smooth, weekendFlags } from './rhythm'

/** `remembered` is `values` without what later days should not be measured by. */
type Series = { startMs: number; stepMs: number; windowMs: number; values: Float64Array; remembered: Float64Array }
export type Expectation = { expected: Float64Array; residual: Float64Array }

/** Where a day's smoothed profile is this many mean errors off the exact minute's, a nightly job runs: trust the minute. */
const exactBeyond = 3.75
const capErrors = 4

class Expert {
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

/**
 * What each bucket was expected to have, from those before it alone: the forecast of whichever did best over three days
 * of a level, the usual day, and the usual weekday or weekend day, each corrected by its misses of the last two hours.
 */
export function expectValues({ startMs, stepMs, windowMs, values, remembered }: Series): Expectation {
  const smoothed = smooth(remembered, Math.max(0, Math.round(hourMs / stepMs / 2)))
  const days = Math.max(2, Math.floor(windowMs / dayMs))
  const alike = weekendFlags(startMs, stepMs, values.length)
  const [usual, sameKind] = [
    { stepMs, maxDays: days },
    { stepMs, maxDays: 4 * days, alike },
  ]
  const experts = [
    new Expert(stepMs),
    new Expert(
      stepMs,
      dayProfile(smoothed, { ...usual, atLeast: 2 }),
      dayProfile(remembered, { ...usual, atLeast: 3 }),
    ),
    new Expert(
      stepMs,
      dayProfile(smoothed, { ...sameKind, atLeast: 2 }),
      dayProfile(remembered, { ...sameKind, atLeast: 3 }),
    ),
  ]
  const expected = new Float64Array(values.length).fill(Number.NaN)
  const residual = new Float64Array(values.length).fill(Number.NaN)
  const forecasts = new Float64Array(experts.length)
  for (let at = 0; at < values.length; at++) {
    let best = Number.POSITIVE_INFINITY
    experts.forEach((expert, index) => {
      forecasts[index] = expert.predict(at)
      const rank = expert.rank()
      if (Number.isNaN(forecasts[index]) || rank >= best) return
      best = rank
      expected[at] = forecasts[index]!
    })
    const value = values[at]!
    if (Number.isNaN(value)) continue
    residual[at] = value - expected[at]!
    experts.forEach((expert, index) => {
      expert.learn(value, forecasts[index]!)
    })
  }
  return { expected, residual }
}

import { Expert } from './expert'
import { dayMs, hourMs } from './grid'
import { dayProfile, smooth, weekendFlags } from './rhythm'

/** `remembered` is `values` without what later days should not be measured by. */
type Series = { startMs: number; stepMs: number; windowMs: number; values: Float64Array; remembered: Float64Array }
export type Expectation = { expected: Float64Array; residual: Float64Array }

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

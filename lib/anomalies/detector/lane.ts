import type { Clock } from './clock'
import { Column } from './column'
import { outsideEnvelope } from './envelope'
import { Expert } from './expert'
import { learnProfiles, noProfiles, sharpFrom } from './profiles'
import { Runs } from './runs'
import { Spread } from './spread'

const leastKnown = 50
const freeOfEnvelope = 1.35
const profileWindows = 4

export const experts = ['level', 'days', 'seasonal'] as const

export type LaneOptions = { clock: Clock; windowMs: number; withSeasonal: boolean; withDays: boolean }

/**
 * One series in one space (plain, or square roots): forecasts each bucket from those before it by whichever expert has the
 * lowest mean error, and says how far off it was. NaN while learning.
 */
export class Lane {
  readonly expected = new Column()
  readonly scale = new Column()
  readonly z = new Column()
  readonly run = new Column()
  /** Whose forecast was taken, as an index of `experts`; −1 where there was none. */
  readonly by = new Column()
  private readonly values = new Column()
  private readonly residual = new Column()
  private readonly runs: Runs
  private readonly spread: Spread
  private readonly level: Expert
  private readonly days: Expert
  private readonly seasonal: Expert
  private profiles: ReturnType<typeof noProfiles>
  private first = -1
  private known = 0

  constructor(private readonly options: LaneOptions) {
    const { clock, windowMs } = options
    const window = clock.window(windowMs)
    this.runs = new Runs(clock, window)
    this.spread = new Spread(clock, window)
    this.level = new Expert(clock.stepMs, false)
    this.days = new Expert(clock.stepMs, true)
    this.seasonal = new Expert(clock.stepMs, true)
    this.profiles = noProfiles(clock)
  }

  /** Takes in the next bucket (NaN if unknown); `floorAt` tells the least scale, given what was expected. */
  push(value: number, floorAt: (expected: number) => number): void {
    const at = this.values.length
    const { clock } = this.options
    if (clock.hasDays && at > 0 && clock.phase(at) === 0) this.refit(at)
    this.spread.update(at, this.residual, this.values)
    this.runs.update(at)
    const { level, days, seasonal } = this.forecasts(at)
    const by = this.choose([level, days, seasonal])
    const expected = [level, days, seasonal][by] ?? Number.NaN
    const scale = Math.max(this.spread.scale, this.spread.smallest, floorAt(expected))
    this.values.push(value)
    this.expected.push(expected)
    this.by.push(by)
    this.residual.push(value - expected)
    const isReady = this.isReady(at, value)
    this.scale.push(isReady && scale > 0 ? scale : Number.NaN)
    this.z.push(isReady && scale > 0 ? this.score(at, value, expected, scale) : Number.NaN)
    this.run.push(this.runs.push(at, value, expected, scale))
    if (Number.isNaN(value)) return
    this.level.learn(value, level)
    this.days.learn(value, days)
    this.seasonal.learn(value, seasonal)
  }

  /** What bucket `at` had is not to be learned from by later days. */
  forget(at: number): void {
    this.values.data[at] = Number.NaN
    this.residual.data[at] = Number.NaN
  }

  /** Standard deviation of what was missed over the window. */
  get deviation(): number {
    return this.spread.deviation
  }

  get bytes(): number {
    const columns = [this.values, this.residual, this.expected, this.scale, this.z, this.run, this.by]
    return this.runs.bytes + columns.reduce((sum, column) => sum + column.bytes, 0)
  }

  private refit(at: number): void {
    const { clock, windowMs, withSeasonal } = this.options
    const maxDays = Math.max(2, Math.round((profileWindows * clock.window(windowMs)) / clock.perDay))
    const scale = this.spread.overall
    this.profiles = learnProfiles({ values: this.values, clock, end: at, maxDays, withSeasonal, scale })
  }

  private forecasts(at: number) {
    const { clock, withDays } = this.options
    const { usual, usualExact, kinds, kindsExact, seasonal } = this.profiles
    const phase = clock.phase(at)
    const kind = clock.kind(at)
    const [like, likeExact] = [kinds[kind]![phase]!, kindsExact[kind]![phase]!]
    const isSharp = (near: number, exact: number, error: number) => Math.abs(exact - near) > sharpFrom * error
    const byDays = isSharp(like, likeExact, this.days.error) ? likeExact : like
    const bySeason = isSharp(usual[phase]!, usualExact[phase]!, this.seasonal.error)
      ? usualExact[phase]!
      : seasonal[phase]!
    return {
      level: this.level.predict(Number.NaN),
      days: withDays ? this.days.predict(byDays) : Number.NaN,
      seasonal: Number.isNaN(seasonal[phase]!) ? Number.NaN : this.seasonal.predict(bySeason),
    }
  }

  private choose(forecasts: number[]): number {
    let chosen = -1
    let best = Number.POSITIVE_INFINITY
    forecasts.forEach((forecast, index) => {
      const rank = [this.level, this.days, this.seasonal][index]!.rank()
      if (Number.isNaN(forecast) || rank >= best) return
      best = rank
      chosen = index
    })
    return chosen
  }

  /** A day and 50 known buckets must lie before a bucket that is judged. */
  private isReady(at: number, value: number): boolean {
    if (Number.isNaN(value)) return false
    if (this.first < 0) this.first = at
    this.known++
    return this.known > leastKnown && at - this.first >= this.options.clock.perDay
  }

  private score(at: number, value: number, expected: number, scale: number): number {
    const { clock } = this.options
    const z = (value - expected) / scale
    if (!(Math.abs(z) > freeOfEnvelope) || !clock.hasDays) return z
    const phase = clock.phase(at)
    const sharp = Math.abs(this.profiles.usualExact[phase]! - this.profiles.usual[phase]!) > 3 * scale
    const outside = outsideEnvelope(this.values, clock, { at, value, sharp })
    return outside === null ? z : Math.sign(z) * Math.min(Math.abs(z), outside / scale + freeOfEnvelope)
  }
}

import type { Clock } from './clock'
import { Column } from './column'
import { type Cycle, learnCycle } from './cycles'
import { outsideCycles, outsideEnvelope } from './envelope'
import { Expert } from './expert'
import { OtherDay } from './other-day'
import { learnProfiles, noProfiles, sharpFrom } from './profiles'
import { Runs } from './runs'
import { Spread } from './spread'
import { learnWeek, weeklyAt } from './weeks'

const leastKnown = 50
const freeOfEnvelope = 1.35
const profileWindows = 4
const clearly = 0.9

export const experts = ['level', 'days', 'seasonal', 'week', 'cycle'] as const
const [byDays, bySeason, byWeek, byCycle] = [1, 2, 3, 4]

type Scored = { at: number; value: number; by: number; z: number; scale: number }
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
  private readonly day: OtherDay
  private readonly experts: Expert[]
  private profiles: ReturnType<typeof noProfiles>
  private week: { from: number; hours: Float64Array } | null = null
  private cycle: Cycle | null = null
  private cyclic: { from: number; until: number } | null = null
  private first = -1
  private known = 0

  constructor(private readonly options: LaneOptions) {
    const { clock, windowMs } = options
    const window = clock.window(windowMs)
    this.runs = new Runs(clock, window)
    this.spread = new Spread(clock, window)
    this.day = new OtherDay(clock)
    this.experts = experts.map((name) => new Expert(clock.stepMs, name !== 'level'))
    this.profiles = noProfiles(clock)
  }

  /** Takes in the next bucket (NaN if unknown); `floorAt` tells the least scale, given what was expected; `period` is one that is no day. */
  push(value: number, floorAt: (expected: number) => number, period: number | null = null): void {
    const at = this.values.length
    const { clock } = this.options
    if (clock.hasDays && at > 0 && at % clock.perDay === 0) this.refit(at)
    this.follow(at, period)
    this.spread.update(at, this.residual, this.values, this.cyclicFrom(at))
    this.runs.update(at)
    const forecasts = this.forecasts(at)
    const by = this.day.isOther ? byDays : this.choose(forecasts)
    const expected = forecasts[by] ?? Number.NaN
    const scale = Math.max(this.spread.scale, this.spread.smallest, floorAt(expected))
    this.values.push(value)
    this.expected.push(expected)
    this.by.push(by)
    if (by === byCycle && this.isCyclic) this.cyclic = { from: this.cyclic?.from ?? at, until: at }
    this.residual.push(value - expected)
    const isReady = this.isReady(at, value)
    this.scale.push(isReady && scale > 0 ? scale : Number.NaN)
    this.z.push(isReady && scale > 0 ? this.score({ at, value, by, z: (value - expected) / scale, scale }) : Number.NaN)
    this.run.push(this.runs.push(at, value, expected, scale))
    if (Number.isNaN(value)) return
    const wasOther = this.day.isOther
    if (this.options.withDays) this.day.push(at, value, this.profiles.kinds, scale)
    if (this.day.isOther && !wasOther) for (const expert of this.experts.slice(1)) expert.level = 0
    if (wasOther || this.day.isOther) return
    forecasts.forEach((forecast, index) => {
      this.experts[index]!.learn(value, forecast)
    })
  }

  /** To be told of an alarm at bucket `at`: the day may be one of the other kind, as holidays are that nobody told of. */
  suspect(at: number): void {
    this.day.suspectedAt = at
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

  /** Whether days, weeks or another period have a lower mean error here than the level alone. */
  get leading(): { day: boolean; week: boolean; cycle: boolean } {
    const rank = (index: number) => this.experts[index]!.rank()
    const day = Math.min(rank(byDays), rank(bySeason))
    const clear = clearly * rank(0)
    const week = this.week !== null && rank(byWeek) < Math.min(day, clear)
    const cycle = this.cycle !== null && rank(byCycle) < Math.min(day, clear)
    return { day: day < clear, week, cycle }
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
    if (!withSeasonal || at % (7 * clock.perDay) !== 0) return
    const hours = learnWeek(this.values, clock, at)
    if (!hours) this.experts[byWeek] = new Expert(clock.stepMs, true)
    this.week = hours && { from: clock.slot(at), hours }
  }

  /** Takes up, refits or gives up a period that is no day. */
  private follow(at: number, period: number | null): void {
    const { clock } = this.options
    if (period === (this.cycle?.period ?? null) && at % clock.perDay !== 0) return
    if (period !== this.cycle?.period) this.experts[byCycle] = new Expert(clock.stepMs, true)
    this.cycle = period === null ? null : learnCycle(this.values, at, period)
  }

  /** Whether days are not made of whole cycles, so that the time of day says nothing. */
  private get isCyclic(): boolean {
    return this.cycle !== null && this.options.clock.perDay % this.cycle.period !== 0
  }

  /** Since when forecasts are those of a period that is no day, once that is a while. */
  private cyclicFrom(at: number): number | null {
    const enough = this.options.clock.perDay >> 1
    if (this.cyclic && at - this.cyclic.until > enough) this.cyclic = null
    return this.cyclic && at - this.cyclic.from > enough ? this.cyclic.from : null
  }

  private forecasts(at: number): number[] {
    const { clock, withDays } = this.options
    const { week, cycle } = this
    const { usual, usualExact, kinds, kindsExact, seasonal } = this.profiles
    const phase = clock.phase(at)
    const kind = this.day.isOther ? 1 - clock.kind(at) : clock.kind(at)
    const [like, likeExact] = [kinds[kind]![phase]!, kindsExact[kind]![phase]!]
    const isSharp = (near: number, exact: number, error: number) => Math.abs(exact - near) > sharpFrom * error
    const [level, days, season, weekly, cyclic] = this.experts as [Expert, Expert, Expert, Expert, Expert]
    const ofDays = isSharp(like, likeExact, days.error) ? likeExact : like
    const ofSeason = isSharp(usual[phase]!, usualExact[phase]!, season.error) ? usualExact[phase]! : seasonal[phase]!
    const hasSeason = !Number.isNaN(seasonal[phase]!)
    const ofWeek = week ? ofSeason + weeklyAt(week.hours, clock.slot(at) - week.from, clock.perHour) : Number.NaN
    return [
      level.predict(Number.NaN),
      withDays ? days.predict(ofDays) : Number.NaN,
      hasSeason ? season.predict(ofSeason) : Number.NaN,
      hasSeason ? weekly.predict(ofWeek) : Number.NaN,
      cycle ? cyclic.predict(cycle.profile[(at - cycle.origin) % cycle.period]!) : Number.NaN,
    ]
  }

  private choose(forecasts: number[]): number {
    let chosen = -1
    let best = Number.POSITIVE_INFINITY
    forecasts.forEach((forecast, index) => {
      const rank = this.experts[index]!.rank()
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

  private score({ at, value, by, z, scale }: Scored): number {
    const { clock } = this.options
    if (!(Math.abs(z) > freeOfEnvelope) || !clock.hasDays) return z
    const phase = clock.phase(at)
    const sharp = Math.abs(this.profiles.usualExact[phase]! - this.profiles.usual[phase]!) > 3 * scale
    const { perDay } = clock
    const outside =
      by === byCycle && this.isCyclic
        ? outsideCycles(this.values, { at, value, period: this.cycle!.period, perDay })
        : outsideEnvelope(this.values, clock, { at, value, sharp, mild: this.day.isOther || clock.isHoliday(at) })
    return outside === null ? z : Math.sign(z) * Math.min(Math.abs(z), outside / scale + freeOfEnvelope)
  }
}

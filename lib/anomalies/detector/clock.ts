import { bucketsIn, dayMs, hourMs } from '../grid'

/** Weekdays are like each other, and so are Saturdays and Sundays (UTC). */
export type DayKind = 0 | 1

/** Where buckets lie in the day: `phase` counts them from the first bucket of the series, which starts at `startMs`. */
export class Clock {
  readonly perDay: number
  readonly perHour: number
  /** Whether a day has enough buckets to have a shape. */
  readonly hasDays: boolean

  constructor(
    readonly startMs: number,
    readonly stepMs: number,
  ) {
    this.perDay = bucketsIn(dayMs, stepMs)
    this.perHour = bucketsIn(hourMs, stepMs)
    this.hasDays = this.perDay >= 4
  }

  phase(at: number): number {
    return at % this.perDay
  }

  kind(at: number): DayKind {
    const weekday = (Math.floor((this.startMs + at * this.stepMs) / dayMs) + 4) % 7
    return weekday === 0 || weekday === 6 ? 1 : 0
  }

  /** How many buckets a baseline window has: a day's at least, or there is nothing to learn a day from. */
  window(windowMs: number): number {
    return this.buckets(Math.max(dayMs, windowMs))
  }

  buckets(spanMs: number): number {
    return bucketsIn(spanMs, this.stepMs)
  }
}

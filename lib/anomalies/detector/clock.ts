import { offsetAt } from '@/lib/metrics/wall'
import { bucketsIn, dayMs, hourMs } from '../grid'
import { holidaysOf } from './holidays'
import { earlierTurns } from './month-turns'

/** Weekdays are like each other, and so are Saturdays, Sundays and holidays. */
export type DayKind = 0 | 1

/** The business's own: the zone whose clock its days follow (default UTC), and the region whose holidays it keeps (default none). */
export type Calendar = { timeZone?: string; holidays?: string }

const monthsBack = 12

/**
 * Where buckets lie in the day. Buckets are counted from the first of the series, which starts at `startMs`; a *slot* counts as the
 * clock of the zone does, so that slots a whole number of days apart show the same time, though the clock was changed between them.
 */
export class Clock {
  readonly perDay: number
  readonly perHour: number
  /** Whether a day has enough buckets to have a shape. */
  readonly hasDays: boolean
  /** From which bucket on slots are how many ahead; the latest last. */
  private readonly changes = [{ from: 0, ahead: 0 }]
  private readonly zone: string
  private readonly localMs: number
  private readonly isFree: ((day: number) => boolean) | null
  private probed = 0

  constructor(
    readonly startMs: number,
    readonly stepMs: number,
    { timeZone = 'UTC', holidays }: Calendar = {},
  ) {
    this.perDay = bucketsIn(dayMs, stepMs)
    this.perHour = bucketsIn(hourMs, stepMs)
    this.hasDays = this.perDay >= 4
    this.zone = timeZone
    this.localMs = startMs + offsetAt(startMs, timeZone)
    this.isFree = holidays ? holidaysOf(holidays) : null
  }

  slot(at: number): number {
    if (this.zone === 'UTC') return at
    while (this.probed <= at) this.probe()
    let last = this.changes.length - 1
    while (last > 0 && this.changes[last]!.from > at) last--
    return at + this.changes[last]!.ahead
  }

  phase(at: number): number {
    return this.phaseOfSlot(this.slot(at))
  }

  phaseOfSlot(slot: number): number {
    return ((slot % this.perDay) + this.perDay) % this.perDay
  }

  kind(at: number): DayKind {
    return this.kindOfSlot(this.slot(at))
  }

  kindOfSlot(slot: number): DayKind {
    const day = this.dayOfSlot(slot)
    const weekday = (day + 4) % 7
    return weekday === 0 || weekday === 6 || this.isFree?.(day) ? 1 : 0
  }

  isHoliday(at: number): boolean {
    return this.isFree?.(this.dayOfSlot(this.slot(at))) ?? false
  }

  /** Whether a bucket is the first of a day of the calendar. */
  startsDay(at: number): boolean {
    const slot = this.slot(at)
    return this.dayOfSlot(slot) !== this.dayOfSlot(slot - 1)
  }

  /** The bucket at the same time so many days before; negative where that lies before the series. */
  before(at: number, days: number): number {
    const then = at - days * this.perDay
    if (this.zone === 'UTC' || then < 0) return then
    return then + (this.slot(at) - at) - (this.slot(then) - then)
  }

  /** The same time of those days of earlier months that stand like this one at the turn of the month: its first, last or last working day. */
  turnsBefore(at: number): number[] {
    const earlier = earlierTurns(this.dayOfSlot(this.slot(at)), monthsBack)
    return earlier.map((days) => this.before(at, days)).filter((then) => then >= 0)
  }

  /** How many buckets a baseline window has: a day's at least, or there is nothing to learn a day from. */
  window(windowMs: number): number {
    return this.buckets(Math.max(dayMs, windowMs))
  }

  buckets(spanMs: number): number {
    return bucketsIn(spanMs, this.stepMs)
  }

  private dayOfSlot(slot: number): number {
    return Math.floor((this.localMs + slot * this.stepMs) / dayMs)
  }

  private aheadAt(at: number): number {
    const startMs = this.startMs + at * this.stepMs
    return Math.round((startMs + offsetAt(startMs, this.zone) - this.localMs) / this.stepMs) - at
  }

  /** Looks at one more day; where the clock is changed in it, finds the bucket. */
  private probe(): void {
    const ahead = this.changes.at(-1)!.ahead
    let [low, high] = [this.probed, this.probed + this.perDay]
    this.probed = high
    if (this.aheadAt(high) === ahead) return
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.aheadAt(middle) === ahead) low = middle
      else high = middle
    }
    this.changes.push({ from: high, ahead: this.aheadAt(high) })
  }
}

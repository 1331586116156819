import { bucketsIn, dayMs, hourMs } from '../grid'
import type { Verdict } from './surprise'

export const sensitivities = ['low', 'medium', 'high'] as const
export type Sensitivity = (typeof sensitivities)[number]

/**
 * A run of surprising buckets: `alarmAt` is its first that alarms (null if none does), `peakAt` its most surprising,
 * `endAt` the one after its last surprising. `closed` once three calm buckets followed, or one of an hour. `peak` is its largest surprise,
 * `shown` that at `peakAt`.
 */
export type Incident = {
  startAt: number
  alarmAt: number | null
  peakAt: number
  endAt: number
  closed: boolean
  peak: number
  shown: number
  side: number
}

/**
 * `threshold` of surprise, and how many incidents a week may alarm: one has to pass the `budget`-th largest to its side of the
 * week before by `margin`, and by more the longer ago that was: what comes back after days is how this series is.
 */
const settings: Record<Sensitivity, { threshold: number; budget: number; margin: number }> = {
  low: { threshold: 1.8, budget: 1, margin: 0.3 },
  medium: { threshold: 1.5, budget: 2, margin: 0.3 },
  high: { threshold: 1.2, budget: 4, margin: 0.15 },
}
/** In buckets of an hour, which have fewer chances and hide what is fleeting, half as many incidents again may alarm. */
const shareOfHours = 1.5
const marginOfWeek = 0.3
const notableShare = 0.8
const calmBuckets = 3
const calmMs = 45 * 60_000
const beginnersPenalty = 1
const escalation = 1
const leastOwn = 0.8
const quietMs = 3 * hourMs

export const thresholdOf = (sensitivity: Sensitivity): number => settings[sensitivity].threshold

/** What incident logic says of one bucket: it belongs to an alarm, and the alarm is raised (again) with it. */
export type Step = { isAlarming: boolean; isRaised: boolean }

/**
 * Turns surprises into incidents, bucket by bucket. A week with many raises the bar by itself, days 1 to 7 have a higher one, and for
 * three hours after an alarm only what is much worse, or off to the other side, alarms again: so one setting serves all series.
 * Runs and shapes remember an alarm for hours; it ends with the last bucket that is off by itself.
 */
export class Incidents {
  readonly all: Incident[] = []
  private current: Incident | undefined
  private last = { at: Number.NEGATIVE_INFINITY, surprise: 0, side: 0 }
  private notableAt = Number.NEGATIVE_INFINITY
  private recentFrom = 0
  private first = -1
  private readonly week: number
  private readonly quiet: number
  private readonly budget: number
  private readonly calm: number

  constructor(
    stepMs: number,
    private readonly sensitivity: Sensitivity,
    /** The bar, given the usual one, after what persons called false alarms. */
    private readonly raise: (at: number, side: number, usual: number) => number = (_at, _side, usual) => usual,
  ) {
    this.week = bucketsIn(7 * dayMs, stepMs)
    this.quiet = bucketsIn(quietMs, stepMs)
    this.calm = Math.min(calmBuckets, Math.ceil(calmMs / stepMs))
    this.budget = Math.floor(settings[sensitivity].budget * (stepMs < hourMs ? 1 : shareOfHours))
  }

  push(at: number, verdict: Omit<Verdict, 'lead'>, isKnown: boolean): Step {
    const step = this.step(at, verdict, isKnown)
    if (this.current && at + 1 - this.current.endAt >= this.calm) this.current.closed = true
    return step
  }

  private step(at: number, verdict: Omit<Verdict, 'lead'>, isKnown: boolean): Step {
    const { own, side } = verdict
    const { threshold } = settings[this.sensitivity]
    const notable = threshold * notableShare
    if (isKnown && this.first < 0) this.first = at
    if (this.current && at - this.notableAt > calmBuckets) this.current = undefined
    const turns = this.current !== undefined && this.current.alarmAt !== null && side !== this.current.side
    const surprise = turns ? own : verdict.surprise
    if (surprise < notable) return { isAlarming: false, isRaised: false }
    const isOff = own >= leastOwn
    if (turns) this.close()
    const bar = this.barAt(at, side)
    this.current ??= this.open(at, side)
    const incident = this.current
    this.notableAt = at
    const goesOn = incident.alarmAt !== null || at - this.last.at < this.quiet
    const soon = goesOn && side === this.last.side
    const isRaised = surprise >= bar && (!soon || surprise >= this.last.surprise + escalation)
    const isAlarming = isRaised || (incident.alarmAt !== null && surprise >= bar)
    if (isRaised) {
      if (incident.alarmAt === null) Object.assign(incident, { peak: 0, shown: 0 })
      incident.alarmAt ??= at
      this.last = { at, side, surprise: soon ? Math.max(this.last.surprise, surprise) : surprise }
    }
    if (isRaised || isOff || incident.alarmAt === null) {
      Object.assign(incident, { endAt: at + 1, closed: false })
      if (surprise > incident.shown) Object.assign(incident, { shown: surprise, peakAt: at })
    }
    if (surprise > incident.peak) Object.assign(incident, { peak: surprise, side })
    return { isAlarming, isRaised }
  }

  private close() {
    if (this.current) this.current.closed = true
    this.current = undefined
  }

  private open(at: number, side: number): Incident {
    const incident = { startAt: at, alarmAt: null, peakAt: at, endAt: at + 1, closed: false, peak: 0, shown: 0, side }
    this.all.push(incident)
    return incident
  }

  private barAt(at: number, side: number): number {
    const { threshold, margin } = settings[this.sensitivity]
    const { budget } = this
    while (this.recentFrom < this.all.length && this.all[this.recentFrom]!.startAt < at - this.week) this.recentFrom++
    const peaks: number[] = []
    for (let index = this.recentFrom; index < this.all.length; index++) {
      const incident = this.all[index]!
      if (incident === this.current || incident.side !== side) continue
      peaks.push(incident.peak + marginOfWeek * Math.min(1, (at - incident.endAt) / this.week))
    }
    peaks.sort((a, b) => b - a)
    const sureness = Math.min(1, (at - this.first) / this.week)
    const usual = this.raise(at, side, threshold + beginnersPenalty * (1 - sureness))
    return peaks.length >= budget ? Math.max(usual, peaks[budget - 1]! + margin) : usual
  }
}

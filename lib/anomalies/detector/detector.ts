import { bucketAt, dayMs, type Grid, isMean } from '../grid'
import { type Band, bandAt, floorsOf } from './band'
import { type Calendar, Clock } from './clock'
import { Column } from './column'
import { Counts } from './counts'
import { findCycle, isSearchDue } from './cycles'
import { Failures, nothingCounted } from './failures'
import { Flat } from './flat'
import { Incidents, type Sensitivity, thresholdOf } from './incidents'
import { Lane } from './lane'
import { barAfter, calm, isWithinFloor, noRules, oneSided, type Rules, widen } from './rules'
import { Shape } from './shape'
import { bandSpaceOf, evenSpaceOf, type Space } from './space'
import { deviationOf, leads, weigh } from './surprise'
import { Unit } from './unit'

/** Statistical: z-scores and MAD over levels, days and counts; seasonal: STL; ml: distances between shapes. */
export const detectionAlgorithms = ['statistical', 'seasonal', 'ml'] as const
export type DetectionAlgorithm = (typeof detectionAlgorithms)[number]

export type Detection = {
  windowMs: number
  sensitivity: Sensitivity
  algorithms: readonly DetectionAlgorithm[]
  rules?: Rules
} & Calendar

/** `unit` is what one row adds, 0 where that is to be learned. */
export type Subject = Omit<Grid, 'values' | 'rows'>

const largestValue = 1e300
const bounded = (value: number) =>
  Number.isFinite(value) ? Math.max(-largestValue, Math.min(largestValue, value)) : Number.NaN

/** How many scales off a bucket has to be on either side, where false alarms have raised the bar. */
export function widthsAt({ sensitivity, rules = noRules }: Detection, atMs: number) {
  const usual = thresholdOf(sensitivity)
  const width = (side: number) => deviationOf(barAfter(rules.bars, { atMs, side }, usual))
  return { below: width(-1), above: width(1) }
}

export const lanesOf = (algorithms: readonly DetectionAlgorithm[]) => ({
  withSeasonal: algorithms.includes('seasonal'),
  withDays: algorithms.includes('statistical') || !algorithms.includes('seasonal'),
})

/**
 * Judges a series bucket by bucket, each from those before it. What it has learned stays with it: going on is cheap, and
 * refitting happens by itself, profiles once a day, scales every hour.
 */
export class Detector {
  readonly values = new Column()
  /** Of how many rows each is the share, where that is told. */
  readonly rows = new Column()
  readonly surprise = new Column()
  /** An index of `leads`. */
  readonly lead = new Column()
  /** 1 for buckets of an alarm, 2 where it is raised (again). */
  readonly verdict = new Column()
  readonly countScore = new Column()
  readonly shapeScore = new Column()
  readonly plain: Lane
  readonly even: Lane
  readonly incidents: Incidents
  private readonly clock: Clock
  private readonly counts: Counts
  private readonly failures: Failures | null
  private readonly shape: Shape
  private readonly flat: Flat
  private period: number | null = null
  private readonly since = new Map<number, number>()
  private readonly unit: Unit
  private readonly space: Space
  private readonly rules: Rules

  constructor(
    readonly subject: Subject,
    readonly detection: Detection,
  ) {
    const { windowMs, sensitivity, algorithms, rules = noRules } = detection
    this.rules = rules
    this.clock = new Clock(subject.startMs, subject.stepMs, detection)
    const lane = { clock: this.clock, windowMs, ...lanesOf(algorithms) }
    this.plain = new Lane(lane)
    this.even = new Lane(lane)
    this.space = evenSpaceOf(subject)
    this.counts = new Counts(this.clock)
    this.failures = subject.nature === 'share' && algorithms.includes('statistical') ? new Failures(this.clock) : null
    this.flat = new Flat(this.clock)
    this.shape = new Shape(this.clock, this.clock.window(windowMs))
    this.unit = new Unit(this.clock, subject.nature, subject.unit)
    this.incidents = new Incidents(subject.stepMs, sensitivity, (at, side, usual) => this.barAt(at, side, usual))
  }

  get length(): number {
    return this.values.length
  }

  /** Judges the next bucket (NaN if unknown). From one that is `leftOut` nothing is learned for later days. `rows`: of how many it is the share, if told. */
  push(value: number, leftOut = false, rows?: number): void {
    const at = this.length
    const { nature, whole = 1 } = this.subject
    const { algorithms } = this.detection
    const known = bounded(value)
    const unit = this.unit.push(known)
    const even = this.space.to(known)
    const floors = floorsOf({ unit, rows }, this.subject)
    if (this.clock.hasDays && at > 0 && at % this.clock.perDay === 0) this.findPeriods(at)
    const { period } = this
    this.values.push(known)
    if (rows !== undefined) this.rows.push(rows)
    this.plain.push(known, floors.plain, period)
    this.even.push(even, floors.even, period)
    const shape = algorithms.includes('ml') ? this.shape.push(even) : Number.NaN
    const isStatistical = algorithms.includes('statistical')
    const failed = (rows === undefined ? null : this.failures?.push(known / whole, rows)) ?? nothingCounted
    const count = isStatistical && !isMean(nature) ? this.counts.push(known, unit) : failed.strongest
    const flat = isStatistical && rows === undefined ? this.flat.push(known) : 0
    const evidence = oneSided({ ...this.ofLanes(at), count, ownCount: failed.own, shape, flat }, this.rules.direction)
    const isNear = isWithinFloor(known, () => this.bandAt(at).value, this.rules)
    const judged = isNear || failed.isFew ? calm : weigh(evidence)
    this.surprise.push(judged.surprise)
    this.lead.push(leads.indexOf(judged.lead))
    this.countScore.push(count)
    this.shapeScore.push(shape || 0)
    const { isAlarming, isRaised } = this.incidents.push(at, judged, !Number.isNaN(known))
    this.verdict.push(isRaised ? 2 : isAlarming ? 1 : 0)
    if (isRaised) for (const lane of [this.plain, this.even]) lane.suspect(at)
    if (leftOut) this.forget(at)
  }

  /** Later days are not to be measured by bucket `at`. */
  forget(at: number): void {
    this.plain.forget(at)
    this.even.forget(at)
    this.failures?.forget(at)
  }

  /** Whether the bucket was judged, or was unknown or too early to be. */
  isJudged(at: number): boolean {
    return !Number.isNaN(this.plain.z.data[at]!)
  }

  /** The band of a bucket in the unit of the series, at the width that alarms. */
  bandAt(at: number): Band {
    const below = this.unit.goesBelowZero
    const space = bandSpaceOf(this.subject, below)
    const width = widthsAt(this.detection, bucketAt(this.subject, at))
    return widen(bandAt(below ? this.plain : this.even, space, at, width), this.rules)
  }

  /** Signed z-score of a bucket, in the space that is surprised more. */
  zAt(at: number): number {
    const { plain, root } = this.ofLanes(at)
    return Math.abs(root) > Math.abs(plain) ? root : plain
  }

  /** The periods by which buckets are forecast, each since when (unix milliseconds). */
  get periods(): { ms: number; since: number }[] {
    return Array.from(this.since, ([ms, since]) => ({ ms, since }))
  }

  get bytes(): number {
    const own = [this.values, this.rows, this.surprise, this.lead, this.verdict, this.countScore, this.shapeScore]
    const parts = [this.plain, this.even, this.counts, this.shape, this.unit, ...own]
    return parts.reduce((sum, part) => sum + part.bytes, this.failures?.bytes ?? 0)
  }

  private barAt(at: number, side: number, usual: number): number {
    const { bars } = this.rules
    return bars.length === 0 ? usual : barAfter(bars, { atMs: bucketAt(this.subject, at), side }, usual)
  }

  private findPeriods(at: number): void {
    const { stepMs, startMs } = this.subject
    const { day, week, cycle } = this.plain.leading
    const inUse = new Set([day ? dayMs : 0, week ? 7 * dayMs : 0, cycle && this.period ? this.period * stepMs : 0])
    inUse.delete(0)
    for (const ms of this.since.keys()) if (!inUse.has(ms)) this.since.delete(ms)
    for (const ms of inUse) if (!this.since.has(ms)) this.since.set(ms, startMs + at * stepMs)
    if (!this.detection.algorithms.includes('seasonal') || !isSearchDue(at, this.clock)) return
    const found = findCycle(this.values, this.clock, at)
    if (cycle && (found === null || Math.abs(found - this.period!) <= 0.02 * this.period!)) return
    this.period = found
  }

  private ofLanes(at: number) {
    const [plain, plainRun] = [this.plain.z.data[at]!, this.plain.run.data[at]!]
    if (this.unit.goesBelowZero) return { plain, plainRun, root: Number.NaN, rootRun: 0 }
    return { plain, plainRun, root: this.even.z.data[at]!, rootRun: this.even.run.data[at]! }
  }
}

/** Judges all of a grid. `leftOut` marks buckets that later days are not to be measured by. */
export function detect(grid: Grid, detection: Detection, leftOut?: Uint8Array): Detector {
  const detector = new Detector(grid, detection)
  grid.values.forEach((value, at) => {
    detector.push(value, leftOut?.[at] === 1, grid.rows?.[at])
  })
  return detector
}

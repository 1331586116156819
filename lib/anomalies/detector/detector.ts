import type { Grid, Nature } from '../grid'
import { Clock } from './clock'
import { Column } from './column'
import { Counts } from './counts'
import { Incidents, type Sensitivity } from './incidents'
import { Lane } from './lane'
import { Shape } from './shape'
import { weigh } from './surprise'
import { Unit } from './unit'

export const detectionAlgorithms = ['statistical', 'seasonal', 'ml'] as const
export type DetectionAlgorithm = (typeof detectionAlgorithms)[number]

export type DetectorOptions = {
  startMs: number
  stepMs: number
  nature: Nature
  /** What one row adds, 0 where that is to be learned. */
  unit: number
  windowMs: number
  sensitivity: Sensitivity
  algorithms: readonly DetectionAlgorithm[]
}

const signedRoot = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value))

/** Judges a series bucket by bucket, each from those before it; what it has learned stays with it, so going on is cheap. */
export class Detector {
  readonly values = new Column()
  readonly surprise = new Column()
  readonly incidents: Incidents
  /** 1 for buckets of an alarm, 2 where it is raised (again). */
  readonly verdicts = new Column()
  readonly shapeScore = new Column()
  readonly countScore = new Column()
  readonly plain: Lane
  readonly root: Lane
  private readonly clock: Clock
  private readonly counts: Counts
  private readonly shape: Shape
  private readonly unit: Unit

  constructor(readonly options: DetectorOptions) {
    const { startMs, stepMs, nature, unit, windowMs, sensitivity, algorithms } = options
    this.clock = new Clock(startMs, stepMs)
    const lane = {
      clock: this.clock,
      windowMs,
      withSeasonal: algorithms.includes('seasonal'),
      withDays: algorithms.includes('statistical') || !algorithms.includes('seasonal'),
    }
    this.plain = new Lane(lane)
    this.root = new Lane(lane)
    this.counts = new Counts(this.clock)
    this.shape = new Shape(this.clock, this.clock.buckets(windowMs))
    this.unit = new Unit(this.clock, nature, unit)
    this.incidents = new Incidents(stepMs, sensitivity)
  }

  get length(): number {
    return this.values.length
  }

  push(value: number): void {
    const at = this.values.length
    const known = Number.isFinite(value) ? value : Number.NaN
    const unit = this.unit.push(known)
    const root = signedRoot(known)
    this.values.push(known)
    this.plain.push(known, (expected) => Math.sqrt(unit * Math.max(unit, expected)))
    this.root.push(root, () => 0.5 * Math.sqrt(unit))
    const withShape = this.options.algorithms.includes('ml')
    const shape = withShape ? this.shape.push(root) : 0
    const count = this.options.algorithms.includes('statistical') ? this.counts.push(known, unit) : 0
    const isRooted = !this.unit.goesBelowZero
    const verdict = weigh(
      {
        plain: this.plain.z.data[at]!,
        root: isRooted ? this.root.z.data[at]! : Number.NaN,
        plainRun: this.plain.run.data[at]!,
        rootRun: isRooted ? this.root.run.data[at]! : 0,
        count,
        shape,
      },
      withShape,
    )
    this.surprise.push(verdict.surprise)
    this.shapeScore.push(shape)
    this.countScore.push(count)
    const { isAlarming, isRaised } = this.incidents.push(at, verdict.surprise, verdict.side, !Number.isNaN(known))
    this.verdicts.push(isRaised ? 2 : isAlarming ? 1 : 0)
  }

  /** Takes in all of a grid from bucket `from` on. */
  extend(values: ArrayLike<number>, from = 0): void {
    for (let at = from; at < values.length; at++) this.push(values[at]!)
  }
}

export function detectGrid(grid: Grid, options: Omit<DetectorOptions, 'startMs' | 'stepMs' | 'nature' | 'unit'>): Detector {
  const { startMs, stepMs, nature, unit } = grid
  const detector = new Detector({ startMs, stepMs, nature, unit, ...options })
  detector.extend(grid.values)
  return detector
}

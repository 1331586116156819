import { dayMs, hourMs } from '../grid'

const capErrors = 4
const levelMs = 2 * hourMs
const errorMs = 3 * dayMs

/**
 * A forecaster that learns: of a level alone, or of a profile (what this time of day usually has) with a correction that
 * follows in two hours. Its mean error over three days is capped, so that an anomaly does not discredit it.
 */
export class Expert {
  error = Number.NaN
  /** The level, or a profile's correction. */
  level = Number.NaN
  private seen = 0
  private readonly follow: number
  private readonly forget: number
  private readonly triesNeeded: number

  constructor(
    stepMs: number,
    private readonly seasonal: boolean,
  ) {
    this.follow = 1 - Math.exp(-stepMs / levelMs)
    this.forget = 1 - Math.exp(-stepMs / errorMs)
    this.triesNeeded = seasonal ? dayMs / 2 / stepMs : 0
  }

  predict(usual: number): number {
    if (!this.seasonal) return this.level
    return usual + (Number.isNaN(this.level) ? 0 : this.level)
  }

  /** The mean error to rank by; a profile is trusted after half a day of tries. */
  rank(): number {
    if (this.seen < this.triesNeeded) return Number.POSITIVE_INFINITY
    return Number.isNaN(this.error) ? Number.MAX_VALUE : this.error
  }

  learn(value: number, predicted: number): void {
    if (Number.isNaN(predicted)) {
      if (!this.seasonal) this.level = value
      return
    }
    const cap = Number.isNaN(this.error) ? Number.POSITIVE_INFINITY : capErrors * Math.max(this.error, 1e-9)
    const miss = Math.min(cap, Math.max(-cap, value - predicted))
    this.level = (Number.isNaN(this.level) ? 0 : this.level) + this.follow * miss
    this.seen += 1
    const forget = Math.max(this.forget, 1 / this.seen)
    this.error = Number.isNaN(this.error) ? Math.abs(miss) : this.error + forget * (Math.abs(miss) - this.error)
  }
}

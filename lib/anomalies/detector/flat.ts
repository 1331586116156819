import { hourMs } from '../grid'
import type { Clock } from './clock'

const leastMs = 2 * hourMs
const timesLongest = 3
const leastRuns = 30
const baseZ = 5.4

/**
 * A series that has stopped moving: a run of equal values of over two hours that is over three times as long as the longest
 * before. Says nothing before a day and thirty runs, so nothing of what is constant or seldom changes; silence (zero) is for others to
 * judge.
 */
export class Flat {
  private readonly least: number
  private value = Number.NaN
  private length = 0
  private longest = 0
  private runs = 0
  private seen = 0

  constructor(private readonly clock: Clock) {
    this.least = clock.buckets(leastMs)
  }

  /** Takes in the next bucket (NaN if unknown). Answers a z-score of 0 and more. */
  push(value: number): number {
    this.seen++
    if (Number.isNaN(value)) return 0
    if (value === this.value) this.length++
    else {
      this.longest = Math.max(this.longest, this.length)
      this.runs++
      this.value = value
      this.length = 1
    }
    const usual = Math.max(this.least, timesLongest * this.longest)
    if (value === 0 || this.length <= usual || this.runs <= leastRuns || this.seen <= this.clock.perDay) return 0
    return baseZ * Math.sqrt(this.length / usual)
  }
}

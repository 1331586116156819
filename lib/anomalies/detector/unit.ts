import { median } from '@/lib/stats/median'
import type { Nature } from '../grid'
import type { Clock } from './clock'
import { Column } from './column'

const daysBack = 14

/**
 * What one row adds to a series, learned twice a day from what came before: 1 to whole numbers; what a bucket that is not zero
 * usually has, where most are zero; 0 where that cannot be told, so for anything that goes below zero.
 */
export class Unit {
  private readonly values = new Column()
  private whole = true
  private negative = false
  private learned = 0

  constructor(
    private readonly clock: Clock,
    private readonly nature: Nature,
    private readonly given: number,
  ) {}

  /** Of the next bucket, which is `value`: known before it. */
  push(value: number): number {
    const { clock, values } = this
    const at = values.length
    if (at % Math.max(1, clock.perDay >> 1) === 0) this.learn(at)
    values.push(value)
    const unit = this.negative ? 0 : Math.max(this.given, this.learned)
    if (Number.isNaN(value)) return unit
    if (!Number.isInteger(value)) this.whole = false
    if (value < 0) this.negative = true
    return unit
  }

  /** Whether any value so far was below zero. */
  get goesBelowZero(): boolean {
    return this.negative
  }

  get bytes(): number {
    return this.values.bytes
  }

  private learn(at: number): void {
    if (this.whole && this.nature !== 'average' && this.nature !== 'share') {
      this.learned = 1
      return
    }
    const known = this.values.known(at - daysBack * this.clock.perDay, at)
    const some = known.filter((value) => value !== 0)
    this.learned = some.length > 0 && some.length < known.length / 2 ? Math.max(0, median(some)) : 0
  }
}

import type { Clock } from './clock'
import type { Profile } from './profiles'

const farOff = 1.5
const muchNearer = 0.4

/**
 * Tells after an alarm, or on a holiday, whether the last hour was far from what such days have and near what the other kind has: a working
 * day like a Sunday, or the reverse. It stays so until the day ends or its own kind is nearer again.
 */
export class OtherDay {
  isOther = false
  suspectedAt = Number.NEGATIVE_INFINITY
  private misses = { kind: 0, own: 0, other: 0 }

  constructor(private readonly clock: Clock) {}

  /** Takes in bucket `at`, with what weekdays and weekends have by phase. */
  push(at: number, value: number, kinds: Profile[], scale: number): void {
    const { clock } = this
    const kind = clock.kind(at)
    if (kind !== this.misses.kind) this.misses = { kind, own: 0, other: 0 }
    const miss = (of: number) => Math.abs(value - kinds[of]![clock.phase(at)]!)
    const [own, other] = [miss(kind), miss(1 - kind)]
    if (Number.isNaN(own - other)) return
    const follow = 1 / clock.perHour
    this.misses.own += follow * (own - this.misses.own)
    this.misses.other += follow * (other - this.misses.other)
    if (this.isOther) {
      if (clock.startsDay(at + 1) || this.misses.own < muchNearer * this.misses.other) this.isOther = false
      return
    }
    const isSuspect = clock.isHoliday(at) || at - this.suspectedAt < clock.perDay >> 1
    this.isOther = isSuspect && this.misses.own > farOff * scale && this.misses.other < muchNearer * this.misses.own
  }
}

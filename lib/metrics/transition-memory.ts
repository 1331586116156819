import { minuteMs } from './fold'
import type { Interval } from './grid'
import { joinStretches, withoutStretches } from './stretches'
import type { Transition } from './transitions'

const minuteOf = (at: number) => Math.floor(at / minuteMs)
const minuteStretch = (minute: number): Interval => ({ from: minute * minuteMs, to: (minute + 1) * minuteMs })

/** [from, to) with the minutes that it begins and ends in. */
const wholeMinutes = ({ from, to }: Interval): Interval => ({
  from: minuteOf(from) * minuteMs,
  to: Math.ceil(to / minuteMs) * minuteMs,
})

/** The transitions of one field by the minute, as far as they are known. */
export class TransitionMemory {
  #known: Interval[] = []
  #minutes = new Map<number, Transition[]>()
  #size = 0

  /** How many transitions are kept. */
  get size() {
    return this.#size
  }

  /** The stretches of whole minutes in and around [from, to) of which nothing is known. */
  missing(interval: Interval): Interval[] {
    return interval.from < interval.to ? withoutStretches([wholeMinutes(interval)], this.#known) : []
  }

  /** Keeps all transitions of a stretch of whole minutes that was missing. */
  keep(stretch: Interval, transitions: readonly Transition[]) {
    for (const one of transitions) {
      const list = this.#minutes.get(minuteOf(one.at))
      if (list) list.push(one)
      else this.#minutes.set(minuteOf(one.at), [one])
    }
    this.#size += transitions.length
    this.#known = joinStretches([...this.#known, stretch])
  }

  /** Forgets minutes (their numbers since the epoch), and all from an instant on. */
  forget(minutes: readonly number[], from: number | null) {
    const rest = from === null ? [] : [{ from: minuteOf(from) * minuteMs, to: Number.POSITIVE_INFINITY }]
    const gone = joinStretches([...minutes.map(minuteStretch), ...rest])
    this.#known = withoutStretches(this.#known, gone)
    const later = from === null ? [] : [...this.#minutes.keys()].filter((minute) => minute >= minuteOf(from))
    for (const minute of [...minutes, ...later]) {
      this.#size -= this.#minutes.get(minute)?.length ?? 0
      this.#minutes.delete(minute)
    }
  }

  /** Those of [from, to), which is known. */
  read({ from, to }: Interval): Transition[] {
    const [first, last] = [minuteOf(from), Math.ceil(to / minuteMs)]
    const found: Transition[] = []
    const add = (list: Transition[]) => {
      for (const one of list) if (one.at >= from && one.at < to) found.push(one)
    }
    if (last - first < this.#minutes.size) {
      for (let minute = first; minute < last; minute += 1) add(this.#minutes.get(minute) ?? [])
    } else {
      for (const list of this.#minutes.values()) add(list)
    }
    return found
  }
}

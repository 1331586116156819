import { parseDuration } from '@/lib/config/duration'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import type { RuleParams } from './contract'
import { usualRange } from './usual'

/** So much later than its end a period may still be filled. */
const delayMs = minuteMs
/** So many days before are looked at for what is usual at a time of day. */
const daysBefore = 14

/** How long the periods are that a rule about a whole table judges, in milliseconds. */
export const periodOf = ({ per }: RuleParams): number => parseDuration(per ?? '1h') ?? hourMs

/** When the last period ended that is filled at `now`, both in milliseconds. */
export const lastEnd = (now: number, perMs: number): number => Math.floor((now - delayMs) / perMs) * perMs

/** How old the newest event of a table may be, in milliseconds. */
export const mostAgeOf = ({ max_age }: RuleParams): number => parseDuration(max_age ?? '') ?? hourMs

/** Where the period begins that begins at `start`, on the days before, the newest first. */
export const likePeriods = (start: number): number[] =>
  Array.from({ length: daysBefore }, (_, day) => start - (day + 1) * dayMs)

/** Without the days before the first in which there was anything: the table was not known then. */
const sinceKnown = (counts: readonly number[]) => counts.slice(0, counts.findLastIndex((count) => count > 0) + 1)

/** How many rows a period may have; null where too few like it are known. `earlier`: the counts of periods like it, the newest first. */
export function countBounds(
  { min, max, learned }: RuleParams,
  earlier: readonly number[],
): { min: number; max: number } | null {
  const own = { min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY }
  if (!learned) return own
  const usual = usualRange(sinceKnown(earlier))
  return usual && { min: Math.max(own.min, usual.min), max: Math.min(own.max, usual.max) }
}

/** Whether two figures are the same, within so many percent of the second. */
export const isSame = (a: number, b: number, { tolerance_percent = 0 }: RuleParams): boolean =>
  Math.abs(a - b) <= (tolerance_percent / 100 + 1e-9) * Math.abs(b)

/** Counts of minutes, ascending, to be added up over any stretch of them. */
export class MinuteCounts {
  readonly #starts: number[]
  readonly #before: number[] = [0]

  constructor(minutes: readonly { at: number; count: number }[]) {
    this.#starts = minutes.map(({ at }) => at)
    for (const { count } of minutes) this.#before.push(this.#before.at(-1)! + count)
  }

  /** The place of the first minute that begins at `time` or later. */
  #place(time: number): number {
    let [low, high] = [0, this.#starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! < time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** What was counted in the minutes that begin in [from, to). */
  within(from: number, to: number): number {
    return this.#before[this.#place(to)]! - this.#before[this.#place(from)]!
  }

  /** When the newest minute before `time` begins in which anything was counted; null where there is none. */
  newestBefore(time: number): number | null {
    return this.#starts[this.#place(time) - 1] ?? null
  }
}

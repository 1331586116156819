import type { Cells } from './cells'
import { dayMs, hourMs } from './grid'

const firstLookMs = 2 * dayMs
const settlingMs = 3 * hourMs

/** The whole hours before `untilMs` whose late changes are noticed: from the start of the second day before on. */
const noticed = (untilMs: number) => ({
  fromMs: Math.floor(untilMs / dayMs) * dayMs - 2 * dayMs,
  toMs: Math.floor(untilMs / hourMs) * hourMs,
})

/** The samples of the hours whose late changes are noticed; kept beside how far a series was judged. */
export function samplesBefore(hours: Cells[], untilMs: number): number {
  const { fromMs, toMs } = noticed(untilMs)
  let samples = 0
  for (const { slots, counts } of hours) {
    slots.forEach((slot, index) => {
      if (slot * hourMs >= fromMs && slot * hourMs < toMs) samples += counts[index]!
    })
  }
  return samples
}

type Read = { scoredUntilMs: number; samples: number }
type Question = { untilMs: number; nowMs: number; hours: Cells[]; read: Read | null }

/**
 * From where on a series has to be judged (again): the last two days at first, later what is new and three hours before it,
 * all that is noticed where late data came; null where nothing is new.
 */
export function judgeFrom({ untilMs, nowMs, hours, read }: Question): number | null {
  const earliest = nowMs - firstLookMs
  if (untilMs <= earliest) return null
  if (!read) return Math.max(earliest, untilMs - firstLookMs)
  if (samplesBefore(hours, read.scoredUntilMs) !== read.samples)
    return Math.max(earliest, noticed(read.scoredUntilMs).fromMs)
  if (untilMs <= read.scoredUntilMs) return null
  return Math.max(earliest, Math.min(read.scoredUntilMs, untilMs - settlingMs))
}

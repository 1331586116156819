import type { Grid } from '../grid'
import { type Detection, Detector } from './detector'

type Kept = { detector: Detector; leftOut: Uint8Array; usedAt: number }
type Ask = { key: string; grid: Grid; leftOut: Uint8Array; detection: Detection }

/** A detector that has judged all of a grid; `skipped` is how many buckets it knows from before it. */
export type Known = { detector: Detector; skipped: number }

const historiesAtMost = 2
const restEvery = 200

/** Whether a kept detector has judged the same numbers, so that it may go on with what follows. */
function fits({ detector, leftOut }: Kept, { grid, leftOut: marks, detection }: Ask): number | null {
  const { subject } = detector
  if (JSON.stringify(detector.detection) !== JSON.stringify(detection)) return null
  if (subject.stepMs !== grid.stepMs || subject.nature !== grid.nature || subject.whole !== grid.whole) return null
  const skipped = (grid.startMs - subject.startMs) / grid.stepMs
  const shared = detector.length - skipped
  if (!Number.isInteger(skipped) || skipped < 0 || shared <= 0 || shared > grid.values.length) return null
  if (detector.length > historiesAtMost * grid.values.length) return null
  for (let at = 0; at < shared; at++) {
    if (!Object.is(detector.values.data[at + skipped], grid.values[at])) return null
    if (grid.rows && detector.rows.data[at + skipped] !== grid.rows[at]) return null
    if (leftOut[at + skipped] === 1 && marks[at] !== 1) return null
  }
  return skipped
}

/**
 * Keeps detectors from pass to pass, so that only what is new is judged. One whose past has changed, by late data or by what a
 * person said, begins anew. Beyond `bytesAtMost` none is kept but what is there already.
 */
export class KnownDetectors {
  private readonly kept = new Map<string, Kept>()
  private bytes = 0
  private turn = 0

  /** `rest` is awaited after every 200 buckets, so that a long line holds nothing up. */
  constructor(
    private readonly bytesAtMost: number,
    private readonly rest: () => Promise<void>,
  ) {}

  async judge(ask: Ask): Promise<Known> {
    const { key, grid, leftOut, detection } = ask
    const before = this.kept.get(key)
    const skipped = before ? fits(before, ask) : null
    const detector = before && skipped !== null ? before.detector : new Detector(grid, detection)
    if (before) this.drop(key, before)
    const marks = new Uint8Array((skipped ?? 0) + grid.values.length)
    marks.set(leftOut, skipped ?? 0)
    for (let at = skipped ?? 0; at < detector.length; at++) if (marks[at] === 1) detector.forget(at)
    for (let at = detector.length; at < marks.length; at++) {
      if (at % restEvery === 0) await this.rest()
      const place = at - (skipped ?? 0)
      detector.push(grid.values[place]!, marks[at] === 1, grid.rows?.[place])
    }
    this.keep(key, { detector, leftOut: marks, usedAt: this.turn })
    return { detector, skipped: skipped ?? 0 }
  }

  /** To be called once a pass: lets go of those that no pass of the last hundred has asked for. */
  age(): void {
    this.turn++
    for (const [key, one] of this.kept) if (one.usedAt < this.turn - 100) this.drop(key, one)
  }

  private keep(key: string, one: Kept): void {
    const bytes = one.detector.bytes + one.leftOut.byteLength
    if (this.bytes + bytes > this.bytesAtMost) return
    this.bytes += bytes
    this.kept.set(key, one)
  }

  private drop(key: string, one: Kept): void {
    this.bytes -= one.detector.bytes + one.leftOut.byteLength
    this.kept.delete(key)
  }
}

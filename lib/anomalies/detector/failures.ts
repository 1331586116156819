import { negativeBinomialTails } from '@/lib/stats/negative-binomial-tails'
import { dayMs, hourMs } from '../grid'
import type { Clock } from './clock'
import { Column } from './column'
import { tailScore } from './counts'

const spansMs = [0, hourMs, 6 * hourMs]
const knownDays = 14
const leastRows = 5
const leastShare = 0.005
const freeOfEnvelope = 3
const doubtful = 2
const [leastSize, largestSize] = [0.01, 1e11]

/** Signed z-scores, below zero where more fail: of a bucket by itself, and the strongest of spans up to six hours; `isFew` where too few rows are off to say anything. */
export type ShareScores = { own: number; strongest: number; isFew: boolean }
export const nothingCounted: ShareScores = { own: 0, strongest: 0, isFew: false }

/** `rarer` of `rows` did the less usual thing; by `spreads` of each span the variance is larger than by chance. */
type Usual = { rows: number; rarer: number; isFailing: boolean; spreads: number[] }

const even = (share: number) => Math.asin(Math.sqrt(Math.min(1, Math.max(0, share))))

/**
 * Shares of rows that were counted, judged as counts of the rarer outcome: what that had in two weeks, as unsure as so many rows are, and
 * as wide as it varied. So a share that has always been whole alarms by the rows that fail, and one of few rows does not.
 */
export class Failures {
  private readonly rows = new Column()
  private readonly failed = new Column()
  private readonly spans: number[]
  private usual: Usual | null = null

  constructor(private readonly clock: Clock) {
    this.spans = [...new Set(spansMs.map((span) => (span === 0 ? 1 : clock.buckets(span))))]
  }

  /** Takes in the next bucket: the share of its rows that met, NaN if unknown. */
  push(share: number, rows: number): ShareScores {
    const at = this.rows.length
    if (at % (12 * this.clock.perHour) === 0) this.learn(at)
    const isKnown = rows > 0 && !Number.isNaN(share)
    this.rows.push(isKnown ? rows : 0)
    this.failed.push(isKnown ? Math.round(rows * (1 - share)) : 0)
    if (!isKnown || !this.usual) return nothingCounted
    const zs = this.spans.map((_, index) => this.score(at, index))
    const said = zs.filter((z) => z !== null)
    const strongest = said.reduce((most, z) => (Math.abs(z) > Math.abs(most) ? z : most), 0)
    return { own: zs[0] ?? 0, strongest, isFew: said.length === 0 }
  }

  forget(at: number): void {
    this.rows.data[at] = 0
    this.failed.data[at] = 0
  }

  get bytes(): number {
    return this.rows.bytes + this.failed.bytes
  }

  private sum(from: number, to: number) {
    let [rows, failed] = [0, 0]
    for (let at = Math.max(0, from); at < to; at++) {
      rows += this.rows.data[at]!
      failed += this.failed.data[at]!
    }
    return { rows, rarer: this.usual?.isFailing === false ? rows - failed : failed }
  }

  /** Null where fewer than five rows are off, or a negligible share of them. */
  private score(at: number, index: number): number | null {
    const { usual, spans } = this
    const span = spans[index]!
    const { rows, rarer } = this.sum(at + 1 - span, at + 1)
    if (!usual || rows === 0) return null
    const mean = (rows * (usual.rarer + 0.5)) / (usual.rows + 1)
    const off = Math.abs(rarer - mean)
    if (off < leastRows || off < leastShare * rows) return null
    const size = 1 / (1 / (usual.rarer + 0.5) + (usual.spreads[index]! - 1) / mean)
    const z = tailScore(negativeBinomialTails(rarer, mean, Math.min(largestSize, Math.max(leastSize, size))))
    const limited = Math.abs(z) < doubtful ? z : Math.sign(z) * Math.min(Math.abs(z), this.outside(at, span))
    return usual.isFailing ? -limited : limited
  }

  /** How many deviations a share may be off, given those of the same hours of two weeks. */
  private outside(at: number, span: number): number {
    const { rows, rarer } = this.sum(at + 1 - span, at + 1)
    const share = even(rarer / rows)
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let day = 1; day <= knownDays; day++) {
      const end = this.clock.before(at, day) + 1
      if (end < span) break
      const then = this.sum(end - span, end)
      if (then.rows === 0) continue
      low = Math.min(low, even(then.rarer / then.rows))
      high = Math.max(high, even(then.rarer / then.rows))
    }
    if (low > high) return Number.POSITIVE_INFINITY
    return 2 * Math.sqrt(rows) * Math.max(0, share - high, low - share) + freeOfEnvelope
  }

  private learn(at: number): void {
    const from = Math.max(0, at - this.clock.buckets(knownDays * dayMs))
    this.usual = null
    const { rows, rarer: failed } = this.sum(from, at)
    if (rows === 0) return
    const isFailing = failed <= rows / 2
    this.usual = { rows, rarer: isFailing ? failed : rows - failed, isFailing, spreads: [] }
    const share = (this.usual.rarer + 0.5) / (rows + 1)
    this.usual.spreads = this.spans.map((span) => {
      let [squares, count] = [0, 0]
      for (let end = from + span; end <= at; end += Math.max(1, span >> 1)) {
        const part = this.sum(end - span, end)
        if (part.rows === 0) continue
        squares += (part.rarer - part.rows * share) ** 2 / (part.rows * share * (1 - share))
        count++
      }
      return count > 0 ? Math.max(1, squares / count) : 1
    })
  }
}

import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import { classifyFailure } from '@/lib/db/failure'
import type { Partitions } from '@/lib/db/partitions'
import type { Log } from '@/lib/runtime/log'
import {
  compactLog,
  hasLogged,
  readLogEnd,
  readLogged,
  readOwnId,
  setCompacted,
  takeCompaction,
} from '../store/compact'
import { compactSketches } from './compact-sketches'

const restMs = 250
/** Until the log is looked at again so that readers may begin after what was taken from it. */
const settleMs = 1_000
/** What a killed process left in the log, and what others could not do, is looked for so often. */
const lookMs = 5_000
const linesAtOnce = 20_000
const tries = 3
/** So far behind, writers wait for compaction. */
const backlogLines = 100_000
/** Sketches are larger than aggregates, and what is read and written again to add a little to them: they wait longer. */
const sketchesRestMs = 4_000
const parents = ['rollups_1m', 'rollups_1h', 'rollups_1d'] as const

type Parts = { sql: Sql; partitions: Partitions; log: Log }

/**
 * Adds what the log holds into the rollups, a moment after it was written: one statement for many groups of events instead
 * of three for each. Every process runs one; one at a time works.
 */
export class Compactor {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  #stopped = false
  #backlog = 0
  #sketchedAt = Number.NEGATIVE_INFINITY
  /** Ids up to `end` are settled once no transaction older than `before` runs. */
  #settling: { end: number; before: bigint } | null = null

  constructor(private readonly parts: Parts) {}

  start() {
    this.#schedule(0)
  }

  /** Told of lines that were committed to the log; resolves at once unless compaction has fallen behind. */
  async wrote(lines: number): Promise<void> {
    this.#backlog += lines
    if (this.#backlog >= backlogLines) await this.run()
    else this.#schedule(restMs)
  }

  #due = 0

  #schedule(delayMs: number) {
    if (this.#stopped || this.#running) return
    const due = performance.now() + delayMs
    if (this.#timer && this.#due <= due) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => void this.run(), delayMs).unref()
  }

  /** Compacts all that is in the log. Never throws: what fails is tried again. */
  run(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running ??= this.#tryAll().finally(() => {
      this.#running = null
      this.#schedule(this.#backlog > 0 ? restMs : this.#settling ? settleMs : lookMs)
    })
    return this.#running
  }

  /** A partition that is missing was dropped, or is of a transaction that ended only now: the next try makes it. */
  async #tryAll() {
    const { partitions, log } = this.parts
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        return await this.#compactAll()
      } catch (error) {
        partitions.forget()
        const failure = classifyFailure(error)
        if (failure === 'data' && attempt < tries) continue
        if (failure === 'unavailable') log.debug({ err: error }, 'compaction waits for the database')
        else log.error({ err: error }, 'compaction failed; it is tried again')
        return
      }
    }
  }

  async #compactAll() {
    const { sql, partitions } = this.parts
    for (let more = true; more; ) {
      const known = this.#backlog
      const { weeks, last } = await readLogged(sql)
      const now = Date.now()
      for (const week of weeks) for (const parent of parents) await partitions.ensure(parent, week, now)
      const taken = await sql.begin((tx) => this.#compactSome(tx, last))
      more = taken !== null && taken >= linesAtOnce
      this.#backlog = more ? Math.max(0, this.#backlog - (taken ?? 0)) : this.#backlog - known
    }
    if (performance.now() - this.#sketchedAt < sketchesRestMs) return
    await compactSketches(this.parts)
    this.#sketchedAt = performance.now()
  }

  /** How many lines were taken; null where another process is at it. */
  async #compactSome(tx: Transaction, last: number): Promise<number | null> {
    if (!(await takeCompaction(tx))) return null
    const { end, oldest } = await readLogEnd(tx)
    const taken = await compactLog(tx, { last, limit: linesAtOnce })
    const settled = this.#settling
    if (settled && oldest >= settled.before && !(await hasLogged(tx, settled.end))) {
      await setCompacted(tx, settled.end)
      this.#settling = null
    }
    if (taken > 0) this.#settling ??= { end, before: await readOwnId(tx) }
    return taken
  }

  /** Begins nothing more; what is left in the log is for the next start. */
  stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
  }
}

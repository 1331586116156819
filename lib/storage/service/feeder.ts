import 'server-only'
import type { Sql } from '@/lib/db/client'
import { classifyFailure } from '@/lib/db/failure'
import { locks } from '@/lib/db/locks'
import type { Log } from '@/lib/runtime/log'
import { EngineError, engineFailure, type StorageEngine } from '../engine'
import type { EngineName } from '../engine-contract'
import { listQueued, measureOutbox } from '../store/outbox'
import { type EngineState, findState, setFailure, setSent } from '../store/state'
import { careForEngine, checkLoss } from './care'
import { confirmSent, KnownNames, pointsAtOnce, sendQueued } from './deliver'
import { sealAll } from './seal'

const restMs = 10_000
const careMs = 3_600_000

export type FeederParts = {
  sql: Sql
  /** The engine of the configuration; null where there is none. */
  engine: StorageEngine | null
  wanted: EngineName | null
  compact(): Promise<void>
  log: Log
  /** How long minutes wait for what comes late before they are sealed, milliseconds. */
  settleMs: number
  /** So long after it was sent it is looked whether the engine has it: longer than the engine keeps it in memory alone. */
  confirmMs: number
  /** How long the engine is to keep minutes. */
  keepMs: number
  outboxRows: number
}

const full = {
  message: 'The outbox of the storage engine is full: the engine has not taken minutes for too long',
  reason: 'outbox',
}

/**
 * Brings sealed minutes to the engine, behind ingestion. Every process has one; one at a time works, and another takes over where it
 * ends. Nothing of it ever fails ingestion but an outbox that is full.
 */
export class Feeder {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  #stopped = false
  #full = false
  #caredAt = Number.NEGATIVE_INFINITY
  #sent: { through: number; at: number }[] = []
  readonly #names = new KnownNames()

  constructor(private readonly parts: FeederParts) {}

  start() {
    if (this.parts.wanted && !this.#stopped) this.#timer = setTimeout(() => void this.#tick(), restMs / 10).unref()
  }

  /** Why nothing may be written now: what cannot be handed on any more is not taken. */
  get blocked() {
    return this.#full ? full : null
  }

  async #tick() {
    await this.run()
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#tick(), restMs).unref()
  }

  /** One turn: seals what is over at `now`, sends it, and confirms what was sent. Never throws: the next turn goes on. */
  run(now = Date.now()): Promise<void> {
    this.#running ??= this.#try(now).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #try(now: number) {
    const { sql, log } = this.parts
    try {
      const state = await findState(sql)
      if (state && state.engine === this.parts.wanted) await this.#alone(() => this.#feed(state, now))
      await this.#measure()
    } catch (error) {
      if (classifyFailure(error) === 'unavailable') log.debug({ err: error }, 'the feeder waits for the database')
      else log.error({ err: error }, 'feeding the storage engine failed; it is tried again')
    }
  }

  async #measure() {
    const { sql, wanted, outboxRows } = this.parts
    if (!wanted) return
    const { rows } = await measureOutbox(sql, outboxRows)
    this.#full = rows >= outboxRows
  }

  /** Runs `work` unless another process is at it. */
  async #alone(work: () => Promise<void>) {
    const session = await this.parts.sql.reserve()
    try {
      const [turn] = await session<{ mine: boolean }[]>`select pg_try_advisory_lock(${locks.feeding}) as mine`
      if (turn?.mine) await work()
      else this.#sent = []
    } finally {
      await session`select pg_advisory_unlock(${locks.feeding})`.catch(() => {})
      session.release()
    }
  }

  async #feed(state: EngineState, now: number) {
    const { sql, engine, log, settleMs, outboxRows } = this.parts
    await this.parts.compact()
    await sealAll(sql, { before: now - settleMs, again: engine?.overwrites ?? false, mostRows: outboxRows })
    if (!engine) return
    try {
      if (now - this.#caredAt >= careMs || state.failure) {
        await careForEngine({ ...this.parts, engine }, now)
        this.#caredAt = now
      }
      await this.#deliver(engine, now)
      await setFailure(sql, null, now)
      if (state.failure) log.info({ engine: engine.name }, 'the storage engine takes minutes again')
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      const failure = engineFailure(error)
      await setFailure(sql, failure, now)
      if (failure !== state.failure)
        log.warn({ engine: engine.name, failure }, 'the storage engine takes no minutes; they wait')
    }
  }

  async #deliver(engine: StorageEngine, now: number) {
    const parts = { ...this.parts, engine }
    const state = (await findState(parts.sql))!
    if (this.#sent.length === 0 && state.sentThrough > 0) this.#sent.push({ through: state.sentThrough, at: now })
    for (let after = state.sentThrough; !this.#stopped; ) {
      await this.#confirm(engine, now)
      const rows = await listQueued(parts.sql, { after }, pointsAtOnce)
      if (rows.length === 0) return
      if (after === state.sentThrough) await checkLoss(parts)
      await sendQueued(parts, rows, this.#names)
      after = rows.at(-1)!.id
      if (!engine.durable) this.#sent.push({ through: after, at: now })
      await setSent(parts.sql, after, now)
    }
  }

  async #confirm(engine: StorageEngine, now: number) {
    const due = this.#sent.filter(({ at }) => at <= now - this.parts.confirmMs).at(-1)
    if (!due) return
    await confirmSent({ ...this.parts, engine }, due.through, this.#names)
    this.#sent = this.#sent.filter(({ through }) => through > due.through)
  }

  /** Waits for the turn that runs; what it left is for another process or the next start. */
  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }
}

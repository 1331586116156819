import { randomUUID } from 'node:crypto'
import { EventBuffer, type Waiting } from './event-buffer.js'
import type { SentEvent } from './generated/api.js'
import { type Outcome, postBatch } from './post-batch.js'
import { defaults, type RejectedEvent, type SenderOptions, type Settings } from './sender-options.js'
import { Spool } from './spool.js'

/** A row change. What has no `id` or `timestamp` gets one when it is handed over: sent again it is the same event. */
export type RowChange = Partial<SentEvent> & Pick<SentEvent, 'type' | 'table'>
export type ClosedReport = { unsent: number }
export type Sender = {
  /** Hands events over; resolves once they are buffered, and on disk where there is a spool. */
  send(events: RowChange | readonly RowChange[]): Promise<void>
  /** Resolves once all that was handed over so far is taken or refused. */
  flush(): Promise<void>
  /** Takes no more, sends what there is within the deadline, and says how much is left: in the spool, or lost without one. */
  close(options?: { deadlineMs?: number }): Promise<ClosedReport>
  /** Events that are neither taken nor refused yet. */
  readonly buffered: number
}

const mostBytes = 3 * 1024 * 1024
const bytesOf = (all: readonly Waiting[]) => all.reduce((sum, { json }) => sum + json.length, 0)

class BatchingSender implements Sender {
  readonly #settings: Settings
  readonly #buffer: EventBuffer
  readonly #stop = new AbortController()
  readonly #opened: Promise<Spool | undefined>
  readonly #counters: Record<'accepted' | 'duplicates' | 'rejected', { add(value: number): void } | undefined>
  #inFlight = 0
  #urgent = false
  #closing: Promise<ClosedReport> | undefined
  #timer: NodeJS.Timeout | undefined
  #settled: (() => void)[] = []

  constructor(options: SenderOptions) {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
    this.#settings = { ...defaults, ...given } as Settings
    this.#buffer = new EventBuffer(this.#settings)
    const counter = (name: string) => this.#settings.telemetry?.meter?.createCounter(`datawatch.events.${name}`)
    this.#counters = { accepted: counter('accepted'), duplicates: counter('duplicates'), rejected: counter('rejected') }
    this.#opened = this.#open()
    this.#opened.catch(() => {})
  }

  get buffered() {
    return this.#buffer.events
  }

  /** What an earlier process left is sent before anything else. */
  async #open(): Promise<Spool | undefined> {
    const { spoolDir, spoolSync } = this.#settings
    if (!spoolDir) return undefined
    const { spool, left } = await Spool.open(spoolDir, spoolSync)
    const waiting = left.map((kept) => ({ json: kept.line, kept }))
    this.#buffer.restore(waiting.length, bytesOf(waiting))
    this.#buffer.add(waiting)
    if (waiting.length > 0) this.#pump(true)
    return spool
  }

  async send(events: RowChange | readonly RowChange[]) {
    if (this.#closing) throw new Error('The sender is closed')
    const all = [events].flat() as RowChange[]
    const { batchSize } = this.#settings
    for (let at = 0; at < all.length; at += batchSize) await this.#take(all.slice(at, at + batchSize))
  }

  async #take(events: readonly RowChange[]) {
    const now = new Date().toISOString()
    const lines = events.map((event) =>
      JSON.stringify({ ...event, id: event.id ?? randomUUID(), timestamp: event.timestamp ?? now }),
    )
    const bytes = lines.reduce((sum, { length }) => sum + length, 0)
    const spool = await this.#opened
    await this.#buffer.reserve(lines.length, bytes)
    try {
      const kept = await spool?.append(lines)
      this.#buffer.add(lines.map((json, at) => ({ json, kept: kept?.[at] })))
    } catch (error) {
      this.#buffer.release(lines.length, bytes)
      throw error
    }
    this.#pump(false)
  }

  /** Sends what is due: whole batches at once, the rest when it has waited long enough. */
  #pump(due: boolean) {
    const { batchSize, maxInFlight, flushIntervalMs } = this.#settings
    this.#urgent ||= due
    while (this.#inFlight < maxInFlight && !this.#stop.signal.aborted) {
      const { waiting } = this.#buffer
      if (waiting === 0) this.#urgent = false
      if (waiting === 0 || (waiting < batchSize && !this.#urgent)) break
      this.#inFlight += 1
      void this.#deliver(this.#buffer.take(batchSize, mostBytes))
    }
    if (this.#buffer.waiting > 0 && !this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.#pump(true)
      }, flushIntervalMs)
    }
  }

  async #deliver(batch: Waiting[]) {
    const outcome = await postBatch(
      this.#settings,
      batch.map(({ json }) => json),
      this.#stop.signal,
    ).catch((error: Error): Outcome => ({ kind: 'refused', status: 0, message: error.message }))
    this.#inFlight -= 1
    if (outcome.kind !== 'given up') await this.#settle(batch, outcome)
    if (outcome.kind !== 'given up') this.#pump(false)
    for (const resolve of this.#settled.splice(0)) resolve()
  }

  async #settle(batch: Waiting[], outcome: Exclude<Outcome, { kind: 'given up' }>) {
    const rejected = this.#rejectedOf(batch, outcome)
    if (rejected.length > 0) this.#settings.onRejected?.(rejected)
    if (outcome.kind === 'taken') {
      this.#counters.accepted?.add(outcome.receipt.accepted)
      this.#counters.duplicates?.add(outcome.receipt.duplicates)
    }
    this.#counters.rejected?.add(rejected.length)
    const spool = await this.#opened
    await spool?.settle(batch.flatMap(({ kept }) => kept ?? [])).catch(() => {})
    this.#buffer.release(batch.length, bytesOf(batch))
  }

  #rejectedOf(batch: Waiting[], outcome: Exclude<Outcome, { kind: 'given up' }>): RejectedEvent[] {
    const event = (at: number) => JSON.parse(batch[at]?.json ?? 'null') as unknown
    if (outcome.kind === 'taken') {
      return outcome.receipt.errors.map(({ index, code, message }) => ({ event: event(index), code, message }))
    }
    return batch.map((_, at) => ({ event: event(at), code: `http_${outcome.status}`, message: outcome.message }))
  }

  async #drain(deadline: Promise<void>): Promise<boolean> {
    let late = false
    void deadline.then(() => {
      late = true
      for (const resolve of this.#settled.splice(0)) resolve()
    })
    while (this.#buffer.events > 0 && !late) {
      this.#pump(true)
      await new Promise<void>((resolve) => this.#settled.push(resolve))
    }
    return !late
  }

  async flush() {
    await this.#opened
    await this.#drain(new Promise(() => {}))
  }

  close({ deadlineMs = 10_000 } = {}): Promise<ClosedReport> {
    this.#closing ??= this.#end(deadlineMs)
    return this.#closing
  }

  async #end(deadlineMs: number): Promise<ClosedReport> {
    const spool = await this.#opened
    let timer: NodeJS.Timeout | undefined
    await this.#drain(
      new Promise((resolve) => {
        timer = setTimeout(resolve, deadlineMs)
      }),
    )
    clearTimeout(timer)
    clearTimeout(this.#timer)
    this.#stop.abort()
    while (this.#inFlight > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
    await spool?.close()
    return { unsent: this.#buffer.events }
  }
}

/** Sends row changes in batches, in the background: with a bounded buffer, retries, and a spool on disk where one is wanted. */
export const createSender = (options: SenderOptions): Sender => new BatchingSender(options)

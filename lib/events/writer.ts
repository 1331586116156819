import type { SpanContext } from '@opentelemetry/api'
import { AppError } from '@/lib/errors/app-error'
import { activeSpan, inSpan } from '@/lib/telemetry/tracing'
import type { PreparedEvent } from './prepare'

/** What became of one event. */
export type Verdict =
  | { kind: 'accepted' }
  | { kind: 'duplicate'; differs: boolean }
  | { kind: 'refused'; code: string; message: string }

/**
 * `inFlight`: how many transactions run at once; two let one be prepared while PostgreSQL works on the other.
 * `overlapEvents`: how many events must wait before one starts beside another; fewer wait for the next group,
 * since what a transaction costs whatever its size would be paid for a handful.
 */
export type WriterBounds = {
  queueEvents: number
  queueBytes: number
  groupEvents: number
  inFlight: number
  overlapEvents: number
  /** How long, at most, a small group waits for senders that were just answered to come again, milliseconds. */
  returnMs: number
  /** Why nothing can be written now, for as long as that is so. */
  blocked?(): { message: string; reason: string } | null
}
/** Of the senders that were just answered so many come again before the next small group starts; one that went away holds none up. */
const returnShare = 0.9
/** A group of so few events: after it the next waits a moment for senders to come again, and beside it another may start. */
const smallGroup = 64

type Submission = {
  events: PreparedEvent[]
  bytes: number
  /** Who waits for them, where that is followed. */
  span: SpanContext | undefined
  resolve(verdicts: Verdict[]): void
  reject(error: unknown): void
}

/**
 * Group commit: requests hand in events, and what has queued up while one transaction runs goes into the next.
 * A submission is answered after its commit, so an answer means durable and visible; a full queue is refused at once.
 */
export class Writer {
  #queue: Submission[] = []
  #queuedEvents = 0
  #queuedBytes = 0
  #waitingEvents = 0
  #inFlight = new Set<Promise<void>>()
  #storingEvents = 0
  #scheduled = false
  #returning: { events: number; timer: NodeJS.Timeout } | null = null
  #stopped = false

  constructor(
    private readonly commit: (events: PreparedEvent[]) => Promise<Verdict[]>,
    private readonly bounds: WriterBounds,
  ) {}

  get queued() {
    return { events: this.#queuedEvents, bytes: this.#queuedBytes }
  }

  /** One verdict for each event, once they are committed. Throws `unavailable` when the queue is full or closed. */
  submit(events: PreparedEvent[]): Promise<Verdict[]> {
    if (events.length === 0) return Promise.resolve([])
    const bytes = events.reduce((sum, event) => sum + event.bytes, 0)
    const full =
      this.#queuedEvents > 0 &&
      (this.#queuedEvents + events.length > this.bounds.queueEvents ||
        this.#queuedBytes + bytes > this.bounds.queueBytes)
    const blocked = this.bounds.blocked?.()
    if (this.#stopped || full || blocked) {
      const message = this.#stopped ? 'DataWatch is stopping' : (blocked?.message ?? 'The ingestion queue is full')
      throw new AppError('unavailable', `${message}; nothing of this request was stored`, {
        headers: { 'Retry-After': '1' },
        reason: this.#stopped ? 'stopping' : (blocked?.reason ?? 'queue'),
      })
    }
    this.#queuedEvents += events.length
    this.#queuedBytes += bytes
    return new Promise((resolve, reject) => {
      this.#queue.push({ events, bytes, span: activeSpan(), resolve, reject })
      this.#waitingEvents += events.length
      this.#schedule()
    })
  }

  #takeGroup(): Submission[] {
    const group: Submission[] = []
    let size = 0
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      if (group.length > 0 && size + next.events.length > this.bounds.groupEvents) break
      size += next.events.length
      group.push(next)
      this.#queue.shift()
    }
    this.#waitingEvents -= size
    return group
  }

  get #mayStart() {
    if (this.#queue.length === 0 || this.#inFlight.size >= this.bounds.inFlight) return false
    if (this.#returning && this.#waitingEvents < this.#returning.events && !this.#stopped) return false
    return this.#inFlight.size === 0 || this.#waitingEvents >= this.#overlap
  }

  /** Beside a small group another may start that is as large: one half of the senders is read while the other is stored. */
  get #overlap() {
    const { overlapEvents } = this.bounds
    return this.#storingEvents <= smallGroup ? Math.min(this.#storingEvents, overlapEvents) : overlapEvents
  }

  /** Lets requests that arrive in the same turn of the event loop into the same group. */
  #schedule() {
    if (this.#scheduled || !this.#mayStart) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#startGroups()
    })
  }

  #startGroups() {
    while (this.#mayStart) {
      this.#awaitNobody()
      const group = this.#takeGroup()
      const events = group.reduce((sum, submission) => sum + submission.events.length, 0)
      this.#storingEvents += events
      const work: Promise<void> = this.#commitGroup(group).finally(() => {
        this.#inFlight.delete(work)
        this.#storingEvents -= events
        const expected = events + this.#waitingEvents
        if (this.bounds.returnMs > 0 && expected <= smallGroup) this.#awaitReturn(Math.ceil(expected * returnShare))
        this.#startGroups()
      })
      this.#inFlight.add(work)
    }
  }

  /** Senders of single events come again as soon as they are answered: the next group waits a moment for them. */
  #awaitReturn(events: number) {
    this.#awaitNobody()
    const timer = setTimeout(() => {
      this.#returning = null
      this.#startGroups()
    }, this.bounds.returnMs)
    this.#returning = { events, timer }
  }

  #awaitNobody() {
    if (this.#returning) clearTimeout(this.#returning.timer)
    this.#returning = null
  }

  async #commitGroup(group: Submission[]) {
    try {
      const events = group.flatMap((submission) => submission.events)
      const verdicts = await inSpan(
        'commit events',
        () => this.commit(events),
        () => ({
          attributes: { 'db.system.name': 'postgresql', 'datawatch.events': events.length },
          served: group.flatMap(({ span }) => span ?? []),
        }),
      )
      let start = 0
      for (const submission of group) {
        submission.resolve(verdicts.slice(start, start + submission.events.length))
        start += submission.events.length
      }
    } catch (error) {
      for (const submission of group) submission.reject(error)
    }
    for (const submission of group) {
      this.#queuedEvents -= submission.events.length
      this.#queuedBytes -= submission.bytes
    }
  }

  /** Takes no more, and resolves when all that was taken is committed or refused. */
  async stop() {
    this.#stopped = true
    this.#startGroups()
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight)
  }
}

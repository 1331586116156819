/** What is covered, the newest commit time in it (milliseconds) and how long that took to get here. */
export type Progress = { lsn: bigint; lastEventAt: number | null; lagSeconds: number }

type Options = {
  save(progress: Progress): Promise<void>
  acknowledge(lsn: bigint): void
  failed(error: unknown): void
  /** What is kept already. */
  position: bigint
}

const busyMs = 400
const idleMs = 5000

/** Keeps the position: first in our own database, then told to the source, never the other way round. */
export class Keeper {
  #newest: Progress | null = null
  #timer: NodeJS.Timeout | null = null
  #dueAt = Number.POSITIVE_INFINITY
  #saving: Promise<void> = Promise.resolve()
  #lastEventAt: number | null = null

  #kept: bigint

  constructor(private readonly options: Options) {
    this.#kept = options.position
  }

  /** Changes up to `lsn` are committed here; `at` is the last one's commit time. */
  committed(lsn: bigint, at: number) {
    this.#lastEventAt = at
    this.#note({ lsn, lastEventAt: at, lagSeconds: Math.max(0, (Date.now() - at) / 1000) }, busyMs)
  }

  /** There is nothing more up to `lsn`; the source waits for the answer where that is `urgent`. */
  idle(lsn: bigint, urgent: boolean) {
    if (lsn <= this.#kept && urgent) this.options.acknowledge(this.#kept)
    this.#note({ lsn, lastEventAt: this.#lastEventAt, lagSeconds: 0 }, urgent ? 0 : idleMs)
  }

  /** Saves what there is to save, now. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#dueAt = Number.POSITIVE_INFINITY
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  end() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#newest = null
  }

  #note(progress: Progress, withinMs: number) {
    if (progress.lsn <= this.#kept || (this.#newest && progress.lsn < this.#newest.lsn)) return
    this.#newest = progress
    const dueAt = Date.now() + withinMs
    if (dueAt >= this.#dueAt) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => this.flush(), withinMs)
  }

  async #save() {
    const progress = this.#newest
    this.#newest = null
    if (!progress) return
    try {
      await this.options.save(progress)
      this.#kept = progress.lsn
      this.options.acknowledge(progress.lsn)
    } catch (error) {
      this.options.failed(error)
    }
  }
}

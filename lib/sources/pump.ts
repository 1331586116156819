type Bounds = { batchEvents: number; waitingEvents: number; waitingBytes: number }
type Waiting<T> = { event: T; bytes: number }

/**
 * Hands events over in order, a batch at a time: what gathers while one batch is under way goes into the next.
 * `covered` hears of the newest mark whose events are all handed over. The first failure ends it for good.
 */
export class Pump<T, Mark> {
  #waiting: Waiting<T>[] = []
  #bytes = 0
  #marks: { after: number; mark: Mark }[] = []
  #pushed = 0
  #delivered = 0
  #running: Promise<void> | null = null
  #failure: unknown
  #relief: (() => void)[] = []

  constructor(
    private readonly deliver: (events: T[]) => Promise<void>,
    private readonly covered: (mark: Mark) => void,
    private readonly failed: (error: unknown) => void,
    private readonly bounds: Bounds,
  ) {}

  /** True where all that was pushed is handed over. */
  get idle() {
    return this.#failure === undefined && this.#running === null && this.#waiting.length === 0
  }

  push(event: T, bytes: number) {
    this.#waiting.push({ event, bytes })
    this.#bytes += bytes
    this.#pushed += 1
    this.#start()
  }

  /** Everything pushed so far is what `mark` stands for. */
  mark(mark: Mark) {
    if (this.idle) this.covered(mark)
    else this.#marks.push({ after: this.#pushed, mark })
  }

  /** Resolves when there is room for more. */
  async room() {
    while (this.#failure === undefined && !this.#fits()) {
      await new Promise<void>((resolve) => {
        this.#relief.push(resolve)
      })
    }
  }

  /** Resolves when all that was pushed is handed over, or the pump has failed. */
  async drain() {
    await this.#running
  }

  #fits() {
    return this.#waiting.length < this.bounds.waitingEvents && this.#bytes < this.bounds.waitingBytes
  }

  #start() {
    if (this.#failure === undefined) this.#running ??= this.#run()
  }

  async #run() {
    await new Promise((resolve) => setImmediate(resolve))
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0, this.bounds.batchEvents)
        for (const { bytes } of batch) this.#bytes -= bytes
        await this.deliver(batch.map(({ event }) => event))
        this.#delivered += batch.length
        this.#report()
        for (const resolve of this.#relief.splice(0)) resolve()
      }
    } catch (error) {
      this.#failure = error ?? new Error('delivery failed')
      this.failed(error)
    }
    this.#running = null
    for (const resolve of this.#relief.splice(0)) resolve()
  }

  #report() {
    const passed = this.#marks.filter(({ after }) => after <= this.#delivered)
    this.#marks.splice(0, passed.length)
    const newest = passed.at(-1)
    if (newest) this.covered(newest.mark)
  }
}

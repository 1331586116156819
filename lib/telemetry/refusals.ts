import type { Log } from '@/lib/runtime/log'

export type Result = { code: number; error?: Error }

const quietMs = 600_000

const reasonOf = (error: (Error & { code?: unknown }) | undefined) =>
  error?.message || String(error?.code ?? 'no reason was given')

/** Says once that a collector takes nothing, and once that it does again; at most once in ten minutes for one that does both. */
export class Refusals {
  #lost = 0
  #isSaid = false
  #quietUntil = Number.NEGATIVE_INFINITY

  constructor(
    private readonly signal: 'traces' | 'metrics',
    private readonly log: Log,
  ) {}

  /** What came of sending so many spans or metrics. */
  told({ code, error }: Result, count: number) {
    if (code === 0) this.#taken()
    else this.#refused(error, count)
  }

  #refused(error: (Error & { code?: unknown }) | undefined, count: number) {
    const { signal } = this
    this.#lost += count
    const now = performance.now()
    if (this.#isSaid || now < this.#quietUntil) return
    this.#isSaid = true
    this.#quietUntil = now + quietMs
    const status = typeof error?.code === 'number' ? { status: error.code } : {}
    const line = { signal, ...status, reason: reasonOf(error), lost: count }
    this.log.warn(line, 'the collector does not take telemetry; what it does not take is lost, and nothing else waits')
  }

  #taken() {
    const { signal } = this
    if (this.#isSaid) this.log.info({ signal, lost: this.#lost }, 'the collector takes telemetry again')
    this.#isSaid = false
    this.#lost = 0
  }
}

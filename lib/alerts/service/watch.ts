import 'server-only'
import type { Context } from '@/lib/context/context'
import type { LiveChange } from '@/lib/runtime/live'
import type { Log } from '@/lib/runtime/log'
import type { RuleKind } from '../contract'
import { evaluateEarly, evaluateFound } from './evaluate'

const restMs = 300
/** Looks take at most a third of the time. */
const restsPerLook = 2

const kindsOf: Record<string, RuleKind> = { anomalies: 'anomaly', quality: 'violation', schemas: 'schema_change' }

/** Looks at rules a moment after what they are about has changed, rather than when their turn comes. */
export class AlertWatch {
  #tables = new Set<string>()
  #kinds = new Set<RuleKind>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  #stopped = false

  constructor(
    private readonly makeContext: () => Context,
    private readonly log: Log,
  ) {}

  /** Told of what changed; what changes in a moment is looked at together. */
  saw({ tables, topics }: LiveChange) {
    for (const table of tables) this.#tables.add(table)
    for (const topic of topics) if (kindsOf[topic]) this.#kinds.add(kindsOf[topic])
    if (this.#tables.size + this.#kinds.size > 0) this.#ask(restMs)
  }

  #ask(ms: number) {
    if (this.#stopped || this.#timer || this.#running) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#running = this.#look()
    }, ms).unref()
  }

  async #look() {
    const began = performance.now()
    const [tables, kinds] = [this.#tables, this.#kinds]
    this.#tables = new Set()
    this.#kinds = new Set()
    try {
      if (tables.size > 0) await evaluateEarly(this.makeContext(), tables)
      if (kinds.size > 0) await evaluateFound(this.makeContext(), kinds)
    } catch (error) {
      this.log.warn({ err: error }, 'rules could not be looked at early; their turn comes')
    }
    this.#running = null
    if (this.#tables.size + this.#kinds.size > 0) this.#ask(restMs + restsPerLook * (performance.now() - began))
  }

  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }
}

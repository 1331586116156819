import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Log } from '@/lib/runtime/log'
import { followValues } from './follow-values'
import { judgeTables } from './judge-tables'
import { learnRules } from './learn'
import { settleViolations } from './settle'

const restMs = 500

/** Looks at what broke rules a moment after it was stored. */
export class QualityWatch {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(
    private readonly makeContext: () => Context,
    private readonly log: Log,
  ) {}

  /** Told that rules were broken; many in a moment are looked at together. */
  ask() {
    if (this.#stopped || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#running = this.#running.then(() => this.#settle())
    }, restMs).unref()
  }

  async #settle() {
    try {
      await settleViolations(this.makeContext())
    } catch (error) {
      this.log.warn({ err: error }, 'broken rules could not be looked at; the next look takes them up')
    }
  }

  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }
}

/** What is done for the rules again and again: those of whole tables, values that rows share, violations that end, rules to propose. */
export async function watchQuality(context: Context): Promise<void> {
  await followValues(context)
  await judgeTables(context)
  await settleViolations(context)
  await learnRules(context)
}

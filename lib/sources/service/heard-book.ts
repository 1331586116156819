import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Sorted } from '@/lib/events/sort'
import type { Verdict } from '@/lib/events/writer'
import { HeardTallies } from '../heard'
import { addHeard } from '../store/heard'

const soonMs = 200
const laterMs = 5000

/** Writes down who sends what: counted in memory, kept every few seconds, and at once where a sender is new. */
export class HeardBook {
  readonly #tallies = new HeardTallies()
  #timer: NodeJS.Timeout | null = null
  #dueAt = Number.POSITIVE_INFINITY
  #last: Promise<void> = Promise.resolve()

  constructor(
    private readonly makeContext: () => Context,
    private readonly changed: () => void,
  ) {}

  /** `verdicts` are those of the events of `sorted`; `source` is what the request called its sender. */
  note({ events, origins, errors }: Sorted, verdicts: readonly Verdict[], source: unknown) {
    let isNew = false
    let run = { source: '', format: '', outcome: 'accepted' as 'accepted' | 'duplicates', count: 0 }
    const end = () => {
      if (run.count > 0 && this.#tallies.add(run.source, run.format, run.outcome, run.count)) isNew = true
    }
    for (let at = 0; at < verdicts.length; at += 1) {
      const { kind } = verdicts[at]!
      if (kind === 'refused') continue
      const outcome = kind === 'duplicate' ? 'duplicates' : 'accepted'
      const [name, format] = [events[at]!.source, origins[at]!.format]
      if (run.source !== name || run.format !== format || run.outcome !== outcome) {
        end()
        run = { source: name, format, outcome, count: 0 }
      }
      run.count += 1
    }
    end()
    for (const { format, draft } of errors) {
      const name = [draft?.source, source].find((said) => typeof said === 'string') as string | undefined
      if (this.#tallies.add(name ?? '', format, 'rejected', 1)) isNew = true
    }
    if (verdicts.length > 0 || errors.length > 0) this.#flushWithin(isNew ? soonMs : laterMs)
  }

  #flushWithin(ms: number) {
    const dueAt = performance.now() + ms
    if (dueAt >= this.#dueAt) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  /** Keeps what was counted; what cannot be kept is left out, for events are not held up by it. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#dueAt = Number.POSITIVE_INFINITY
    this.#last = this.#last.then(async () => {
      const tallies = this.#tallies.take()
      if (tallies.length === 0) return
      const { db, now, log } = this.makeContext()
      await addHeard(db.$client, tallies, now).then(this.changed, (error) =>
        log.warn({ reason: (error as Error).message }, 'who sent what could not be kept'),
      )
    })
    return this.#last
  }

  async stop() {
    await this.flush()
    if (this.#timer) clearTimeout(this.#timer)
  }
}

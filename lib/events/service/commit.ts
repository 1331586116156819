import 'server-only'
import { asAppError, classifyFailure, lostRaces } from '@/lib/db/failure'
import { ExampleQuota } from '@/lib/quality/findings'
import type { PreparedEvent } from '../prepare'
import { RememberedRows } from '../remembered'
import { TooMuch } from '../store/known-rows'
import { splitAtTruncates } from '../trace'
import { UnderWay } from '../under-way'
import type { Verdict } from '../writer'
import { type Committed, type GroupParts, type Written, writeGroup } from './write-group'

export type CommitParts = Omit<GroupParts, 'remembered' | 'examples'> & {
  /** Told after each commit; what it waits for keeps the next group waiting. */
  committed(done: Committed): Promise<void>
}

const tries = 6

/** How long groups are looked at closely at most after a quick try went wrong: repeats come in runs, other writers not always. */
const mostCarefulMs = 1000
const leastCarefulMs = 15

/** Whether the next group is to be looked at closely: for longer, the more quick tries went wrong of late. */
class Caution {
  #until = Number.NEGATIVE_INFINITY
  #forMs = leastCarefulMs

  get careful() {
    return performance.now() < this.#until
  }

  succeeded() {
    this.#forMs = Math.max(leastCarefulMs, this.#forMs / 2)
  }

  failed() {
    this.#until = performance.now() + this.#forMs
    this.#forMs = Math.min(mostCarefulMs, this.#forMs * 2)
  }

  foundRepeats() {
    this.#forMs = mostCarefulMs
    this.#until = performance.now() + mostCarefulMs
  }
}

/**
 * Makes the function that commits a group of events in one transaction: raw events, rollups, row states and counts together.
 * A lost race or a deadlock is tried again; data that PostgreSQL refuses is found by halving the group, so that one bad
 * event harms no other. A group about rows too large to be read together is halved too.
 */
export function createCommit(parts: CommitParts): (events: PreparedEvent[]) => Promise<Verdict[]> {
  const group = { ...parts, remembered: new RememberedRows(), examples: new ExampleQuota(Date.now) }
  const underWay = new UnderWay()
  const caution = new Caution()

  async function reload(events: PreparedEvent[]) {
    const tables = await parts.catalog.tables(events)
    await parts.catalog.levels.load([...new Set(tables.map(({ id }) => id))])
  }

  async function finish({ verdicts, quick, committed }: Written): Promise<Verdict[]> {
    if (quick) caution.succeeded()
    else if (verdicts.some(({ kind }) => kind === 'duplicate')) caution.foundRepeats()
    if (committed.tables.length > 0) await parts.committed(committed)
    return verdicts
  }

  async function halve(events: PreparedEvent[], error: Error): Promise<Verdict[]> {
    if (events.length === 1) {
      return [{ kind: 'refused', code: 'unstorable', message: `PostgreSQL refuses this event: ${error.message}` }]
    }
    const half = events.length >> 1
    return [...(await commit(events.slice(0, half))), ...(await commit(events.slice(half)))]
  }

  async function commit(events: PreparedEvent[]): Promise<Verdict[]> {
    let failed: unknown
    let carefully = caution.careful
    const goWrong = () => {
      caution.failed()
      carefully = true
    }
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        const written = await writeGroup(group, events, carefully)
        if (written) return await finish(written)
        goWrong()
      } catch (error) {
        if (error instanceof TooMuch) return halve(events, error)
        failed = error
        const failure = classifyFailure(error)
        if (failure === 'taken') goWrong()
        else if (failure === 'superseded') parts.partitions.forget()
        else if (failure === 'outdated') await reload(events)
        else if (failure === 'data') {
          parts.partitions.forget()
          if (attempt > 1) return halve(events, error as Error)
        } else if (failure !== 'retry') throw asAppError(error)
      }
    }
    throw lostRaces(failed)
  }
  async function commitParts(events: PreparedEvent[]): Promise<Verdict[]> {
    if (!events.some(({ type }) => type === 'TRUNCATE')) return commit(events)
    const verdicts: Verdict[] = []
    for (const part of splitAtTruncates(events)) verdicts.push(...(await commit(part)))
    return verdicts
  }
  return (events) => underWay.run(events, () => commitParts(events))
}

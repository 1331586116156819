import type { PreparedEvent } from '@/lib/events/prepare'
import { minuteMs } from '@/lib/metrics/fold'
import { Tally } from '@/lib/metrics/sketch/tally'
import type { RowValue } from './row-values'

/** A row that broke a rule. */
export type Failure = { ruleId: string; tableId: number; at: number; uid: string; event: PreparedEvent }
/** What rows of a table have in an index from now on. */
export type IndexedRows = { indexId: number; tableId: number; values: RowValue[] }
/** The minutes in which rules were broken, some of the rows that broke them, and values to be looked up. */
export type Findings = {
  due: { ruleId: string; tableId: number; minute: number }[]
  examples: Failure[]
  indexed: IndexedRows[]
}

/** Of each rule so many rows a minute are kept by one process. */
const examplesAMinute = 10

/** Gathers what a group of events broke, and what is left to be looked up. */
export class Judgements {
  readonly #indexed = new Map<string, IndexedRows>()
  readonly #tallies = new Map<number, Map<number, Tally>>()
  readonly #due = new Map<string, Findings['due'][number]>()
  readonly #all: Failure[] = []

  /** What is counted of a source table in the minute of an event. */
  tallyAt(tableId: number, at: number): Tally {
    const minute = at - (at % minuteMs)
    let minutes = this.#tallies.get(tableId)
    if (!minutes) {
      minutes = new Map()
      this.#tallies.set(tableId, minutes)
    }
    let tally = minutes.get(minute)
    if (!tally) {
      tally = new Tally()
      minutes.set(minute, tally)
    }
    return tally
  }

  /** What was counted, by source table and minute. */
  get tallies(): ReadonlyMap<number, ReadonlyMap<number, Tally>> {
    return this.#tallies
  }

  index(indexId: number, tableId: number, values: RowValue[]) {
    const known = this.#indexed.get(`${indexId} ${tableId}`)
    if (known) known.values.push(...values)
    else if (values.length > 0) this.#indexed.set(`${indexId} ${tableId}`, { indexId, tableId, values: [...values] })
  }

  add(failure: Failure) {
    const { ruleId, tableId, at } = failure
    const minute = at - (at % minuteMs)
    const key = `${ruleId} ${tableId} ${minute}`
    if (!this.#due.has(key)) this.#due.set(key, { ruleId, tableId, minute })
    this.#all.push(failure)
  }

  /** In one order, so that writers do not wait for one another in a circle. */
  settle(quota: ExampleQuota): Findings {
    const due = [...this.#due.values()].sort((a, b) =>
      a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : a.tableId - b.tableId || a.minute - b.minute,
    )
    const taken = new Map<string, number>()
    const examples = this.#all.filter(({ ruleId }) => {
      const before = taken.get(ruleId) ?? 0
      if (before >= quota.left(ruleId)) return false
      taken.set(ruleId, before + 1)
      return true
    })
    return { due, examples, indexed: [...this.#indexed.values()] }
  }
}

/** How many more rows are kept as examples: a flood of bad rows fills no disk. */
export class ExampleQuota {
  constructor(private readonly clock: () => number) {}

  #taken = new Map<string, number>()
  #minute = 0

  /** How many more examples of a rule are kept this minute. */
  left(ruleId: string): number {
    const minute = Math.floor(this.clock() / minuteMs)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#taken.clear()
    }
    return examplesAMinute - (this.#taken.get(ruleId) ?? 0)
  }

  /** Told of examples once they are stored: what is tried in vain takes nothing. */
  took(examples: readonly Failure[]) {
    for (const { ruleId } of examples) this.#taken.set(ruleId, (this.#taken.get(ruleId) ?? 0) + 1)
  }
}

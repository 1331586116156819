import type { PreparedEvent } from '@/lib/events/prepare'

/** A row that broke a rule. */
export type Failure = { ruleId: string; tableId: number; at: number; uid: string; event: PreparedEvent }
/** The minutes in which rules were broken, and some of the rows that broke them. */
export type Findings = { due: { ruleId: string; tableId: number; minute: number }[]; examples: Failure[] }

const minuteMs = 60_000
/** Of each rule so many rows a minute are kept by one process. */
const examplesAMinute = 10

/** Gathers what a group of events broke. */
export class Failures {
  readonly #due = new Map<string, Findings['due'][number]>()
  readonly #all: Failure[] = []

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
    return { due, examples: this.#all.filter(({ ruleId }) => quota.take(ruleId)) }
  }
}

/** How many more rows are kept as examples: a flood of bad rows fills no disk. */
export class ExampleQuota {
  #taken = new Map<string, number>()
  #minute = 0

  take(ruleId: string): boolean {
    const minute = Math.floor(Date.now() / minuteMs)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#taken.clear()
    }
    const taken = this.#taken.get(ruleId) ?? 0
    if (taken >= examplesAMinute) return false
    this.#taken.set(ruleId, taken + 1)
    return true
  }
}

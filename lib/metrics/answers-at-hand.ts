import { isFlow } from './answer-stamp'
import type { MetricRange, MetricValue } from './contract'
import type { MetricRecord } from './store/read'

export type Told = MetricRange | MetricValue
/** What became of the answer to `question` on its way out: as it was checked, and as it was written. */
export type Form = { question: string; data?: unknown; text?: string }
type Held = { value: Told; table: string; asOf: number; at: number; points: number }

/** What changes an answer without this process being told: a commit whose answer was lost, a repair by hand. */
const longestMs = 5000
const mostPointsOfOne = 5000
const mostPoints = 100_000
const mostTables = 10_000
const mostAddresses = 2000

/** A point takes about a hundred bytes, what is asked as much as it has characters, and an answer without any point about two thousand. */
const pointsOf = (question: string, { series, compare }: Told): number =>
  [...series, ...(compare?.series ?? [])].reduce(
    (sum, one) => sum + 1 + ('data_points' in one ? one.data_points.length : 0),
    20 + Math.ceil(question.length / 100),
  )

/**
 * Answers that this process told a moment ago, to questions about times that are over, repeated for as long as nothing of their table
 * was stored since. Only where this process alone writes to the database: it is told of each commit before its sender is answered.
 */
export class AnswersAtHand {
  readonly #held = new Map<string, Held>()
  readonly #forms = new WeakMap<object, Form>()
  readonly #questions = new Map<string, string>()
  readonly #changedAt = new Map<string, number>()
  #points = 0
  /** Counts changes; `#allAt` is that of the last one that may have been of any table. */
  #changes = 0
  #allAt = 0

  /** `clock` answers milliseconds that only grow. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Something of these tables was stored. */
  changed(tables: Iterable<string>) {
    this.#changes += 1
    for (const table of tables) this.#changedAt.set(table, this.#changes)
    if (this.#changedAt.size > mostTables) this.changedAll()
  }

  /** Anything may be other than it was. */
  changedAll() {
    this.#changes += 1
    this.#allAt = this.#changes
    this.#changedAt.clear()
    this.#held.clear()
    this.#points = 0
  }

  /** The state that an answer is told from which begins to be told now. */
  get state(): number {
    return this.#changes
  }

  /** The answer to a question, where it was told and still holds. */
  find(question: string): Told | undefined {
    const held = this.#held.get(question)
    if (!held) return undefined
    const isFresh = this.clock() - held.at < longestMs
    if (isFresh && this.#allAt <= held.asOf && (this.#changedAt.get(held.table) ?? 0) <= held.asOf) return held.value
    this.#drop(question, held)
    return undefined
  }

  /** Keeps what was told of a metric as of `state`. */
  keep(question: string, { kind, tableName }: MetricRecord, value: Told, state: number) {
    if (!isFlow(kind) || tableName === '' || tableName === '__other__') return
    const points = pointsOf(question, value)
    if (points > mostPointsOfOne) return
    const before = this.#held.get(question)
    if (before) this.#drop(question, before)
    const now = this.clock()
    for (const [oldest, held] of this.#held) {
      if (now - held.at < longestMs && this.#points + points <= mostPoints) break
      this.#drop(oldest, held)
    }
    this.#held.set(question, { value, table: tableName, asOf: state, at: now, points })
    this.#points += points
    this.#forms.set(value, { question })
  }

  /** Where to find the forms of an answer that may be repeated; undefined of any other. */
  formOf(value: object): Form | undefined {
    return this.#forms.get(value)
  }

  /** Says that an address, with all that it asks, asks a question. */
  askedAt(address: string, { question }: Form) {
    if (this.#questions.size >= mostAddresses) this.#questions.clear()
    this.#questions.set(address, question)
  }

  /** What was written for an address, where it still holds. */
  textAt(address: string): string | undefined {
    const question = this.#questions.get(address)
    const value = question === undefined ? undefined : this.find(question)
    return value && this.#forms.get(value)?.text
  }

  #drop(question: string, { points }: Held) {
    this.#held.delete(question)
    this.#points -= points
  }
}

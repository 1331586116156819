import type { Difference } from '@/lib/metrics/compare'
import type { RebuiltDay } from '@/lib/metrics/service/rebuild'
import type { RebuiltLevels } from '@/lib/metrics/service/rebuild-levels'

const figure = new Intl.NumberFormat('en').format
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const mostExamples = 20

type Shown = Omit<Difference, 'start'> & { table: string; schema: string; bucket: string }
type Expired = { table: string; schema: string; from: string; to: string; days: number }

/** What a rebuild found and did, day by day put together. */
export class RebuildReport {
  #days = { equal: 0, different: 0, rebuilt: 0, expired: 0, moved: 0 }
  #events = 0
  #buckets = 0
  #different = 0
  #examples: Shown[] = []
  #expired = new Map<string, Expired>()
  #last: RebuiltDay | undefined
  #levels: RebuiltLevels[] = []

  constructor(private readonly check: boolean) {}

  add(one: RebuiltDay) {
    const { table, schema, outcome, events, found } = one
    this.#last = one
    this.#days[outcome] += 1
    this.#events += events
    this.#buckets += found.compared
    this.#different += found.different
    for (const { start, ...example } of found.examples) {
      if (this.#examples.length < mostExamples) {
        this.#examples.push({ table, schema, bucket: new Date(start).toISOString(), ...example })
      }
    }
    if (outcome === 'expired') this.#addExpired(one)
  }

  addLevels(one: RebuiltLevels) {
    this.#levels.push(one)
  }

  get #levelFigures() {
    const sum = (of: (one: RebuiltLevels) => number) => this.#levels.reduce((all, one) => all + of(one), 0)
    const tables = (outcome: RebuiltLevels['outcome']) => this.#levels.filter((one) => one.outcome === outcome).length
    const examples = this.#levels.flatMap(({ table, schema, examples }) =>
      examples.map((one) => ({ table, schema, ...one })),
    )
    return {
      tables: { equal: tables('equal'), different: tables('different'), rebuilt: tables('rebuilt') },
      compared: sum(({ compared }) => compared),
      different: sum(({ different }) => different),
      examples: examples.slice(0, mostExamples),
    }
  }

  #addExpired({ table, schema, day }: RebuiltDay) {
    const key = `${schema}\0${table}`
    const before = this.#expired.get(key)
    const from = before?.from ?? dayOf(day)
    this.#expired.set(key, { table, schema, from, to: dayOf(day), days: (before?.days ?? 0) + 1 })
  }

  get isEqual() {
    return this.#days.different + this.#days.moved === 0 && this.#levels.every(({ outcome }) => outcome !== 'different')
  }

  toJson(stopped: boolean) {
    const { equal, different, rebuilt, expired, moved } = this.#days
    return {
      mode: this.check ? 'check' : 'rebuild',
      equal: this.isEqual,
      complete: !stopped,
      days: { equal, different, rebuilt, expired, ...(moved > 0 ? { moved } : {}) },
      events: this.#events,
      buckets: this.#buckets,
      different_buckets: this.#different,
      examples: this.#examples,
      expired: [...this.#expired.values()],
      levels: this.#levelFigures,
    }
  }

  toText(stopped: boolean): string {
    const { equal, different, rebuilt, expired, moved } = this.#days
    const levels = this.#levelFigures
    const lines = [
      `${figure(this.#events)} raw events against ${figure(this.#buckets)} buckets: ${figure(this.#different)} differed`,
      `days equal ${figure(equal)}, rebuilt and equal now ${figure(rebuilt)}, different ${figure(different)}, expired ${figure(expired)}`,
      ...this.#examples.map(
        ({ table, schema, resolution, series, bucket, kept, counted }) =>
          `  ${schema}.${table} ${resolution} ${bucket} ${series}: kept ${kept ?? 'nothing'}, counted ${counted ?? 'nothing'}`,
      ),
      ...[...this.#expired.values()].map(
        ({ table, schema, from, to, days }) =>
          `  ${schema}.${table}: raw events of ${days} days from ${from} to ${to} have expired in part; left as they are`,
      ),
    ]
    lines.push(
      `${figure(levels.compared)} levels against the rows that are known: ${figure(levels.different)} differed; tables equal ${figure(levels.tables.equal)}, rebuilt and equal now ${figure(levels.tables.rebuilt)}, different ${figure(levels.tables.different)}`,
      ...levels.examples.map(
        ({ table, schema, series, kept, counted }) =>
          `  ${schema}.${table} ${series}: kept ${kept ?? 'nothing'}, counted ${counted ?? 'nothing'}`,
      ),
    )
    if (moved > 0)
      lines.push(
        `${figure(moved)} days differ whose minutes are in the storage engine alone; left as they are (datawatch storage migrate --to postgres brings them back)`,
      )
    if (stopped) {
      const at = this.#last ? `, after ${this.#last.table} ${dayOf(this.#last.day)}` : ''
      lines.push(`Stopped${at}; the same command goes on: days that are equal already cost a look`)
    }
    return `${lines.join('\n')}\n`
  }
}

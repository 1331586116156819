import type { PreparedEvent } from './prepare'

type Group = { events: readonly PreparedEvent[]; done: Promise<void> }

const nameOf = (table: string, rowKey: string) => `${table}\0${rowKey}`

/** The rows that events change: those that they do not begin. */
function changedBy(events: readonly PreparedEvent[]): Set<string> {
  const rows = new Set<string>()
  for (const { type, table, rowKey, oldRowKey } of events) {
    if (type === 'INSERT') continue
    if (rowKey !== null) rows.add(nameOf(table, rowKey))
    if (oldRowKey !== null) rows.add(nameOf(table, oldRowKey))
  }
  return rows
}

const touches = (rows: ReadonlySet<string>, events: readonly PreparedEvent[]) =>
  events.some(
    ({ table, rowKey, oldRowKey }) =>
      (rowKey !== null && rows.has(nameOf(table, rowKey))) ||
      (oldRowKey !== null && rows.has(nameOf(table, oldRowKey))),
  )

/**
 * The groups of events that are being stored. One that changes rows which another is about waits for that, for until it is
 * stored nobody can tell what these rows are.
 */
export class UnderWay {
  readonly #groups = new Set<Group>()

  async run<T>(events: readonly PreparedEvent[], work: () => Promise<T>): Promise<T> {
    const changed = this.#groups.size > 0 ? changedBy(events) : null
    const others = changed?.size ? [...this.#groups].filter((group) => touches(changed, group.events)) : []
    const working = others.length > 0 ? Promise.all(others.map(({ done }) => done)).then(work) : work()
    const group: Group = { events, done: working.then(ignore, ignore) }
    this.#groups.add(group)
    try {
      return await working
    } finally {
      this.#groups.delete(group)
    }
  }
}

const ignore = () => {}

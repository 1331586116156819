import { createRandom } from '@/drizzle/demo/prng'

type Row = { id: number; amount: number | string | null; status: string | null; note: string; vip: boolean }
export type HistoryEvent = {
  id: string
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE'
  table: string
  schema: string
  timestamp: string
  before?: Partial<Row> | null
  after?: Partial<Row> | null
  key?: { id: number }
}
/** The rows of a table after an event, by key. */
export type State = { at: number; rows: ReadonlyMap<number, Row> }
export type History = { events: HistoryEvent[]; states: State[] }

const statuses = ['new', 'paid', 'sent', 'void', null]

/**
 * What happened to a table in `size` events, `stepMs` apart at most, and what its rows were after each of them: with and
 * without images before, columns left out because they did not change, keys changed, and now and then a TRUNCATE.
 */
export function makeHistory(table: string, size: number, startAt: number, stepMs: number, truncates = true): History {
  const random = createRandom('history', table, size)
  const below = (most: number) => Math.floor(random() * most)
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)]!
  const rows = new Map<number, Row>()
  const events: HistoryEvent[] = []
  const states: State[] = []
  let at = startAt
  let nextId = 1
  const amount = () => oneOf([below(10_000) / 100, (below(1_000_000) / 1000).toFixed(5), null, -below(50)])
  const make = (id: number): Row => ({
    id,
    amount: amount(),
    status: oneOf(statuses),
    note: `note ${below(3)} ${'x'.repeat(80)}`,
    vip: random() < 0.3,
  })
  const add = (type: HistoryEvent['type'], more: Partial<HistoryEvent>) => {
    const base = {
      id: `${table}-${events.length}`,
      type,
      table,
      schema: 'public',
      timestamp: new Date(at).toISOString(),
    }
    events.push({ ...base, ...more })
    states.push({ at, rows: new Map(rows) })
    at += 1 + below(stepMs)
  }
  const change = (row: Row) => {
    const { note, ...after } = { ...row, amount: random() < 0.5 ? amount() : row.amount, status: oneOf(statuses) }
    const whole = random() < 0.6
    const next = whole ? { ...after, note: random() < 0.3 ? make(0).note : note } : { ...after, note }
    rows.set(row.id, next)
    const before = oneOf([row, row, { id: row.id }, null])
    add('UPDATE', { before, after: whole ? next : after, key: { id: row.id } })
  }
  const move = (row: Row) => {
    rows.delete(row.id)
    const next = { ...row, id: nextId++, status: oneOf(statuses) }
    rows.set(next.id, next)
    add('UPDATE', { before: oneOf([row, { id: row.id }]), after: next, key: { id: next.id } })
  }
  while (events.length < size) {
    const known = [...rows.values()]
    const row = known.length > 0 ? oneOf(known) : undefined
    const dice = random()
    if (truncates && dice < 0.01) {
      rows.clear()
      add('TRUNCATE', {})
    } else if (!row || dice < 0.35) {
      const made = make(random() < 0.1 && nextId > 1 ? 1 + below(nextId - 1) : nextId++)
      if (rows.has(made.id)) continue
      rows.set(made.id, made)
      add(random() < 0.1 ? 'SNAPSHOT' : 'INSERT', { after: made, key: { id: made.id } })
    } else if (dice < 0.8) change(row)
    else if (dice < 0.88) move(row)
    else {
      rows.delete(row.id)
      add('DELETE', { before: oneOf([row, { id: row.id }, null]), key: { id: row.id } })
    }
  }
  return { events, states }
}

export type Levels = { rows: number; amount: number; status: Record<string, number> }

/** The levels of rows, counted naively. */
export function levelsOf(rows: Iterable<Row>): Levels {
  const levels: Levels = { rows: 0, amount: 0, status: {} }
  let units = 0n
  for (const row of rows) {
    levels.rows += 1
    units += BigInt(Math.round(Number(row.amount ?? 0) * 1e5))
    if (row.status !== null) levels.status[row.status] = (levels.status[row.status] ?? 0) + 1
  }
  levels.amount = Number(units) / 1e5
  return levels
}

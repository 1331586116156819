import { createCustomer, createProducts } from './assortment'
import { incidentAt, pastIncidents } from './incidents'
import { type Moment, Shop } from './shop'
import { type Change, type Rows, type Table, tables } from './shop-tables'

const dayMs = 86_400_000
/** How much of the shop's past is told, unless another length is asked for. */
export const historyDays = 14
/** Orders of the days before the history are in its rows, so that it begins with a shop in full swing. */
const warmUpDays = 3
const firstCustomers = 900

/** An event of the API in its native form. */
export type HistoryEvent = Change & {
  id: string
  type: 'INSERT' | 'UPDATE' | 'SNAPSHOT'
  source: string
  database: string
  schema: string
  timestamp: string
  key: { id: number }
}

/** `standing`: the rows that were there already, in place of changes. */
type HistoryMoment = Moment & { standing?: true }
export type History = {
  shop: Shop
  /** The rows that the history begins with, then its moments, in order; `shop` has the final rows once they are read to the end. */
  moments: Generator<HistoryMoment>
}

/** The rows of the shop as they were before `changes`, the latest. */
function standingRows(shop: Shop, changes: readonly Change[]): Change[] {
  return tables.flatMap((table) => {
    const rows = new Map<number, Rows[Table]>(shop[table])
    for (const change of [...changes].reverse()) {
      if (change.table !== table) continue
      if (change.before) rows.set(change.after.id, change.before)
      else rows.delete(change.after.id)
    }
    return [...rows.values()].map((after) => ({ table, before: null, after }) as Change)
  })
}

/**
 * The shop of the `days` before `planned`, and on until `to`, which is asked again and again: a history that is told
 * while the clock runs ends where the clock is. The same for the same seed and plan.
 */
export function simulateHistory(
  seed: string,
  planned: number,
  to: () => number,
  daily?: number,
  days = historyDays,
): History {
  const incidents = pastIncidents(planned)
  const from = planned - days * dayMs
  const begin = from - warmUpDays * dayMs
  const last: Record<Table, number> = { customers: 0, products: 0, orders: 0, payments: 0 }
  const nextId = (table: Table) => {
    last[table] += 1
    return last[table]
  }
  const shop = new Shop({ seed, incidentAt: (at) => incidentAt(incidents, at), nextId, forgets: false, daily })
  const regulars = Array.from({ length: firstCustomers }, (_, place) => {
    const id = nextId('customers')
    return { ...createCustomer(seed, id, begin), segment: place % 20 === 0 ? ('vip' as const) : ('regular' as const) }
  })
  shop.stock(regulars, createProducts(seed, begin))
  function* moments() {
    let begun = false
    for (const moment of shop.run(begin, to)) {
      if (moment.at < from) continue
      if (!begun) yield { at: from, changes: standingRows(shop, moment.changes), standing: true } as const
      begun = true
      yield moment
    }
  }
  return { shop, moments: moments() }
}

/** The events of a history, in order, each with an id that depends on its place alone. */
export function* historyEvents(planned: number, moments: Iterable<HistoryMoment>): Generator<HistoryEvent> {
  let number = 0
  const origin = { source: 'shop', database: 'shop', schema: 'public' }
  for (const { at, changes, standing } of moments) {
    for (const change of changes) {
      number += 1
      const type = standing ? 'SNAPSHOT' : change.before ? 'UPDATE' : 'INSERT'
      const timestamp = new Date(at).toISOString()
      yield { ...change, ...origin, id: `history:${planned}:${number}`, type, timestamp, key: { id: change.after.id } }
    }
  }
}

/** The final rows by table, in the order in which they can be loaded. */
export const finalRows = (shop: Shop) => tables.map((table) => ({ table, rows: [...shop[table].values()] }))

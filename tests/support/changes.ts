import { between, createRandom, pick } from '@/drizzle/demo/prng'

type Row = Record<string, unknown>
export type ChangeEvent = {
  id: string
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT'
  table: string
  schema: string
  timestamp: string
  before?: Row
  after?: Row
}

const dayMs = 86_400_000
const statuses = ['new', 'paid', 'packed', 'sent', 'void'] as const
const cities = ['Bonn', 'Köln', 'Trier', 'Ulm', 'Wien', 'Bern', 'Graz'] as const
const channels = ['web', 'app', 'shop'] as const

const oneOf = <T>(random: () => number, items: readonly T[]): T => items[Math.floor(random() * items.length)]!
const cents = (value: number) => Math.round(value * 100) / 100

function makeOrder(random: () => number, id: number): Row {
  const weight = between(random, 0, 40).toFixed(10)
  return {
    id,
    customer_id: Math.floor(random() * 500),
    status: 'new',
    amount: cents(between(random, -20, 400)),
    weight: random() < 0.9 ? weight : null,
    channel: oneOf(random, channels),
    vip: random() < 0.2,
    city: oneOf(random, cities),
    email: `buyer-${id}@example.com`,
    placed_at: '2026-03-01T00:00:00Z',
  }
}

function changeOrder(random: () => number, row: Row): Row {
  const amount = random() < 0.5 ? cents(between(random, -20, 400)) : row.amount
  return { ...row, status: oneOf(random, statuses), amount, city: random() < 0.1 ? oneOf(random, cities) : row.city }
}

type Life = { table: string; images: boolean; deleted: number; make: typeof makeOrder; change: typeof changeOrder }

/** What becomes of one row within a day: made (or found by a first read), changed a few times, perhaps deleted. */
function liveOf(
  random: () => number,
  { table, images, deleted, make, change }: Life,
  number: number,
  dayStart: number,
) {
  const events: ChangeEvent[] = []
  let at = dayStart + Math.floor(random() * dayMs * 0.7)
  const add = (type: ChangeEvent['type'], rows: Pick<ChangeEvent, 'before' | 'after'>) => {
    const id = `${table}-${number}-${events.length}`
    events.push({ id, type, table, schema: 'public', timestamp: new Date(at).toISOString(), ...rows })
    at += 1 + Math.floor(random() * 3_600_000)
  }
  let row = make(random, number)
  add(random() < 0.05 ? 'SNAPSHOT' : 'INSERT', { after: row })
  for (let left = Math.floor(random() * 4); left > 0; left -= 1) {
    const next = change(random, row)
    add('UPDATE', images ? { before: row, after: next } : { after: next })
    row = next
  }
  if (random() < deleted) add('DELETE', images ? { before: row } : {})
  return events
}

const lives: Life[] = [
  { table: 'orders', images: true, deleted: 0.2, make: makeOrder, change: changeOrder },
  { table: 'order_items', images: true, deleted: 0, make: makeOrder, change: changeOrder },
]

/** Rows whose updates and deletes come without a before image. */
const imageless: Life = { table: 'carts', images: false, deleted: 0, make: makeOrder, change: changeOrder }

/** Rows of which a column of numbers has a word now and then. */
const mixed: Life = {
  table: 'fees',
  images: true,
  deleted: 0,
  make: (random, id) => ({
    id,
    rate: pick<() => unknown>(random, [
      [() => cents(between(random, 0, 9)), 97],
      [() => 'n/a', 3],
    ])(),
  }),
  change: (_random, row) => row,
}

export const tables = { plain: lives.map(({ table }) => table), imageless: imageless.table, mixed: mixed.table }

/** A day of row changes of several tables, oldest first: `rows` rows of each. The same for the same `rows`. */
export function dayOfChanges(rows: number, dayStart: number): ChangeEvent[] {
  const events = [...lives, imageless, mixed].flatMap((life) => {
    const random = createRandom('changes', life.table, rows)
    return Array.from({ length: rows }, (_, number) => liveOf(random, life, number, dayStart)).flat()
  })
  return events.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
}

/** In another order, the same for the same `seed`. */
export function shuffle<T>(list: readonly T[], seed: string): T[] {
  const random = createRandom('shuffle', seed)
  return list
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

export const inBatches = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))

import { between, createRandom } from '@/drizzle/demo/prng'

const dayMs = 86_400_000
const statuses = ['new', 'paid', 'sent', 'void']

type Row = Record<string, unknown>
export type ShopEvent = { id: string; type: string; table: string; timestamp: string; before?: Row; after?: Row }

/** An event every `everyMs` from `from` on: buyers, then sales of theirs with an amount, a status, a note that is missing now and then. */
export function shopRows({
  from,
  count,
  everyMs,
  first = 1,
}: {
  from: number
  count: number
  everyMs: number
  first?: number
}) {
  const random = createRandom('shop rows', first)
  const events: ShopEvent[] = []
  for (let n = 0; n < count; n += 1) {
    const id = first + n
    const timestamp = new Date(from + n * everyMs).toISOString()
    const buyer = { id, name: `Buyer ${id}`, email: `b${id}@example.org`, created_at: timestamp }
    const sale = {
      id,
      buyer_id: first + Math.floor(random() * (n + 1)),
      amount: Math.round(between(random, 1, 400) * 100) / 100,
      status: statuses[Math.floor(random() * 4)],
      sku: `S-${id}-${Math.floor(random() * 1e6)}`,
      note: random() < 0.1 ? null : `said ${id}`,
      created_at: timestamp,
      sent_at: new Date(from + n * everyMs + random() * dayMs).toISOString(),
    }
    events.push({ id: `b${id}`, type: 'INSERT', table: 'buyers', timestamp, after: buyer })
    events.push({ id: `s${id}`, type: 'INSERT', table: 'sales', timestamp, after: sale })
  }
  return events
}

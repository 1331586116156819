import { createRandom } from '@/drizzle/demo/prng'
import { ingest, insertEvent } from './http'

export const minute = 60_000
export const hour = 60 * minute
export const start = Date.UTC(2026, 2, 1, 9)
export const statuses = ['open', 'paid', 'void'] as const

/** Three hours of orders at odd milliseconds, with a pause in the second. */
function makeOrders() {
  const random = createRandom('promql', 1)
  return Array.from({ length: 600 }, (_, i) => {
    const at = start + Math.floor(random() * 3 * hour)
    const status = statuses[Math.floor(random() * statuses.length)]!
    const amount = Math.round(random() * 20_000 - 2000) / 100
    const quiet = at > start + 80 * minute && at < start + 100 * minute
    return { id: i, at: quiet ? at + 30 * minute : at, status, amount }
  })
}

/** Posts the orders. */
export const ingestOrders = () =>
  ingest(
    makeOrders().map(({ id, at, status, amount }) =>
      insertEvent({ timestamp: new Date(at).toISOString(), after: { id, amount, status } }),
    ),
  )

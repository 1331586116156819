const statuses = ['pending', 'paid', 'shipped', 'delivered', 'cancelled']
const channels = ['web', 'mobile', 'store']
const countries = ['DE', 'FR', 'US', 'GB', 'ES', 'IT', 'NL', 'PL']

const hourMs = 3_600_000

/** The `index`-th order of a day of orders: five columns that make metrics, spread over 24 hours before `end`. */
export function orderEvent(index: number, end: number) {
  const at = end - 24 * hourMs + ((index * 7919) % (24 * hourMs))
  return {
    id: `bench-${index}`,
    type: 'INSERT',
    table: 'orders',
    schema: 'public',
    timestamp: new Date(at).toISOString(),
    after: {
      id: index,
      customer_id: index % 9973,
      amount: ((index * 31) % 50_000) / 100,
      status: statuses[index % statuses.length],
      channel: channels[index % channels.length],
      country: countries[index % countries.length],
    },
  }
}

/** The same orders as they happen: their times close to `end`, as a live sender's are. */
export function liveEvent(index: number, end: number) {
  return { ...orderEvent(index, end), timestamp: new Date(end - (index % 60_000)).toISOString() }
}

const aheadOfChange = 1000

/**
 * The life of orders as connectors without before images tell it: of three events one INSERT, and two UPDATEs of orders
 * that began some thousand events earlier, with the whole row after and nothing of it before.
 */
export function changeEvent(index: number, end: number) {
  const turn = index % 3
  const order = (index - turn) / 3 - turn * aheadOfChange
  const event = liveEvent(turn === 0 || order < 0 ? index : order * 3, end)
  const id = `change-${index}`
  const timestamp = new Date(end - 600_000 + index).toISOString()
  if (turn === 0 || order < 0) return { ...event, id, timestamp }
  return { ...event, id, timestamp, type: 'UPDATE', after: { ...event.after, status: statuses[turn] } }
}

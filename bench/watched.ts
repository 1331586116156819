const hourMs = 3_600_000
const dayMs = 24 * hourMs
const perHour = 600
const values = 20

/** Tables whose lines are watched: each has its events, the sum and mean of an amount, and 3 × 20 categories. */
const tables = ['payments', 'parcels', 'visits', 'tickets']
export const watchedDays = 14
export const watchedEvents = tables.length * watchedDays * 24 * perHour

/** A number from 0 to 1 that looks random and is always the same for an index. */
const noise = (index: number) => (Math.imul(index, 2_654_435_761) >>> 8) / 2 ** 24

/** The `index`-th event of 14 days before `end`: more by day than by night, as many lines as 250. */
export function watchedEvent(index: number, end: number) {
  const table = tables[index % tables.length]!
  const turn = Math.floor(index / tables.length)
  const even = (turn + noise(index)) / (perHour * 24)
  const bent = even + Math.sin(2 * Math.PI * even) / 14
  return {
    id: `watched-${index}`,
    type: 'INSERT',
    table,
    schema: 'public',
    timestamp: new Date(Math.min(end, end - watchedDays * dayMs + bent * dayMs)).toISOString(),
    after: {
      id: index,
      amount: Math.round(noise(3 * index + 1) * 10_000) / 100,
      status: `status-${Math.floor(noise(3 * index + 2) * values)}`,
      channel: `channel-${Math.floor(noise(5 * index + 3) * values)}`,
      country: `country-${Math.floor(noise(7 * index + 4) * values)}`,
    },
  }
}

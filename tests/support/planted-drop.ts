import { expect } from 'vitest'
import { ingest, insertEvent } from './http'

const minute = 60_000
export const bucket = 5 * minute
const hour = 60 * minute
const day = 24 * hour

/** Two hours ago, on the hour; an hour before it no order is paid for half an hour. */
export const base = Math.floor(Date.now() / hour) * hour - 2 * hour
export const dropAt = base - hour
export const iso = (at: number) => new Date(at).toISOString()

export async function send(events: unknown[]) {
  for (let from = 0; from < events.length; from += 2000) {
    const answer = await ingest(events.slice(from, from + 2000))
    expect(answer.data).toMatchObject({ rejected: 0 })
  }
}

/** Some 23 orders each five minutes, 20 of them paid; for half an hour none is paid, while alarms rise tenfold. */
export function shopEvents(): unknown[] {
  const events: unknown[] = []
  const add = (table: string, at: number, after: Record<string, unknown>) =>
    events.push(insertEvent({ table, timestamp: iso(at), after: { id: `${table}${at}${events.length}`, ...after } }))
  for (let at = base - 8 * day; at < base; at += bucket) {
    const down = at >= dropAt && at < dropAt + 6 * bucket
    const wobble = (at / bucket) % 3
    for (let order = 0; order < 22 + wobble; order++) {
      const status = order < 20 ? 'paid' : order < 22 ? 'pending' : 'failed'
      if (down && status === 'paid') continue
      const channel = order % 3 === 0 ? 'web' : 'mobile'
      add('orders', at + order * 1000, { status, channel, amount: status === 'paid' ? 20 : 10 })
    }
    for (let one = 0; one < (down ? 60 : 2 + wobble); one++)
      add('alarms', at + one * 1000, { level: one % 2 ? 'a' : 'b' })
    add('visits', at, { page: 'home' })
  }
  return events
}

import { beforeAll, describe, expect, test } from 'vitest'
import { finalRows, type HistoryEvent, historyEvents, simulateHistory } from '@/drizzle/demo/history'
import { incidentAt, incidentKinds, liveIncident, pastIncidents } from '@/drizzle/demo/incidents'
import { dailyFactor, weeklyFactor } from '@/drizzle/demo/rhythm'
import type { Shop } from '@/drizzle/demo/shop'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const planned = Date.UTC(2026, 5, 17, 10, 20, 30)
const daily = 500
const incidents = pastIncidents(planned)
const run = (to = planned, seed = 'shop') => {
  const { shop, moments } = simulateHistory(seed, planned, () => to, daily)
  return { shop, events: historyEvents(planned, moments) }
}

describe('the history of the shop', () => {
  let shop: Shop
  let events: HistoryEvent[]
  beforeAll(() => {
    const told = run()
    events = [...told.events]
    shop = told.shop
  }, 60_000)

  const placed = (keep: (at: number) => boolean) =>
    events.filter((event) => event.table === 'orders' && event.type === 'INSERT' && keep(Date.parse(event.timestamp)))
  const quiet = (at: number) => !incidentAt(incidents, at)

  test('is the same for the same seed and plan, and goes on where a shorter one ended', () => {
    const begin = planned - 13.8 * dayMs
    const shorter = [...run(begin).events]
    expect(shorter.length).toBeGreaterThan(200)
    expect(shorter).toEqual(events.slice(0, shorter.length))
    expect([...run(begin, 'another').events]).not.toEqual(shorter)
  })

  test('comes in order of time, within its 14 days, each event with an id of its own', () => {
    const times = events.map(({ timestamp }) => Date.parse(timestamp))
    expect(times[0]! - (planned - 14 * dayMs)).toBeLessThan(hourMs)
    expect(times.at(-1)).toBeLessThan(planned)
    expect(times.every((at, place) => place === 0 || at >= times[place - 1]!)).toBe(true)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  })

  test('no row is changed that was not told of, every before image is the row as it was, and the last images are the rows of the shop', () => {
    const known = new Map<string, unknown>()
    let wrong = 0
    for (const { table, type, key, before, after } of events) {
      const name = `${table} ${key.id}`
      if (known.has(name) !== (type === 'UPDATE')) wrong += 1
      if (known.has(name) && JSON.stringify(known.get(name)) !== JSON.stringify(before)) wrong += 1
      known.set(name, after)
    }
    expect(wrong).toBe(0)
    const rows = new Map<string, unknown>(
      finalRows(shop).flatMap(({ table, rows }) => rows.map((row) => [`${table} ${row.id}`, row] as const)),
    )
    for (const [name, row] of known) if (rows.get(name) !== row) wrong += 1
    expect(wrong).toBe(0)
  })

  test('orders take every way there is', () => {
    const statuses = new Map<string, number>()
    for (const { status } of shop.orders.values()) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect([...statuses.keys()]).toEqual(
      expect.arrayContaining(['cancelled', 'delivered', 'paid', 'refunded', 'shipped']),
    )
    expect(statuses.get('delivered')).toBeGreaterThan(shop.orders.size / 2)
  })

  test('has a daily and a weekly rhythm', () => {
    const hour = (wanted: number) => placed((at) => quiet(at) && new Date(at).getUTCHours() === wanted).length
    expect(hour(17) / hour(4)).toBeGreaterThan(2)
    const day = (wanted: number) => placed((at) => new Date(at).getUTCDay() === wanted && quiet(at)).length
    expect(day(6) / day(1)).toBeGreaterThan(1.1)
    const aDay = placed(quiet).length / 14
    expect(aDay / daily).toBeGreaterThan(0.85)
    expect(aDay / daily).toBeLessThan(1.1)
  })

  const usual = (from: number, to: number) =>
    [7, -7]
      .map((days) => placed((at) => at >= from + days * dayMs && at < to + days * dayMs).length)
      .find((count) => count > 0)!
  test.each(
    incidents.map(
      (incident) =>
        [`${incident.kind}, ${Math.round((planned - incident.from) / hourMs)} hours before the end`, incident] as const,
    ),
  )('shows the incident: %s', (_, { kind, from, to }) => {
    const within = placed((at) => at >= from && at < to)
    if (kind === 'orders stop') expect(within).toHaveLength(0)
    if (kind === 'order spike') expect(within.length).toBeGreaterThan(3 * usual(from, to))
    if (kind === 'amounts tenfold') {
      const mean = (orders: HistoryEvent[]) =>
        orders.reduce((sum, { after }) => sum + Number((after as { amount: string }).amount), 0) / orders.length
      expect(mean(within)).toBeGreaterThan(5 * mean(placed((at) => at >= from - dayMs && at < from && quiet(at))))
    }
    if (kind === 'payment failures') {
      const settled = events.filter(({ table, type, timestamp, after }) => {
        const at = Date.parse(timestamp)
        return (
          table === 'payments' &&
          type === 'UPDATE' &&
          at >= from &&
          at < to &&
          ['failed', 'captured'].includes((after as { status: string }).status)
        )
      })
      const failed = settled.filter(({ after }) => (after as { status: string }).status === 'failed')
      expect(failed.length / settled.length).toBeGreaterThan(0.4)
    }
  })
})

test('past incidents are of every kind, on different days, one in the last day and over for hours', () => {
  expect(new Set(incidents.map(({ kind }) => kind))).toEqual(new Set(incidentKinds))
  expect(new Set(incidents.slice(0, 6).map(({ from }) => Math.floor(from / dayMs))).size).toBe(6)
  const last = incidents.at(-1)!
  expect(planned - last.to).toBeGreaterThan(hourMs)
  expect(planned - last.from).toBeLessThan(dayMs)
})

test('a live shop has an incident about every 25 minutes, each kind in turn, and is quiet between', () => {
  const kinds = Array.from({ length: 4 * 25 * 60 }, (_, second) => liveIncident(0, second * 1000)?.kind ?? null)
  const turns = kinds.filter((kind, place) => kind !== null && kind !== kinds[place - 1])
  expect(turns).toEqual([...incidentKinds])
  expect(kinds.filter(Boolean)).toHaveLength(4 * 5 * 60)
})

test('the factors of the rhythm are 1 on average', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => dailyFactor(hour * hourMs))
  expect(hours.reduce((sum, factor) => sum + factor) / 24).toBeCloseTo(1, 2)
  const days = Array.from({ length: 7 }, (_, day) => weeklyFactor(planned + day * dayMs))
  expect(days.reduce((sum, factor) => sum + factor) / 7).toBeCloseTo(1, 1)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest } from '@/tests/support/http'
import { mergedSamples, resolutions } from '@/tests/support/merged-samples'
import { countStored, findDrift } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const dayStart = Date.UTC(2026, 2, 5)
const size = 600
const statuses = ['new', 'paid', 'sent', 'void']
const cities = ['Bonn', 'Köln', 'Trier', 'Ulm', 'Wien', 'Bern', 'Graz']

/** The day's orders, oldest first; several share an instant, and amounts come as numbers and as texts. */
const day = Array.from({ length: size }, (_, i) => {
  const amount = (((i * 7919) % 10_000) - 2000) / 100
  return {
    id: `order-${i}`,
    type: 'INSERT',
    schema: 'public',
    timestamp: new Date(dayStart + Math.floor(i / 3) * 431_777).toISOString(),
    after: {
      id: i,
      amount: i % 2 === 0 ? amount : amount.toFixed(3),
      status: statuses[(i * 13) % 4],
      city: cities[(i * 5) % 7],
    },
  }
})
type Order = (typeof day)[number]

const shuffled = <T>(list: T[], factor: number) =>
  list
    .map((one, i) => ({ one, place: (i * factor) % 100_003 }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)

/** Sends batch after batch and adds up the receipts. */
async function send(table: string, events: Order[], batch: number) {
  const totals = { accepted: 0, duplicates: 0, rejected: 0 }
  for (let from = 0; from < events.length; from += batch) {
    const { status, data } = await ingest(events.slice(from, from + batch).map((event) => ({ ...event, table })))
    expect(status).toBe(202)
    totals.accepted += data.accepted
    totals.duplicates += data.duplicates
    totals.rejected += data.rejected
  }
  return totals
}

const deal = <T>(list: T[], hands: number) =>
  Array.from({ length: hands }, (_, hand) => list.filter((_one, i) => i % hands === hand))

/** All that the rollups hold of a table but when it arrived, in words that do not name it. */
async function readRollups(table: string): Promise<string[]> {
  const sql = runtime.db.$client
  const rows = await Promise.all(
    resolutions.map(
      (rollup) => sql<{ text: string }[]>`
        select concat_ws('|', ${rollup}::text, kind, field, label_key, extract(epoch from bucket)::bigint, count,
          trim_scale(sum), min, max, extract(epoch from first_at), last, extract(epoch from last_at)) as text
        from ${mergedSamples(sql, rollup)} as samples join series on series.id = series_id join measures on measures.id = measure_id
        where table_name = ${table} and kind <> 'lag' order by bucket, kind, field, label_key`,
    ),
  )
  return rows.flat().map(({ text }) => text)
}

const readArrivals = async (table: string) => {
  const [row] = await runtime.db.$client<{ count: number; last: string }[]>`
    select events_count::int as count, last_event_at::text as last from source_tables where name = ${table}`
  return row!
}

const drift = (table: string) => findDrift(runtime.db.$client, table)
const once = { accepted: size, duplicates: 0, rejected: 0 }
const twice = { accepted: size, duplicates: size, rejected: 0 }

describe('the same day of events', () => {
  let inOrder: string[]
  beforeAll(async () => {
    expect(await send('in_order', day, 50)).toEqual(once)
    inOrder = await readRollups('in_order')
  })

  test('in order is what a recount finds, in every resolution', async () => {
    expect(await drift('in_order')).toEqual([])
    for (const rollup of resolutions) {
      expect(inOrder.filter((row) => row.startsWith(`${rollup}|events||INSERT|`)).length).toBeGreaterThan(0)
    }
    const total = day.reduce((sum, { after }) => sum + Math.round(Number(after.amount) * 100), 0) / 100
    const days = inOrder.filter((row) => row.startsWith('samples_1d|value|amount|'))
    expect(days.map((row) => row.split('|').slice(4, 7))).toEqual([[`${dayStart / 1000}`, `${size}`, `${total}`]])
  })

  test.each<[string, string, () => Promise<unknown>, unknown]>([
    ['in one request', 'at_once', () => send('at_once', day, size), once],
    ['backwards, one event a request', 'backwards', () => send('backwards', [...day].reverse(), 1), once],
    ['shuffled', 'shuffled', () => send('shuffled', shuffled(day, 7919), 37), once],
    [
      'doubled within requests and over them',
      'doubled',
      () => send('doubled', shuffled([...day, ...day], 104_729), 90),
      twice,
    ],
  ])('%s gives the same rollups', async (_name, table, sending, receipts) => {
    expect(await sending()).toEqual(receipts)
    expect(await readRollups(table)).toEqual(inOrder)
    expect(await drift(table)).toEqual([])
  })

  test('doubled, shuffled and sent by eight at once gives the same rollups', async () => {
    const hands = deal(shuffled([...day, ...day], 15_485_863), 8)
    const receipts = await Promise.all(hands.map((hand) => send('by_eight', hand, 7)))
    expect(receipts.reduce((sum, one) => sum + one.accepted, 0)).toBe(size)
    expect(receipts.reduce((sum, one) => sum + one.duplicates, 0)).toBe(size)
    expect(await readRollups('by_eight')).toEqual(inOrder)
    expect(await drift('by_eight')).toEqual([])
    expect(await countStored(runtime.db.$client, 'by_eight')).toEqual({ rows: size, ids: size })
    expect(await readArrivals('by_eight')).toEqual(await readArrivals('in_order'))
  })
})

describe('a time far away', () => {
  const order = (id: string, timestamp: string) => ({
    ...day[0]!,
    id,
    timestamp,
    table: 'far_away',
    after: { id: 9999, amount: 1_000_000, status: 'paid', city: 'Bonn' },
  })
  beforeAll(async () => {
    await send('far_away', day, size)
  })

  test('ten years ahead is refused and moves nothing', async () => {
    const before = { rollups: await readRollups('far_away'), arrivals: await readArrivals('far_away') }
    const ahead = new Date()
    ahead.setUTCFullYear(ahead.getUTCFullYear() + 10)
    const { data } = await ingest([order('ahead', ahead.toISOString())])
    expect(data).toMatchObject({ accepted: 0, rejected: 1, errors: [{ id: 'ahead', code: 'timestamp_out_of_range' }] })
    expect({ rollups: await readRollups('far_away'), arrivals: await readArrivals('far_away') }).toEqual(before)
    expect(await countStored(runtime.db.$client, 'far_away')).toEqual({ rows: size, ids: size })
  })

  test('of 2016 is accepted, counted in its own time, and moves nothing else', async () => {
    const before = { rollups: await readRollups('far_away'), arrivals: await readArrivals('far_away') }
    const { data } = await ingest([order('behind', '2016-02-29T12:34:56.789Z')])
    expect(data).toMatchObject({ accepted: 1, rejected: 0 })
    const after = await readRollups('far_away')
    expect(after.filter((row) => before.rollups.includes(row))).toEqual(before.rollups)
    const seconds = { samples_1m: 1_456_749_240, samples_1h: 1_456_747_200, samples_1d: 1_456_704_000 }
    const [at, one] = ['1456749296.789000', 1_000_000]
    expect(after.filter((row) => !before.rollups.includes(row)).sort()).toEqual(
      resolutions
        .flatMap((rollup) => [
          `${rollup}|events||INSERT|${seconds[rollup]}|1|1|1|1|${at}|1|${at}`,
          `${rollup}|value|amount||${seconds[rollup]}|1|${one}|${one}|${one}|${at}|${one}|${at}`,
          `${rollup}|category|status|paid|${seconds[rollup]}|1|1|1|1|${at}|1|${at}`,
          `${rollup}|category|city|Bonn|${seconds[rollup]}|1|1|1|1|${at}|1|${at}`,
        ])
        .sort(),
    )
    expect(await readArrivals('far_away')).toEqual({ ...before.arrivals, count: size + 1 })
    expect(await drift('far_away')).toEqual([])
  })
})

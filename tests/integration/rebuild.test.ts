import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Partitions } from '@/lib/db/partitions'
import { readOverrides } from '@/lib/metrics/override'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { type RebuiltDay, rebuildRollups } from '@/lib/metrics/service/rebuild'
import { setColumn } from '@/lib/metrics/service/set-column'
import { createContext } from '@/lib/runtime/runtime'
import { awaitCompacted } from '@/tests/support/compacted'
import { ingest, insertEvent } from '@/tests/support/http'
import { recount } from '@/tests/support/recount'
import { recountSketches } from '@/tests/support/recount-sketches'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  const at = (day: number, i: number) => new Date(Date.UTC(2026, 2, day, 0, i * 4, i % 60)).toISOString()
  const order = (day: number, i: number) => ({
    timestamp: at(day, i),
    schema: i % 3 === 0 ? 'archive' : 'public',
    key: { id: `${day}-${i}` },
    after: {
      id: `${day}-${i}`,
      amount: i / 100,
      status: ['paid', 'open'][i % 2],
      place: `p${i % 130}`,
      zip: `${10_000 + (i % 7)}`,
    },
  })
  const days = [1, 2, 3].flatMap((day) =>
    Array.from({ length: 300 }, (_, i) => {
      const made = insertEvent(order(day, i))
      if (i % 10 !== 0) return [made]
      const { after, ...rest } = order(day, i)
      const changed = { ...after, amount: 7, status: 'sent' }
      return [made, insertEvent({ ...rest, type: 'UPDATE', timestamp: at(day, i + 50), before: after, after: changed })]
    }).flat(),
  )
  await ingest(days)
})
afterAll(() => runtime.stop())
beforeEach(() => awaitCompacted(runtime.db.$client))

async function run(options: { check?: boolean; table?: string; from?: number; to?: number; most?: number } = {}) {
  const { $client: sql } = runtime.db
  const { most = Number.POSITIVE_INFINITY, check = false, ...rest } = options
  const catalog = new Catalog(sql, { maxTables: 2000, maxColumns: 500, maxSeries: 200_000 }, readOverrides([]))
  const compactor = new Compactor({ sql, partitions: new Partitions(sql, 86_400_000 * 30), log: runtime.log })
  const parts = { sql, catalog, autoDiscover: true, compact: () => compactor.run() }
  const days: RebuiltDay[] = []
  for await (const { last } of rebuildRollups(parts, { ...rest, check, stopping: () => days.length >= most }))
    days.push(last)
  compactor.stop()
  return days
}
const outcomes = (days: RebuiltDay[]) => {
  const counts: Record<string, number> = {}
  for (const { outcome } of days) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
const drifted = async (table = 'orders') => {
  const { $client: sql } = runtime.db
  return (await recount(sql, table)).drifted + (await recountSketches(sql, table)).drifted.length
}

const day = Date.UTC(2026, 2, 2)
const corrupt = async () => {
  const sql = runtime.db.$client
  const onDay = sql`bucket >= '2026-03-02' and bucket < '2026-03-03'`
  await sql`update rollups_1m set count = count + 1 where ${onDay} and bucket < '2026-03-02T06:00Z'`
  await sql`delete from rollups_1h where ${onDay} and bucket >= '2026-03-02T12:00Z'`
  await sql`update rollups_1d set sum = sum + 0.001, max = 99, last = 7 where ${onDay}`
  await sql`delete from sketches_1h where ${onDay} and bucket < '2026-03-02T06:00Z'`
  await sql`delete from sketches_1d where ${onDay}`
  await sql`
    insert into rollups_1m select series_id, bucket + interval '1 second', count, sum, min, max, first_at, last, last_at
    from rollups_1m where bucket = (select max(bucket) from rollups_1m where ${onDay})`
}

test('a check of what is whole finds every day equal, and touches nothing', async () => {
  const [levels] = await runtime.db.$client<{ apart: number }[]>`
    select count(*)::int as apart from samples_1d where change <> sum and count > 0`
  expect(levels!.apart).toBeGreaterThan(0)
  const days = await run({ check: true })
  expect(outcomes(days)).toEqual({ equal: 6 })
  expect(days.reduce((sum, { events }) => sum + events, 0)).toBe(990)
})

describe('rollups that were corrupted', () => {
  beforeAll(corrupt)

  test('are found by a check, bucket by bucket, and left', async () => {
    const days = await run({ check: true })
    expect(outcomes(days)).toEqual({ equal: 4, different: 2 })
    const [found] = days.filter(({ outcome }) => outcome === 'different')
    expect(found).toMatchObject({ table: 'orders', day })
    expect(found!.found.examples[0]).toMatchObject({ kept: expect.any(String), counted: expect.any(String) })
    expect(await drifted()).toBeGreaterThan(0)
  })

  test('are rebuilt within the days and tables asked for', async () => {
    expect(outcomes(await run({ from: Date.UTC(2026, 2, 3) }))).toEqual({ equal: 2 })
    expect(outcomes(await run({ table: 'archive.orders', to: Date.UTC(2026, 2, 3) }))).toEqual({ equal: 1, rebuilt: 1 })
    expect(await drifted()).toBeGreaterThan(0)
  })

  test('a rebuild that was stopped goes on, and all is what a recount finds', async () => {
    expect(await run({ most: 2 })).toHaveLength(2)
    expect(outcomes(await run())).toEqual({ equal: 5, rebuilt: 1 })
    expect(await drifted()).toBe(0)
    expect(outcomes(await run())).toEqual({ equal: 6 })
  })
})

test('while events come in, none is lost or counted twice', async () => {
  const late = Array.from({ length: 40 }, (_, batch) =>
    Array.from({ length: 25 }, (_, i) =>
      insertEvent({
        timestamp: new Date(day + batch * 1_000_000 + i * 1000).toISOString(),
        after: { id: `late-${batch}-${i}`, amount: 1, status: 'paid' },
      }),
    ),
  )
  let over = false
  const sending = (async () => {
    for (const batch of late) expect((await ingest(batch)).data).toMatchObject({ accepted: batch.length })
  })().finally(() => {
    over = true
  })
  sending.catch(() => 'awaited below')
  while (!over) {
    await corrupt()
    await run({ from: day, to: day + 86_400_000 })
  }
  await sending
  await run()
  expect(await drifted()).toBe(0)
})

test('a column that was made a category by hand gets its history, at most a hundred values and the rest together', async () => {
  const context = createContext({ kind: 'system', name: 'test' })
  await setColumn(context, { table: 'orders', column: 'place' }, { role: 'categorical' })
  await setColumn(context, { table: 'orders', column: 'zip' }, { role: 'numeric' })
  await run()
  expect(await drifted()).toBe(0)
  const sql = runtime.db.$client
  const read = async (kind: string, field: string) => {
    const [row] = await sql<{ labels: number; count: number; sum: number }[]>`
      select count(distinct (table_id, label_key))::int as labels, sum(count)::int as count, sum(sum)::float8 as sum
      from samples_1d join series on series.id = series_id join measures on measures.id = measure_id
      where kind = ${kind} and field = ${field}`
    return row
  }
  expect(await read('category', 'place')).toMatchObject({ count: 900 })
  expect((await read('category', 'place'))!.labels).toBeLessThanOrEqual(2 * 101)
  expect(await read('value', 'zip')).toMatchObject({ labels: 2, count: 900 })
  expect(outcomes(await run({ check: true }))).toEqual({ equal: 6 })
})

test('days of which raw events may have expired are left as they are', async () => {
  const sql = runtime.db.$client
  await sql`update source_tables set first_seen_at = first_seen_at - interval '60 days'`
  await corrupt()
  const before = await sql`select sum(count)::int as count from rollups_1m`
  expect(outcomes(await run())).toEqual({ expired: 6 })
  expect(await sql`select sum(count)::int as count from rollups_1m`).toEqual(before)
})

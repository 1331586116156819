import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import { createRandom } from '@/drizzle/demo/prng'
import { Partitions } from '@/lib/db/partitions'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { compactSketches } from '@/lib/metrics/service/compact-sketches'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { findDrift } from '@/tests/support/recount'
import { recountSketches } from '@/tests/support/recount-sketches'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let partitions: Partitions
beforeAll(async () => {
  runtime = await startRuntime()
  partitions = new Partitions(runtime.db.$client, 30 * 86_400_000)
})
afterAll(() => runtime.stop())

const hourMs = 3_600_000
const start = Date.parse('2026-03-27T20:00:00Z')
const random = createRandom('percentiles')
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

type Sale = { at: number; amount: number; customer: string; shop: string }
/** Sales of some days about the change to summer time, a few returns among them, by customers of whom some come often. */
const makeSales = (count: number): Sale[] =>
  Array.from({ length: count }, () => ({
    at: start + Math.floor(random() * 55 * hourMs),
    amount: random() < 0.05 ? -Math.round(random() * 5000) / 100 : Math.round(Math.exp(4 + normal()) * 100) / 100,
    customer: `cust_${Math.floor(random() ** 2 * 3000)}`,
    shop: random() < 0.3 ? 'north' : 'south',
  }))

let numbered = 0
const eventOf = ({ at, amount, customer, shop }: Sale) => {
  numbered += 1
  const after = { id: numbered, amount, customer_id: customer }
  return insertEvent({
    id: `sale-${numbered}`,
    table: 'sales',
    schema: shop,
    timestamp: new Date(at).toISOString(),
    after,
  })
}

const sales = makeSales(6000)
const late = makeSales(1500)

const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })
const range = (name: string, query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, { params: { name }, query })

const trueOf = (some: Sale[], percent: number) => {
  const sorted = some.map(({ amount }) => amount).sort((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1] ?? null
}
const differentOf = (some: Sale[]) => new Set(some.map(({ customer }) => customer)).size

function expectNear(given: number | null | undefined, expected: number | null, part: number) {
  if (expected === null) expect(given).toBeNull()
  else expect(Math.abs(given! - expected)).toBeLessThanOrEqual(part * Math.abs(expected) + 1e-9)
}

const edges = { from: '2026-03-28T03:17:23.456Z', to: '2026-03-30T01:02:03.004Z' }
const within = (all: Sale[], from: string | number, to: string | number) =>
  all.filter(({ at }) => at >= new Date(from).getTime() && at < new Date(to).getTime())

/** Everything that is asked of the sales so far, against the list of them. */
async function expectRight(all: Sale[]) {
  const asked = within(all, edges.from, edges.to)
  for (const [name, percent] of [
    ['p50', 50],
    ['p95', 95],
    ['p99', 99],
  ] as const) {
    expectNear((await value(`sales_amount_${name}`, edges)).data.value, trueOf(asked, percent), 0.0100001)
  }
  const p90 = await value('sales_amount_sum', { ...edges, aggregation: 'p90', group_by: 'schema' })
  expect(p90.data.series).toHaveLength(2)
  for (const { labels, value: own } of p90.data.series) {
    expectNear(
      own,
      trueOf(
        asked.filter(({ shop }) => shop === labels.schema),
        90,
      ),
      0.0100001,
    )
  }
  const south = await value('sales_customer_id_cardinality', { ...edges, filter: 'schema:south' })
  expectNear(south.data.value, differentOf(asked.filter(({ shop }) => shop === 'south')), 0.02)
  const count = await value('sales_customer_id_cardinality', { ...edges, aggregation: 'count' })
  expect(count.data.value).toBe(asked.length)
  for (const [step, tz] of [
    ['1d', 'Europe/Berlin'],
    ['1h', 'Asia/Kathmandu'],
    ['6h', 'America/New_York'],
    ['15m', 'UTC'],
  ] as const) {
    await expectSteps(asked, step, tz)
  }
}

async function expectSteps(asked: Sale[], step: string, tz: string) {
  const spread = await range('sales_amount_p95', { ...edges, step, tz })
  const different = await range('sales_customer_id_cardinality', { ...edges, step, tz })
  const points = spread.data.series[0]!.data_points
  expect(different.data.series[0]!.data_points).toHaveLength(points.length)
  points.forEach((point, place) => {
    const own = within(asked, point.timestamp, points[place + 1]?.timestamp ?? edges.to)
    expectNear(point.value, trueOf(own, 95), 0.0100001)
    expectNear(different.data.series[0]!.data_points[place]!.value, differentOf(own), 0.02)
  })
}

const send = async (some: Sale[], size = 700) => {
  for (let from = 0; from < some.length; from += size) {
    expect((await ingest(some.slice(from, from + size).map(eventOf))).status).toBe(202)
  }
}
const logged = async () => {
  const [row] = await runtime.db.$client<{ packs: number }[]>`select count(*)::int as packs from sketch_log`
  return row!.packs
}
const compacted = () =>
  vi.waitFor(async () => {
    await compactSketches({ sql: runtime.db.$client, partitions })
    expect(await logged()).toBe(0)
  }, 10_000)
const expectNoDrift = async () => {
  const { compared, drifted } = await recountSketches(runtime.db.$client, 'sales')
  expect(compared).toBeGreaterThan(1000)
  expect(drifted).toEqual([])
}

describe('percentiles are within 1 % and different values within 2 %', () => {
  test('200: at once after the answer', async () => {
    await send(sales)
    await expectRight(sales)
    await expectNoDrift()
  })

  test('200: after compaction', async () => {
    await compacted()
    await expectRight(sales)
    await expectNoDrift()
  })

  test('200: after late events, before their compaction and after', async () => {
    await send(late)
    await expectRight([...sales, ...late])
    await compacted()
    await expectRight([...sales, ...late])
    await expectNoDrift()
  })

  test('200: of two writers at once, while it is compacted', async () => {
    const more = makeSales(2000)
    let done = false
    const compacting = (async () => {
      while (!done) await compactSketches({ sql: runtime.db.$client, partitions })
    })()
    await Promise.all([send(more.slice(0, 1000), 90), send(more.slice(1000), 130)])
    done = true
    await compacting
    sales.push(...late, ...more)
    await expectRight(sales)
    await expectNoDrift()
  })

  test('200: while a compaction is in the middle, after it was broken off, and after the next', async () => {
    await compacted()
    const more = makeSales(800)
    await send(more)
    sales.push(...more)
    const sql = runtime.db.$client
    const before = await logged()
    await sql.begin(async (tx) => {
      await tx`lock table sketches_1d in exclusive mode`
      const stopped = compactSketches({ sql, partitions }).catch((error) => error)
      const [blocked] = await vi.waitFor(async () => {
        const rows = await sql<{ pid: number }[]>`
          select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%sketches_1d%'
            and datname = current_database()`
        expect(rows).toHaveLength(1)
        return rows
      }, 10_000)
      await expectRight(sales)
      await sql`select pg_cancel_backend(${blocked!.pid})`
      await stopped
    })
    expect(await logged()).toBe(before)
    await expectRight(sales)
    await compacted()
    await expectRight(sales)
    await expectNoDrift()
  })

  test('200: the rest of what is kept is right as well', async () =>
    expect(await findDrift(runtime.db.$client, 'sales')).toEqual([]))
})

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as listRoute from '@/app/api/v1/datawatch/metrics/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import { openWriterPool } from '@/lib/db/client'
import { Partitions } from '@/lib/db/partitions'
import { readNative } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { createCommit } from '@/lib/events/service/commit'
import type { Metric, MetricList, MetricRange, MetricValue } from '@/lib/metrics/contract'
import { Catalog } from '@/lib/metrics/service/catalog'
import { compactSketches } from '@/lib/metrics/service/compact-sketches'
import { RuleBook } from '@/lib/quality/service/rule-book'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })
const range = (name: string, query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, { params: { name }, query })

function expectNear(given: number | null | undefined, expected: number | null, part: number) {
  if (expected === null) expect(given).toBeNull()
  else expect(Math.abs(given! - expected)).toBeLessThanOrEqual(part * Math.abs(expected))
}

const compacted = () =>
  vi.waitFor(async () => {
    const sql = runtime.db.$client
    await compactSketches({ sql, partitions: new Partitions(sql, 30 * 86_400_000) })
    const [row] = await sql<{ packs: number }[]>`select count(*)::int as packs from sketch_log`
    expect(row!.packs).toBe(0)
  }, 10_000)

const lives = { from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' }
const change = (type: string, minute: number, before: unknown, after: unknown) => ({
  id: `life-${minute}`,
  type,
  table: 'lives',
  schema: 'public',
  timestamp: `2026-05-01T10:${minute}:30Z`,
  before,
  after,
})

describe('a value is one that was written', () => {
  beforeAll(async () => {
    const row = { id: 1, amount: 10, owner_id: 'a' }
    await ingest([
      change('INSERT', 10, null, row),
      change('UPDATE', 11, row, { ...row, amount: 20 }),
      change('UPDATE', 12, { ...row, amount: 20 }, { ...row, amount: 20, owner_id: 'b' }),
      change('SNAPSHOT', 13, null, { ...row, amount: 900, owner_id: 'c' }),
      change('UPDATE', 14, { ...row, owner_id: 'b' }, { ...row, owner_id: 'a' }),
      change('DELETE', 15, { ...row, owner_id: 'a' }, null),
    ])
  })

  test.each([
    ['lives_amount_p99', {}, 20],
    ['lives_amount_p50', {}, 10],
    ['lives_owner_id_cardinality', {}, 2],
    ['lives_owner_id_cardinality', { aggregation: 'count' }, 3],
    ['lives_id_cardinality', {}, 1],
    ['lives_id_cardinality', { from: '2026-05-01T10:11:00Z' }, 0],
    ['lives_owner_id_cardinality', { from: '2026-05-01T10:12:00Z', to: '2026-05-01T10:12:40Z' }, 1],
    ['lives_amount_p50', { from: '2026-05-01T10:12:00Z' }, null],
  ])('200: %s %j', async (name, query, expected) =>
    expectNear((await value(name, { ...lives, ...query })).data.value, expected, 0.01),
  )

  test('200: the metric of different values says of how many values, and from which minute to which', async () => {
    const metricOf = () =>
      call<Metric>(metricRoute.GET, '/metrics/x', { params: { name: 'lives_owner_id_cardinality' } })
    const expected = {
      aggregation: 'distinct',
      aggregations: ['distinct', 'count', 'rate'],
      unit: '',
      first_seen: '2026-05-01T10:10:00.000Z',
      last_seen: '2026-05-01T10:14:00.000Z',
      data_points: 3,
    }
    expect((await metricOf()).data).toMatchObject(expected)
    await compacted()
    expect((await metricOf()).data).toMatchObject(expected)
  })

  test('200: all different ones so far, and percentiles of all values so far', async () => {
    const hours = {
      ...lives,
      from: '2026-05-01T10:10:00Z',
      to: '2026-05-01T10:15:00Z',
      step: '1m',
      transform: 'cumulative',
    }
    const owners = await range('lives_owner_id_cardinality', hours)
    expect(owners.data.series[0]!.data_points.map((point) => point.value)).toEqual([1, 1, 2, 2, 2])
  })
})

describe('what a metric does not keep', () => {
  test.each([
    ['lives_events_total', 'p95', 'sum, avg, min, max, count, last, rate'],
    ['lives_amount_sum', 'distinct', 'p50, p90, p95, p99'],
    ['lives_owner_id_cardinality', 'sum', 'distinct, count, rate'],
    ['lives_owner_id_cardinality', 'p50', 'distinct, count, rate'],
  ])('400: %s by %s names what it does', async (name, aggregation, allowed) => {
    for (const answer of [await value(name, { aggregation }), await range(name, { aggregation })]) {
      expect(answer.status).toBe(400)
      expect(answer.json.detail).toContain(allowed)
    }
  })
})

describe('formulas', () => {
  const ask = async (expr: string) => {
    const body = { queries: [{ ref: 'a', expr, ...lives }] }
    const { data } = await call<{ results: { data?: MetricValue; error?: { status: number; detail: string } }[] }>(
      batchRoute.POST,
      '/query',
      { method: 'POST', body },
    )
    return data.results[0]!
  }

  test.each([
    ['p95(lives_amount_sum) / lives_amount_p50', 2],
    ['lives_inserts_total / lives_owner_id_cardinality', 0.5],
    ['distinct(lives_owner_id_cardinality)', 2],
  ])('200: %s', async (expr, expected) => expectNear((await ask(expr)).data?.value, expected, 0.03))

  test.each([
    ['p95(lives_events_total)', 'lives_events_total keeps no spread of values'],
    ['sum(lives_owner_id_cardinality)', 'lives_owner_id_cardinality counts different values'],
  ])('400: %s', async (expr, detail) => {
    const { error } = await ask(expr)
    expect(error).toMatchObject({ status: 400, detail: expect.stringContaining(detail) })
  })
})

/** Has a process that knows nothing of the database yet store an event. */
async function storeAfresh(event: unknown) {
  const sql = openWriterPool({ url: runtime.url, poolSize: 3, statementTimeoutMs: 30_000 })
  const catalog = new Catalog(sql, { maxTables: 10, maxColumns: 20, maxSeries: 1000 })
  const partitions = new Partitions(sql, 30 * 86_400_000)
  const rules = new RuleBook(sql)
  const commit = createCommit({ sql, catalog, partitions, autoDiscover: true, rules, committed: async () => {} })
  const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2000, latestAt: Date.now() + 86_400_000 }
  const reading = readNative(event, limits)
  if (reading.kind !== 'event') throw new Error(JSON.stringify(reading))
  expect(await commit([prepareEvent(reading.event)])).toEqual([{ kind: 'accepted' }])
  await sql.end()
}

test('200: a database that is older gets the metrics of columns it knows with the next event of their table', async () => {
  const sql = runtime.db.$client
  const namesOf = async () => {
    const { data } = await call<MetricList>(listRoute.GET, '/metrics', { query: { table: 'older', limit: '100' } })
    return data.metrics.map(({ name, unit }) => [name, unit])
  }
  await ingest([insertEvent({ table: 'older', after: { id: 1, amount: 5, order_id: 7 } })])
  const before = await namesOf()
  await sql`
    delete from metrics where table_name = 'older' and (aggregation like 'p%' or aggregation = 'distinct')`
  await sql`delete from measures where table_name = 'older' and kind = 'distinct'`
  expect(await namesOf()).not.toEqual(before)
  await storeAfresh(insertEvent({ table: 'older', after: { id: 2, amount: 6, order_id: 8 } }))
  expect(await namesOf()).toEqual(before)
  expect(before).toContainEqual(['older_amount_p95', 'currency'])
  expect(before).toContainEqual(['older_order_id_cardinality', ''])
})

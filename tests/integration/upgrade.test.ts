import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import { Partitions } from '@/lib/db/partitions'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { rebuildRollups } from '@/lib/metrics/service/rebuild'
import { rebuildLevels } from '@/lib/metrics/service/rebuild-levels'
import { dayOfChanges, inBatches } from '@/tests/support/changes'
import { awaitCompacted } from '@/tests/support/compacted'
import { call, ingest } from '@/tests/support/http'
import { makeOlderDatabase } from '@/tests/support/older-database'
import { recount } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

const dayStart = Date.UTC(2026, 2, 9)
const hourMs = 3_600_000
const days = { from: new Date(dayStart).toISOString(), to: new Date(dayStart + 2 * 24 * hourMs).toISOString() }
const at = (hours: number) => new Date(dayStart + hours * hourMs).toISOString()

const value = (name: string, query: Record<string, string> = {}) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query: { ...days, ...query } })
const range = (name: string, query: Record<string, string> = {}) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, {
    params: { name },
    query: { ...days, step: '1h', ...query },
  })

const flows: [string, Record<string, string>][] = [
  ['orders_events_total', {}],
  ['orders_updates_total', {}],
  ['orders_events_by_type', { group_by: 'type' }],
  ['orders_amount_sum', {}],
  ['orders_amount_avg', {}],
  ['orders_amount_max', {}],
  ['orders_weight_sum', {}],
  ['orders_by_status', { group_by: 'status' }],
  ['carts_by_city', { group_by: 'city' }],
]
const askFlows = () =>
  Promise.all(
    flows.map(async ([name, query]) => {
      const { status, data } = await range(name, query)
      return [name, status, data?.series]
    }),
  )

/** A runtime over a database that was filled before there were levels, and what its metrics came to then. */
async function startUpgraded(events: unknown[]) {
  const first = await startRuntime()
  for (const batch of inBatches(events, 500)) await ingest(batch)
  await awaitCompacted(first.db.$client)
  const before = await askFlows()
  const level = async (name: string, query?: Record<string, string>) => (await value(name, query)).data
  const levels = { rows: (await level('orders_rows')).value!, total: (await level('orders_amount_total')).value! }
  const older = await makeOlderDatabase(first.db.$client, '0007_sample_log')
  await first.stop()
  const runtime = await startRuntime({ DATABASE_URL: older.url })
  const stop = async () => {
    await runtime.stop()
    await older.drop()
  }
  return { runtime, before, levels, stop }
}

const events = dayOfChanges(80, dayStart)
const row = { id: 'upgraded', customer_id: 1, status: 'new', amount: 10, channel: 'web', city: 'Bonn' }
const change = (id: string, type: string, hours: number, after: object, before?: object) => ({
  id,
  type,
  table: 'orders',
  schema: 'public',
  timestamp: at(hours),
  after,
  ...(before ? { before } : {}),
})

let upgraded: Awaited<ReturnType<typeof startUpgraded>>
beforeAll(async () => {
  upgraded = await startUpgraded([...events, change('old', 'INSERT', 30, row)])
})
afterAll(() => upgraded.stop())

describe('a database that was filled before there were levels', () => {
  test('200: its metrics are what they were', async () => {
    expect(await askFlows()).toEqual(upgraded.before)
  })

  test('404: levels are unknown until a table is heard of again, and not nothing', async () => {
    expect((await value('orders_rows')).status).toBe(404)
    expect((await value('orders_status_transitions')).status).toBe(404)
  })

  test('200: from the next event on levels count all rows, and say nothing of the time before', async () => {
    const { rows, total } = upgraded.levels
    await ingest([change('next', 'UPDATE', 32, { ...row, amount: 12 }, row)])
    const standing = await value('orders_rows')
    expect(standing.data.value).toBe(rows)
    expect((await value('orders_amount_total')).data.value).toBeCloseTo(total + 2, 6)
    const [series] = (await range('orders_rows')).data.series
    const known = series!.data_points.filter((point) => point.value !== null)
    expect(known.map(({ timestamp }) => timestamp)[0]).toBe(at(30))
    expect(new Set(known.map((point) => point.value))).toEqual(new Set([rows]))
    expect(series!.data_points[0]!.value).toBeNull()
  })

  test('200: transitions count from there on; how long what was found had lasted is not known', async () => {
    await ingest([change('paid', 'UPDATE', 33, { ...row, amount: 12, status: 'paid' }, { ...row, amount: 12 })])
    await ingest([
      change('sent', 'UPDATE', 34, { ...row, amount: 12, status: 'sent' }, { ...row, amount: 12, status: 'paid' }),
    ])
    const all = await value('orders_status_transitions')
    expect(all.data.value).toBeNull()
    const later = { from: at(31) }
    expect((await value('orders_status_transitions', later)).data.value).toBe(2)
    const dwell = await value('orders_status_dwell_seconds', { ...later, group_by: 'from', aggregation: 'sum' })
    expect(dwell.data.series.map(({ labels, value: own }) => [labels.from, own])).toEqual([['paid', 3600]])
  })

  test('200: late events of old rows and deletes leave levels right', async () => {
    await ingest([
      change('late', 'UPDATE', 31, { ...row, city: 'Ulm' }, row),
      change('more', 'INSERT', 35, { ...row, id: 'second' }),
      { ...change('gone', 'DELETE', 36, {}, { ...row, id: 'second' }), after: null },
    ])
    const { $client: sql } = upgraded.runtime.db
    const { catalog } = partsOf()
    const compared = []
    for await (const one of rebuildLevels({ sql, catalog }, { check: true, stopping: () => false })) compared.push(one)
    expect(compared.filter(({ outcome }) => outcome !== 'equal')).toEqual([])
    expect((await value('orders_rows')).data.value).toBe(upgraded.levels.rows)
  })

  test('a rebuild tells of the old events what was not counted then, and all equals a recount', async () => {
    await awaitCompacted(upgraded.runtime.db.$client)
    const { sql, catalog, compactor } = partsOf()
    const parts = { sql, catalog, autoDiscover: true, compact: () => compactor.run() }
    const outcomes = new Set<string>()
    for await (const { last } of rebuildRollups(parts, { check: false, stopping: () => false })) {
      outcomes.add(last.outcome)
    }
    compactor.stop()
    expect(outcomes).not.toContain('different')
    for (const table of ['orders', 'order_items', 'carts']) {
      const { compared, drifted, first } = await recount(sql, table)
      expect({ table, drifted, first }).toEqual({ table, drifted: 0, first: [] })
      expect(compared).toBeGreaterThan(100)
    }
  })
})

function partsOf() {
  const { $client: sql } = upgraded.runtime.db
  const catalog = new Catalog(sql, { maxTables: 2000, maxColumns: 500, maxSeries: 200_000 })
  const { log } = upgraded.runtime
  return { sql, catalog, compactor: new Compactor({ sql, partitions: new Partitions(sql, 30 * 24 * hourMs), log }) }
}

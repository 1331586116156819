import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import { locks } from '@/lib/db/locks'
import { Partitions } from '@/lib/db/partitions'
import { readNative } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { createCommit } from '@/lib/events/service/commit'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { RuleBook } from '@/lib/quality/service/rule-book'
import { awaitCompacted } from '@/tests/support/compacted'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { findDrift } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

const bounds = { maxTables: 100, maxColumns: 100, maxSeries: 10_000 }
const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2000, latestAt: Date.now() + 86_400_000 }

let runtime: Awaited<ReturnType<typeof startRuntime>>
let other: postgres.Sql
let table = ''
let made = 0
beforeAll(async () => {
  runtime = await startRuntime()
  other = postgres(runtime.url, { max: 1 })
})
beforeEach(() => {
  made += 1
  table = `compacted_${made}`
})
afterAll(async () => {
  await other.end()
  await runtime.stop()
})

const sql = () => runtime.db.$client
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`
const send = (minutes: number[]) =>
  ingest(minutes.map((minute) => insertEvent({ table, timestamp: at(minute), after: { id: made, amount: minute } })))

async function totals(): Promise<number[]> {
  const query = '?from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&step=20m&aggregation=sum'
  const { data } = await call<{ series: { data_points: { value: number }[] }[] }>(
    rangeRoute.GET,
    `/metrics/${table}_amount_sum/range${query}`,
    { params: { name: `${table}_amount_sum` } },
  )
  return data.series[0]!.data_points.map(({ value }) => value)
}
const lines = async () => {
  const [row] = await sql()<{ lines: number }[]>`select count(*)::int as lines from sample_log`
  return row!.lines
}

test('an answer is the same before compaction, after it, and with late events on top', async () => {
  await awaitCompacted(sql())
  await other.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${locks.compaction})`
    await send([1, 2, 25])
    expect(await lines()).toBeGreaterThan(0)
    expect(await totals()).toEqual([3, 25, 0])
    expect(await findDrift(sql(), table)).toEqual([])
  })
  await awaitCompacted(sql())
  expect(await totals()).toEqual([3, 25, 0])
  await send([3, 59])
  expect(await totals()).toEqual([6, 25, 59])
  await awaitCompacted(sql())
  expect(await totals()).toEqual([6, 25, 59])
  expect(await findDrift(sql(), table)).toEqual([])
})

const through = async () => {
  const [row] = await sql()<{ through: string }[]>`select through from compactions`
  return Number(row!.through)
}

test('what a process that is gone left in the log is compacted by another', async () => {
  const partitions = new Partitions(sql(), 86_400_000)
  const parts = {
    sql: sql(),
    catalog: new Catalog(sql(), bounds),
    partitions,
    autoDiscover: true,
    rules: new RuleBook(sql()),
  }
  const commit = createCommit({ ...parts, committed: async () => {} })
  const reading = readNative(insertEvent({ table, timestamp: at(7), after: { id: 1, amount: 7 } }), limits)
  if (reading.kind !== 'event') throw new Error('no event')
  expect(await commit([prepareEvent(reading.event)])).toEqual([{ kind: 'accepted' }])
  expect(await lines()).toBeGreaterThan(0)
  await awaitCompacted(sql())
  expect(await totals()).toEqual([7, 0, 0])
  expect(await findDrift(sql(), table)).toEqual([])
})

test('readers begin after all that was taken, also when nothing more comes', async () => {
  await send([1, 2, 3])
  await awaitCompacted(sql())
  const ended = async () => {
    const [row] = await sql()<{ last: string }[]>`select last_value as last from sample_log_ids`
    return Number(row!.last)
  }
  await vi.waitFor(async () => expect(await through()).toBe(await ended()), 10_000)
})

test('the log is never said to be settled beyond an id that a running transaction may still commit', async () => {
  await send([1])
  await awaitCompacted(sql())
  const compactor = new Compactor({ sql: sql(), partitions: new Partitions(sql(), 86_400_000), log: runtime.log })
  const [series] = await sql()<{ id: number }[]>`
    select series.id from series join measures on measures.id = measure_id where table_name = ${table} and kind = 'value'`
  let open = 0
  await other.begin(async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      insert into sample_log (id, series_id, bucket, count, sum, min, max, first_at, last, last_at)
      values (nextval('sample_log_ids'), ${series!.id}, ${at(30)}, 1, 7, 7, 7, ${at(30)}, 7, ${at(30)}) returning id`
    open = Number(row!.id)
    for (let minute = 2; minute < 7; minute += 1) {
      await send([minute])
      await compactor.run()
    }
    expect(await through()).toBeLessThan(open)
    expect(await totals()).toEqual([21, 0, 0])
  })
  expect(await totals()).toEqual([21, 7, 0])
  await send([7, 8, 9])
  expect(await totals()).toEqual([45, 7, 0])
  await vi.waitFor(async () => {
    await compactor.run()
    expect(await through()).toBeGreaterThanOrEqual(open)
  }, 10_000)
  await awaitCompacted(sql())
})

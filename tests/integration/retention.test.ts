import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { awaitCompacted } from '@/tests/support/compacted'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const dayMs = 86_400_000
const system = { kind: 'system', name: 'test' } as const
const expireAt = (now: Date) => expireSamples({ ...createContext(system), now })

const stored = async () => {
  const [row] = await runtime.db.$client<{ events: number; minutes: number }[]>`
    select (select count(*)::int from events) as events, (select count(*)::int from rollups_1m) as minutes`
  return row
}

test('an event of years ago stays for the whole retention after its arrival, then goes with its partitions', async () => {
  await ingest([insertEvent({ table: 'old', timestamp: '2016-03-01T10:00:00Z' })])
  await awaitCompacted(runtime.db.$client)
  const before = await stored()
  expect(before?.events).toBe(1)

  await expireAt(new Date(Date.now() + 29 * dayMs))
  expect(await stored()).toEqual(before)

  const dropped = await expireAt(new Date(Date.now() + 45 * dayMs))
  expect(dropped).toContain('rollups_1m_p20160225')
  expect(await stored()).toEqual({ events: 0, minutes: 0 })
})

test('what is written after its partition was dropped finds a new one', async () => {
  const answer = await ingest([insertEvent({ table: 'old', timestamp: '2016-03-01T11:00:00Z' })])
  expect(answer.data).toMatchObject({ accepted: 1, rejected: 0 })
  expect((await stored())?.events).toBe(1)
})

test('a partition that an open query reads is kept for a later time, the others go, and events are taken meanwhile', async () => {
  await ingest([insertEvent({ table: 'old', timestamp: '2016-03-01T12:00:00Z' })])
  await awaitCompacted(runtime.db.$client)
  const later = new Date(Date.now() + 2000 * dayMs)
  const reader = await runtime.db.$client.reserve()
  try {
    await reader`begin isolation level repeatable read`
    await reader`select from rollups_1m limit 1`
    const first = expireAt(later)
    const { data } = await ingest([insertEvent({ table: 'old', timestamp: '2015-03-01T12:00:00Z' })])
    expect(data).toMatchObject({ accepted: 1 })
    await awaitCompacted(runtime.db.$client)
    const dropped = await first
    const parents = new Set(
      dropped.map((name) => name.replace(/_p\d+$/, '')).filter((name) => !name.startsWith('sketches')),
    )
    expect([...parents].sort()).toEqual(['events', 'rollups_1d', 'rollups_1h', 'row_versions'])
    await reader`commit`
  } finally {
    reader.release()
  }
  expect(await expireAt(later)).toContain('rollups_1m_p20160225')
})

test('every partition of raw events has its newest pages brought into the index by arrival without being asked', async () => {
  await ingest([insertEvent({ table: 'old' })])
  const indexes = await runtime.db.$client<{ name: string; options: string[] | null }[]>`
    select relname as name, reloptions as options
    from pg_partition_tree('events_by_arrival') join pg_class on pg_class.oid = relid where isleaf`
  expect(indexes.length).toBeGreaterThan(0)
  expect(indexes.map(({ options }) => options)).toEqual(indexes.map(() => ['autosummarize=true']))
})

describe('rollups are kept the longer the coarser they are', () => {
  const ask = { params: { name: 'long_amount_sum' } }
  const range = (query: Record<string, string>) =>
    call<MetricRange>(rangeRoute.GET, '/metrics/long_amount_sum/range', { ...ask, query })
  const value = (query: Record<string, string>) =>
    call<MetricValue>(queryRoute.GET, '/metrics/long_amount_sum/query', { ...ask, query })
  const rows = (query: Record<string, string>) =>
    call<MetricRange>(rangeRoute.GET, '/metrics/long_rows/range', { params: { name: 'long_rows' }, query })
  const points = ({ data }: { data: MetricRange }) => data.series[0]!.data_points.map((point) => point.value)
  const morning = { from: '2017-03-01T10:00:00Z', to: '2017-03-01T13:00:00Z' }

  beforeAll(async () => {
    const at = (time: string, amount: number) =>
      insertEvent({ table: 'long', timestamp: `2017-03-${time}Z`, key: { id: time }, after: { id: time, amount } })
    await ingest([at('01T10:10:00', 1), at('01T10:50:00', 2), at('01T12:20:00', 4), at('02T12:00:00', 8)])
    await awaitCompacted(runtime.db.$client)
  })

  test('200: all is exact while all is kept', async () => {
    expect(points(await range({ ...morning, step: '30m' }))).toEqual([1, 2, 0, 0, 4, 0])
    const answer = await value({ from: '2017-03-01T10:30:00Z', to: '2017-03-01T12:30:00Z' })
    expect(answer.data).toMatchObject({ value: 6 })
    expect(answer.data).not.toHaveProperty('resolution')
  })

  test('minutes go first, and hours answer in their place where steps are wide enough', async () => {
    const dropped = await expireAt(new Date(Date.now() + 45 * dayMs))
    expect(dropped.some((name) => name.startsWith('rollups_1m'))).toBe(true)
    expect(dropped.some((name) => /rollups_1[hd]/.test(name))).toBe(false)
    expect(points(await range({ ...morning, step: '1h' }))).toEqual([3, 0, 4])
    expect((await range({ ...morning, step: '1h' })).data).not.toHaveProperty('resolution')
    expect(points(await rows({ ...morning, step: '1h' }))).toEqual([2, 2, 3])
    expect(points(await rows({ ...morning, step: '3h', aggregation: 'min' }))).toEqual([2, 3])
    expect((await rows({ ...morning, step: '30m' })).json.detail).toContain('the smallest step that fits is 1h')
  })

  test('400: steps that are narrower name the smallest that fits', async () =>
    expect(await range({ ...morning, step: '30m' })).toMatchObject({
      status: 400,
      json: { detail: 'step: finer samples of this interval have expired; the smallest step that fits is 1h' },
    }))

  test('200: without a step it is wide enough, and edges within an hour are told by whole hours, which is said', async () => {
    expect((await range(morning)).data.step).toBe('1h')
    const cut = { from: '2017-03-01T10:30:00Z', to: '2017-03-01T12:30:00Z' }
    expect((await value(cut)).data).toMatchObject({ value: 4, resolution: '1h' })
    expect((await range({ ...cut, step: '1h' })).data).toMatchObject({ resolution: '1h', step: '1h' })
  })

  test('what comes late into an expired stretch is in the answer, with what was there before', async () => {
    await ingest([
      insertEvent({
        table: 'long',
        timestamp: '2017-03-01T11:30:00Z',
        key: { id: 'late' },
        after: { id: 'late', amount: 16 },
      }),
    ])
    await awaitCompacted(runtime.db.$client)
    expect(points(await range({ ...morning, step: '1h' }))).toEqual([3, 16, 4])
    expect(points(await rows({ ...morning, step: '1h' }))).toEqual([2, 3, 4])
  })

  test('hours go next, and days stay', async () => {
    const dropped = await expireAt(new Date(Date.now() + 200 * dayMs))
    expect(dropped.some((name) => name.startsWith('rollups_1h'))).toBe(true)
    expect(dropped.some((name) => name.startsWith('rollups_1d'))).toBe(false)
    const days = { from: '2017-03-01T00:00:00Z', to: '2017-03-03T00:00:00Z' }
    expect(points(await range({ ...days, step: '1d' }))).toEqual([23, 8])
    expect(points(await rows({ ...days, step: '1d' }))).toEqual([4, 5])
    expect((await range({ ...days, step: '1h' })).json.detail).toContain('the smallest step that fits is 1d')
    const zone = await range({ ...days, step: '1d', tz: 'Europe/Berlin' })
    expect(zone.data).toMatchObject({ resolution: '1d' })
  })
})

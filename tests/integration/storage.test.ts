import { afterAll, beforeAll, expect, test } from 'vitest'
import * as storageRoute from '@/app/api/v1/datawatch/storage/route'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { type Storage, storageGroups } from '@/lib/storage/contract'
import { awaitCompacted } from '@/tests/support/compacted'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime({ DATAWATCH_METRICS_RETENTION: '7d' })
})
afterAll(() => runtime.stop())

const read = async () => (await call<Storage>(storageRoute.GET, '/storage')).data
const groupOf = ({ groups }: Storage, name: string) => groups.find((group) => group.name === name)!
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

test('200: an empty database has every group, and no growth', async () => {
  const storage = await read()
  expect(storage.groups.map(({ name }) => name)).toEqual([...storageGroups])
  expect(storage).toMatchObject({ retention_seconds: 7 * 86_400, next_drop_at: null, bytes_per_day: null })
})

test('200: the groups add up to the database, with the partitions that there are', async () => {
  const events = Array.from({ length: 1000 }, (_, place) => insertEvent({ timestamp: hoursAgo(place / 50) }))
  await ingest(events)
  await ingest([insertEvent({ table: 'old', timestamp: '2016-03-01T10:00:00Z' })])
  await awaitCompacted(runtime.db.$client)
  await runtime.db.$client`analyze`
  const storage = await read()
  expect(storage.groups.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(storage.database_bytes)
  const raw = groupOf(storage, 'events')
  expect(Math.abs(raw.rows - 1001)).toBeLessThan(10)
  expect(raw.partitions.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(0)
  expect(raw.bytes_per_day).toBeGreaterThan(raw.bytes / 2)
  const minutes = groupOf(storage, 'rollups_1m')
  expect(minutes.partitions.at(-1)).toMatchObject({ starts_at: '2016-02-25T00:00:00.000Z', rows: expect.any(Number) })
  for (const { starts_at, ends_at, last_arrival_at } of minutes.partitions) {
    expect(starts_at! < ends_at!).toBe(true)
    expect(Date.parse(last_arrival_at!)).toBeGreaterThan(Date.now() - 3_600_000)
  }
})

test('200: a partition goes when it is said to, not before', async () => {
  const storage = await read()
  const expireAt = (at: number) =>
    expireSamples({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
  const first = Date.parse(storage.next_drop_at!)
  const due = storage.groups
    .flatMap(({ partitions }) => partitions)
    .filter(({ drops_at }) => drops_at !== null && Date.parse(drops_at) < first + 5000)
    .map(({ name }) => name)
  expect(due.length).toBeGreaterThan(0)
  expect(await expireAt(first)).toEqual([])
  expect((await expireAt(first + 5000)).sort()).toEqual(due.sort())
})

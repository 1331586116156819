import { afterAll, beforeAll, expect, test } from 'vitest'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { awaitCompacted } from '@/tests/support/compacted'
import { ingest, insertEvent } from '@/tests/support/http'
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
  const later = new Date(Date.now() + 90 * dayMs)
  const reader = await runtime.db.$client.reserve()
  try {
    await reader`begin isolation level repeatable read`
    await reader`select from rollups_1m limit 1`
    const first = expireAt(later)
    const { data } = await ingest([insertEvent({ table: 'old', timestamp: '2015-03-01T12:00:00Z' })])
    expect(data).toMatchObject({ accepted: 1 })
    await awaitCompacted(runtime.db.$client)
    const dropped = await first
    const parents = new Set(dropped.map((name) => name.replace(/_p\d+$/, '')))
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

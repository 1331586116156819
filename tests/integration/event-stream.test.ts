import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import { storedEvent } from '@/lib/events/contract'
import { followBounds } from '@/lib/events/service/follow'
import { EventTail, tailBounds } from '@/lib/events/service/tail'
import { indexArrivals } from '@/lib/events/store/arrivals'
import { setRuntime } from '@/lib/runtime/runtime'
import { askStream, openStream, type StreamReader } from '@/tests/support/event-stream'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const open: StreamReader[] = []
const follow = async (...ask: Parameters<typeof openStream>) => {
  const stream = await openStream(...ask)
  open.push(stream)
  return stream
}
beforeAll(async () => {
  runtime = await startRuntime()
})
afterEach(async () => {
  for (const stream of open.splice(0)) await stream.close()
})
afterAll(() => runtime.stop())

const batch = (table: string, count: number, overrides = {}) =>
  Array.from({ length: count }, (_, place) => insertEvent({ table, after: { id: place, place }, ...overrides }))
const idsOf = (events: { id: string }[]) => events.map(({ id }) => id)
const received = (stream: StreamReader) => stream.events.map(({ data }) => data.id as string)

/** What came until an event that is stored now came too. */
async function receivedUntilNow(stream: StreamReader, table: string) {
  const mark = insertEvent({ table })
  await ingest([mark])
  await stream.until(() => received(stream).includes(mark.id))
  return received(stream).filter((id) => id !== mark.id)
}

/** The tail as another process has it: it remembers nothing of the streams before. */
const forgetStreams = () =>
  setRuntime({ ...runtime, tail: new EventTail(runtime.db.$client, runtime.live, runtime.log, 30_000) })

test('200: an event comes as it is stored, under its uid, with its numbers as they were sent', async () => {
  const stream = await follow({ query: { table: 'told' } })
  await ingest(
    '[{"id":"told-1","type":"INSERT","table":"told","timestamp":"2026-01-01T00:00:00Z","after":{"id":9007199254740993}}]',
  )
  await stream.until((sent) => sent.length > 0)
  const [told] = stream.events
  expect(told?.id).toBe(told?.data.uid)
  const list = await call<{ events: unknown[] }>(eventsRoute.GET, '/events', { query: { table: 'told' } })
  expect(storedEvent.parse(told?.data)).toEqual(storedEvent.parse(list.data.events[0]))
})

test.each([
  ['table', { table: 'kinds_a' }, ['a1', 'a2', 'a3']],
  ['schema', { schema: 'other' }, ['b1']],
  ['operation', { table: 'kinds_a', op: 'DELETE' }, ['a2']],
  ['search in the images, whatever the case', { q: 'NEEDLE' }, ['a3']],
  ['search in the id', { table: 'kinds_b', q: 'B1' }, ['b1']],
])('200: only what is asked for by %s', async (name, query, ids) => {
  const own = (id: string) => `${name}-${id}`
  const stream = await follow({ query })
  await ingest([
    insertEvent({ id: own('a1'), table: 'kinds_a' }),
    insertEvent({ id: own('a2'), table: 'kinds_a', type: 'DELETE', after: undefined, before: { id: 1 } }),
    insertEvent({ id: own('b1'), table: 'kinds_b', schema: 'other' }),
    insertEvent({ id: own('a3'), table: 'kinds_a', after: { id: 2, note: 'a Needle in it' } }),
  ])
  await stream.until((sent) => sent.length >= ids.length)
  await ingest([insertEvent({ table: 'kinds_c' })])
  await pause(400)
  expect(received(stream)).toEqual(ids.map(own))
})

test('200: nothing is missed and nothing is sent twice with concurrent writers, the late committers too', async () => {
  const streams = [await follow({ query: { table: 'busy' } }), await follow({ query: { table: 'busy' } })]
  const sent = Array.from({ length: 40 }, () => batch('busy', 25))
  const { $client } = runtime.db
  const [late] = sent[0]!
  await ingest([late])
  const slow = $client.begin(async (tx) => {
    const other = {
      uid: uuidv7(),
      id_hash: uuidv7(),
      event_id: 'late',
      received_at: new Date(Date.now() - 5000).toISOString(),
    }
    await tx`insert into events select (jsonb_populate_record(events, ${JSON.stringify(other)}::text::jsonb)).* from events where event_id = ${late!.id}`
    await pause(1500)
  })
  const told = slow.then(() => runtime.live.publish({ tables: ['busy'] }))
  await Promise.all([...sent.map((events, place) => ingest(place === 0 ? events.slice(1) : events)), told])
  const wanted = [...idsOf(sent.flat()), 'late'].sort()
  for (const stream of streams) {
    await stream.until(() => stream.events.length >= wanted.length)
    expect((await receivedUntilNow(stream, 'busy')).filter((id) => wanted.includes(id)).sort()).toEqual(wanted)
    expect(stream.skipped).toBe(0)
  }
})

test.each([
  ['in the same process', () => {}],
  ['in another process', forgetStreams],
])('200: a stream that comes back %s gets what came since, once', async (name, moveOn) => {
  const table = `back ${name}`
  const first = await follow({ query: { table } })
  await ingest(batch(table, 3))
  await first.until(() => first.events.length === 3)
  await first.close()
  const missed = batch(table, 4)
  await ingest(missed.slice(0, 2))
  await ingest([insertEvent({ table: 'elsewhere' }), ...missed.slice(2)])
  moveOn()
  const again = await follow({ query: { table }, headers: { 'Last-Event-ID': first.events[2]!.id! } })
  const later = batch(table, 2)
  await ingest(later)
  await again.until(() => again.events.length >= 6)
  expect((await receivedUntilNow(again, table)).sort()).toEqual(idsOf([...missed, ...later]).sort())
  expect(again.skipped).toBe(0)
})

test('200: after a long absence the newest come, and how many were skipped; the query parameter says the same', async () => {
  const before = batch('absent', 1)
  const stream = await follow({ query: { table: 'absent' } })
  await ingest(before)
  await stream.until(() => stream.events.length === 1)
  for (let part = 0; part < 4; part += 1) await ingest(batch('absent', 1500))
  forgetStreams()
  const again = await follow({ query: { table: 'absent', last_event_id: stream.events[0]!.id! } })
  await again.until(() => again.events.length + again.skipped >= 6000)
  expect(again.sent[0]).toMatchObject({ event: 'skipped', data: { count: 6000 - followBounds.events } })
  expect(again.events.length).toBe(followBounds.events)
})

test('200: a slow reader is told what it missed; what waits for it stays bounded', async () => {
  const stream = await follow({ query: { table: 'slow' } })
  const text = 'x'.repeat(20_000)
  for (let part = 0; part < 6; part += 1) await ingest(batch('slow', 100, { after: { id: 1, text } }))
  await pause(1500)
  await stream.until(() => stream.events.length + stream.skipped >= 600)
  expect(stream.skipped).toBeGreaterThan(300)
  expect(stream.events.reduce((sum, { data }) => sum + JSON.stringify(data).length, 0)).toBeLessThan(
    followBounds.characters + 200_000,
  )
})

test('the index by arrival learns of the newest pages', async () => {
  const unknown = async () => {
    const [row] = await runtime.db.$client<{ pages: number }[]>`
      select sum(brin_summarize_new_values(relid))::int as pages from pg_partition_tree('events_by_arrival') where isleaf`
    return row?.pages
  }
  await indexArrivals(runtime.db.$client)
  expect(await unknown()).toBe(0)
})

test('503: more streams than a process serves, with Retry-After; one that leaves makes room', async () => {
  const all = await Promise.all(Array.from({ length: tailBounds.clients }, () => follow()))
  const refused = await askStream()
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('10')
  await all[0]?.close()
  expect((await follow()).sent).toEqual([])
})

test.each([
  ['an unknown operation', { query: { op: 'UPSERT' } }],
  ['a last id that is no uid', { query: { last_event_id: 'evt_1' } }],
  ['a last id in the header that is no uid', { headers: { 'Last-Event-ID': '17' } }],
])('400: %s', async (_name, ask) => {
  expect((await askStream(ask)).status).toBe(400)
})

test('200: a stream ends when its process stops, and none is opened after that', async () => {
  const stream = await follow()
  await runtime.live.stop()
  expect(await stream.until(() => false)).toBe(false)
  expect((await askStream()).status).toBe(503)
})

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as inspectRoute from '@/app/api/v1/datawatch/events/inspect/route'
import type { Inspection } from '@/lib/events/inspect-contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

type Extra = { headers?: Record<string, string>; query?: Record<string, string> }
const inspect = (body: unknown, extra: Extra = {}) =>
  call<Inspection>(inspectRoute.POST, '/events/inspect', { method: 'POST', body, ...extra })

const lines = `${JSON.stringify(insertEvent())}\n{bad\n${JSON.stringify(insertEvent())}`

test.each<[string, unknown, Extra, string[]]>([
  ['one event', insertEvent(), {}, ['event']],
  ['an array', [insertEvent(), { type: 'COMMIT' }, { type: 'INSERT' }], {}, ['event', 'ignored', 'refused']],
  ['{"events": […]}', { events: [insertEvent(), insertEvent()] }, {}, ['event', 'event']],
  ['NDJSON', lines, { headers: { 'Content-Type': 'application/x-ndjson' } }, ['event', 'refused', 'event']],
  ['gzip', gzipSync(JSON.stringify(insertEvent())), { headers: { 'Content-Encoding': 'gzip' } }, ['event']],
  ['a forced format', insertEvent(), { query: { format: 'native' } }, ['event']],
])('200: %s is read as it would be on its way in', async (_name, body, extra, kinds) => {
  const answer = await inspect(body, extra)
  expect(answer.status).toBe(200)
  expect(answer.data.messages.flatMap(({ outcomes }) => outcomes.map(({ kind }) => kind))).toEqual(kinds)
})

test('200: numbers that no double holds are shown as they were sent', async () => {
  const event = '{"type":"INSERT","table":"exact","timestamp":1772600767,"after":{"id":9007199254740993,"v":1.10}}'
  const request = new Request('http://127.0.0.1/api/v1/datawatch/events/inspect', {
    method: 'POST',
    body: event,
    headers: { 'Content-Type': 'application/json' },
  })
  const answer = await inspectRoute.POST(request, { params: Promise.resolve({}) })
  expect(await answer.text()).toContain('"after":{"id":9007199254740993,"v":1.1}')
})

test('200: nothing is stored, not even the name of a table', async () => {
  await inspect([insertEvent({ table: 'never' }), insertEvent({ table: 'ever' })])
  const [row] = await runtime.db.$client<Record<string, number>[]>`
    select (select count(*)::int from events) as events,
      (select count(*)::int from source_tables) as tables, (select count(*)::int from metrics) as metrics`
  expect(row).toEqual({ events: 0, tables: 0, metrics: 0 })
})

test('200: what is masked on its way in is masked here, under pseudonyms that no stored event has', async () => {
  const event = insertEvent({ table: 'people', after: { id: 1, email: 'ada@example.org', password: 'swordfish' } })
  const { data } = await inspect(event)
  const [outcome] = data.messages[0]!.outcomes
  const shown = JSON.stringify(outcome)
  expect(shown).not.toContain('ada@example.org')
  expect(shown).not.toContain('swordfish')
  await ingest([event])
  const [row] = await runtime.db.$client<{ after: Record<string, unknown> }[]>`
    select after from events where event_id = ${event.id}`
  const inspected = outcome?.kind === 'event' ? outcome.event.after : null
  expect(Object.keys(inspected ?? {})).toEqual(Object.keys(row?.after ?? {}))
  expect(inspected?.email).not.toBe(row?.after.email)
})

test.each<[string, unknown, Extra, number]>([
  ['400: not JSON', '{bad', {}, 400],
  ['400: an empty body', '', {}, 400],
  ['400: a format that there is not', insertEvent(), { query: { format: 'csv' } }, 400],
  ['413: 2,001 events', Array.from({ length: 2001 }, () => ({})), {}, 413],
  ['415: text/plain', '[]', { headers: { 'Content-Type': 'text/plain' } }, 415],
])('%s', async (_name, body, extra, status) => {
  expect((await inspect(body, extra)).status).toBe(status)
})

test.each([
  ['of rows that are told apart', { id: 1, amount: 7, status: 'paid' }],
  ['of rows that are not', { amount: 7, status: 'paid' }],
])('200: the metrics are those that ingestion then makes, %s', async (_name, after) => {
  const table = `previewed_${Object.keys(after).length}`
  const rows = ['paid', 'paid', 'open', 'open', 'paid'].map((status, place) =>
    insertEvent({ table, after: { ...after, ...('id' in after ? { id: place } : {}), status } }),
  )
  const { data } = await inspect(rows)
  await ingest(rows)
  const made = await runtime.db.$client<{ name: string }[]>`
    select name from metrics where table_name = ${table} and not hidden`
  expect([...data.tables[0]!.metrics].sort()).toEqual(made.map(({ name }) => name).sort())
  expect(data.tables[0]!.metrics.includes(`${table}_rows`)).toBe('id' in after)
})

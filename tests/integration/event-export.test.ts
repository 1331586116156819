import { afterAll, beforeAll, expect, test } from 'vitest'
import * as exportRoute from '@/app/api/v1/datawatch/events/export/route'
import { exportEvents } from '@/lib/events/service/export'
import { createContext } from '@/lib/runtime/runtime'
import { ingest, insertEvent } from '@/tests/support/http'
import { listen } from '@/tests/support/http-server'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let server: Awaited<ReturnType<typeof listen>>
const base = () => `${server.url}/api/v1/datawatch`
const file = async (search: string) => {
  const answer = await fetch(`${base()}/events/export?${search}`)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

beforeAll(async () => {
  runtime = await startRuntime()
  server = await listen()
})
afterAll(async () => {
  await server.close()
  await runtime.stop()
})

test('NDJSON is what the list answers, number by number; CSV says the same and no spreadsheet computes it', async () => {
  const body = `[{"id":"=1+1","type":"INSERT","table":"odd","timestamp":"2026-03-01T10:00:00Z","transaction_id":"=tx","after":{"id":1,"amount":12345678901234567890.123,"note":"a, \\"b\\"\\nc"}}]`
  const sent = await fetch(`${base()}/events/batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  expect(sent.status).toBe(202)
  const { headers, text } = await file('table=odd&format=ndjson')
  expect(headers.get('content-type')).toBe('application/x-ndjson')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="events-odd-\d{4}-\d\d-\d\d\.ndjson"$/)
  expect(text).toContain('"amount": 12345678901234567890.123')
  const list = await (await fetch(`${base()}/events?table=odd`)).json()
  expect(lines(text)).toEqual(list.data.events)
  const csv = await file('table=odd')
  expect(csv.text.split('\r\n')[0]).toBe(
    'uid,id,type,table,schema,database,source,timestamp,received_at,key,before,after,transaction_id,position,metadata,ddl_type,ddl_command',
  )
  expect(csv.text).toContain(`,"'=1+1",INSERT,odd,,,,2026-03-01T10:00:00.000Z,`)
  expect(csv.text).toContain(`12345678901234567890.123`)
  expect(csv.text).toContain(`"'=tx"`)
})

test('all of many pages comes once, whatever their size, and filters hold', async () => {
  const events = Array.from({ length: 1500 }, (_, at) =>
    insertEvent({
      id: `m${at}`,
      table: 'many',
      timestamp: new Date(Date.UTC(2026, 2, 1) + (at % 40) * 1000).toISOString(),
      after: { id: at, text: 'x'.repeat(at % 3 === 0 ? 3000 : 1) },
    }),
  )
  await ingest(events)
  const all = lines((await file('table=many&format=ndjson')).text)
  expect(all.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort())
  const times = all.map(({ timestamp }) => String(timestamp))
  expect(times).toEqual(times.toSorted().reverse())
  const some = lines((await file('table=many&format=ndjson&from=2026-03-01T00:00:10Z&to=2026-03-01T00:00:12Z')).text)
  expect(new Set(some.map(({ timestamp }) => timestamp))).toEqual(
    new Set(['2026-03-01T00:00:11.000Z', '2026-03-01T00:00:10.000Z']),
  )
  expect((await file('table=none&format=ndjson')).text).toBe('')
})

test('a page is never much more than what it is bounded to, however large events are', async () => {
  const text = 'x'.repeat(400_000)
  for (let at = 0; at < 50; at += 5)
    await ingest(Array.from({ length: 5 }, (_, of) => insertEvent({ table: 'wide', after: { id: at + of, text } })))
  const timestamp = '2026-03-02T10:00:00Z'
  await ingest(
    Array.from({ length: 20 }, (_, id) => insertEvent({ table: 'wide', timestamp, after: { id: 100 + id } })),
  )
  const context = createContext({ kind: 'system', name: 'system' })
  const parts: string[] = []
  for await (const part of exportEvents(context, { table: 'wide', format: 'ndjson' })) parts.push(part)
  expect(lines(parts.join(''))).toHaveLength(70)
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(3 * 1024 * 1024)
  const list = async (cursor = '') => {
    const answer = await fetch(`${base()}/events?table=wide&limit=1000${cursor && `&cursor=${cursor}`}`)
    return ((await answer.json()) as { data: { events: object[]; next_cursor: string | null } }).data
  }
  const first = await list()
  expect(JSON.stringify(first.events).length).toBeLessThan(17 * 1024 * 1024)
  const rest = await list(first.next_cursor ?? undefined)
  expect([first.events.length < 70, first.events.length + rest.events.length, rest.next_cursor]).toEqual([
    true,
    70,
    null,
  ])
})

test('a reader who goes away ends it: nothing is read any more', async () => {
  const leaving = new AbortController()
  const answer = await exportRoute.GET(new Request(`${base()}/events/export?table=many`, { signal: leaving.signal }), {
    params: Promise.resolve({}),
  })
  const reader = answer.body!.getReader()
  await reader.read()
  await reader.cancel()
  expect(await reader.read()).toMatchObject({ done: true })
  const [row] = await runtime.db
    .$client`select count(*)::int as running from pg_stat_activity where query like '%order by event_at desc, uid desc%' and state = 'active' and pid <> pg_backend_pid()`
  expect(row!.running).toBe(0)
})

test('that events were taken out is in the audit log, with what was asked for', async () => {
  await file('table=odd&op=INSERT')
  const [row] = await runtime.db.$client`select action, target, detail from audit_log order by at desc, id desc limit 1`
  expect(row).toMatchObject({ action: 'events.export', target: 'odd', detail: { op: 'INSERT', format: 'csv' } })
})

test.each(['format=xml', 'from=2026-03-02&to=2026-03-01', 'op=REMOVE', 'from=yesterday'])('400: %s', async (search) => {
  expect((await file(search)).status).toBe(400)
})

test('a range over many series goes out as CSV and NDJSON, point by point', async () => {
  await ingest(['paid', '=open'].map((status) => insertEvent({ table: 'sales', after: { id: status, status } })))
  const search = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&step=12h&group_by=status'
  const range = ((await (await fetch(`${base()}/metrics/sales_by_status/range?${search}`)).json()) as { data: unknown })
    .data
  const csv = await fetch(`${base()}/metrics/sales_by_status/range?${search}&format=csv`)
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="sales_by_status.csv"')
  const text = await csv.text()
  expect(text).toContain('2026-03-01T00:00:00.000Z,sales_by_status,')
  expect(text).toContain(`"'=open"`)
  const json = await fetch(`${base()}/metrics/sales_by_status/range?${search}&format=ndjson`)
  type Point = { timestamp: string; labels: { status: string }; value: number | null }
  const points = lines(await json.text()) as unknown as Point[]
  const series = (range as { series: { labels: object; data_points: { timestamp: string; value: number | null }[] }[] })
    .series
  expect(points.map(({ timestamp, labels, value }) => [timestamp, labels, value])).toEqual(
    series.flatMap(({ labels, data_points }) => data_points.map(({ timestamp, value }) => [timestamp, labels, value])),
  )
})

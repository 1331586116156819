import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as nothingRoute from '@/app/api/v1/datawatch/[[...path]]/route'
import * as acknowledgeRoute from '@/app/api/v1/datawatch/anomalies/[id]/acknowledge/route'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as eventRoute from '@/app/api/v1/datawatch/events/[id]/route'
import * as deadLettersRoute from '@/app/api/v1/datawatch/events/dead-letters/route'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import type { Handler } from '@/lib/http/route'
import type { MetricList, MetricValue } from '@/lib/metrics/contract'
import { call, ingest, ingestOne, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const at = (second: number) => `2026-03-05T10:00:${String(second).padStart(2, '0')}Z`
const minute = { from: at(0), to: '2026-03-05T10:01:00Z' }
const withinMinute = { from: at(0), to: at(30) }
const value = async (name: string, query: Record<string, string>) =>
  (await call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })).data

describe('columns whose names differ only in what a metric name leaves out', () => {
  test('do not refuse the event', async () => {
    const answer = await ingestOne(insertEvent({ table: 'alike', after: { id: 1, 'a-b': 1, a_b: 2, 'a b': 3 } }))
    expect(answer.status).toBe(202)
    expect(answer.data).toMatchObject({ accepted: 1, rejected: 0 })
  })

  test('are told apart where they are written in another script', async () => {
    const after = { id: 1, цена: 7, вес: 2, 金額: 5 }
    expect((await ingestOne(insertEvent({ table: 'продажи', timestamp: at(1), after }))).status).toBe(202)
    expect((await value('продажи_цена_sum', minute)).value).toBe(7)
    expect((await value('продажи_вес_sum', minute)).value).toBe(2)
    expect((await value('продажи_金額_sum', minute)).value).toBe(5)
  })

  test('nor do tables of one name in several schemas that appear at once', async () => {
    const answer = await ingest([
      insertEvent({ table: 'twins', schema: 'public', timestamp: at(1), after: { id: 1, amount: 1 } }),
      insertEvent({ table: 'twins', schema: 'archive', timestamp: at(1), after: { id: 1, amount: 2 } }),
    ])
    expect(answer.data.accepted).toBe(2)
    expect((await value('twins_amount_sum', minute)).value).toBe(3)
  })
})

describe('numbers that a double cannot hold', () => {
  const raw = (table: string, type: string, second: number, after: string) =>
    `{"type":"${type}","table":"${table}","timestamp":"${at(second)}","after":${after}}`

  test.each(['9007199254740993', '0.1000000000000000055511151231257827', '1.5e25', '-12345678901234567890.12'])(
    '%s that stays the same over several requests is written once',
    async (number) => {
      const table = `same_${number.replace(/\W/g, '')}`
      for (const [second, status] of ['a', 'b', 'c'].entries()) {
        const type = second === 0 ? 'INSERT' : 'UPDATE'
        await ingestOne(raw(table, type, second, `{"id":1,"big":${number},"status":"${status}"}`))
      }
      expect((await value(`${table}_big_sum`, { ...minute, aggregation: 'count' })).value).toBe(1)
      expect((await value(`${table}_by_status`, minute)).value).toBe(3)
    },
  )

  test('are summed the same below a minute as over it', async () => {
    await ingestOne(raw('exact', 'INSERT', 1, '{"id":1,"v":9007199254740993}'))
    await ingestOne(raw('exact', 'INSERT', 2, '{"id":2,"v":-9007199254740992}'))
    expect((await value('exact_v_sum', minute)).value).toBe(1)
    expect((await value('exact_v_sum', withinMinute)).value).toBe(1)
  })

  test('are the same category below a minute as over it', async () => {
    await ingestOne(raw('coded', 'INSERT', 1, '{"id":1,"status":12345678901234567890}'))
    for (const interval of [minute, withinMinute]) {
      const { series } = await value('coded_by_status', { ...interval, group_by: 'status' })
      expect(series.map(({ labels, value: own }) => [labels.status, own])).toEqual([['12345678901234567890', 1]])
    }
  })
})

test('an event reads back as it was sent: its numbers with all digits, and a column called __proto__', async () => {
  const after =
    '{"id": 1, "big": 9007199254740993, "long": 0.1234567890123456789012345, "__proto__": {"a": 1}, "constructor": 2}'
  await ingestOne(`{"type":"INSERT","table":"same","timestamp":"${at(1)}","after":${after}}`)
  const read = async (handler: Handler, path: string, params = {}) => {
    const request = new Request(`http://127.0.0.1:3002/api/v1/datawatch${path}`)
    return (await handler(request, { params: Promise.resolve(params) })).text()
  }
  const list = await read(eventsRoute.GET, '/events?table=same')
  const { uid } = JSON.parse(list).data.events[0]
  const one = await read(eventRoute.GET, `/events/${uid}`, { id: uid })
  for (const part of after.slice(1, -1).replaceAll(': ', ':').split(', ')) {
    expect(list).toContain(part)
    expect(one).toContain(part)
  }
})

test.each([
  ['/events', eventsRoute],
  ['/events/dead-letters', deadLettersRoute],
  ['/anomalies', anomaliesRoute],
])('400: %s from a time after its end', async (path, { GET }) => {
  const answer = await call(GET, path, { query: { from: minute.to, to: minute.from } })
  expect([answer.status, answer.json.errors]).toMatchObject([400, [{ path: 'from' }]])
})

test.each(['yes', '', 'maybe'])('400: strict=%s stores nothing', async (strict) => {
  const answer = await ingest([insertEvent({ table: 'lenient' })], { strict })
  expect([answer.status, answer.json.errors]).toMatchObject([400, [{ path: 'strict' }]])
})

test('404: the base path itself is answered like what is not there', async () => {
  const answer = await call(nothingRoute.GET, '')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})

test('a column may be named by any character, or none', async () => {
  const before = { id: 1, 'a\u001fb': 1, '': 1, 'q"\\': 1, 'x,{y}': 1, null: 1 }
  const after = { id: 1, 'a\u001fb': 2, '': 3, 'q"\\': 4, 'x,{y}': 5, null: 6 }
  await ingest([insertEvent({ type: 'UPDATE', table: 'odd', timestamp: at(1), before, after })])
  const { metrics } = (await call<MetricList>(metricsRoute.GET, '/metrics', { query: { table: 'odd', q: '_sum' } }))
    .data
  expect(metrics).toHaveLength(5)
  for (const { name, field } of metrics) {
    const wanted = after[(field ?? '') as keyof typeof after]
    expect([field, (await value(name, minute)).value]).toEqual([field, wanted])
    expect([field, (await value(name, withinMinute)).value]).toEqual([field, wanted])
  }
})

test('keys that become one when NUL and half characters are replaced harm no other event', async () => {
  const odd =
    '{"type":"INSERT","table":"mended","timestamp":"2026-03-05T10:00:01Z","after":{"id":1,"\\u0000":1,"\\ud800":2}}'
  const answer = await ingest(`[${JSON.stringify(insertEvent({ table: 'mended' }))},${odd}]`)
  expect(answer.status).toBe(202)
  expect(answer.data).toMatchObject({ accepted: 2, rejected: 0, warnings: [{ index: 1, code: 'text_repaired' }] })
})

describe('no question makes the server fail', () => {
  test.each(Object.entries({ metrics: metricsRoute, events: eventsRoute, dashboards: dashboardsRoute }))(
    '200: /%s, for which Next has no params',
    async (_name, { GET }) => {
      const next = { params: Promise.resolve(undefined) }
      expect((await GET(new Request('http://127.0.0.1:3002/api/v1/datawatch/x'), next)).status).toBe(200)
    },
  )

  const place = (text: string) => Buffer.from(text).toString('base64url')
  const far = '99999999999999999999'
  const lists = { metrics: metricsRoute, events: eventsRoute, anomalies: anomaliesRoute, dashboards: dashboardsRoute }
  const asked: [keyof typeof lists, Record<string, string>][] = [
    ['metrics', { table: '\0' }],
    ['metrics', { q: 'a\0b' }],
    ['metrics', { cursor: place('\0') }],
    ['events', { table: '\0' }],
    ['events', { q: '\0' }],
    ['events', { from: far }],
    ['events', { to: '8640000000000000' }],
    ['events', { cursor: place(`9999-99-99T99:99:99Z ${'-'.repeat(36)}`) }],
    ['events', { cursor: place('9999-99-99T99:99:99Z 01900000-0000-7000-8000-000000000000') }],
    ['anomalies', { metric: '\0' }],
    ['anomalies', { from: far }],
    ['dashboards', { q: '\0' }],
  ]
  test.each(asked)('400: /%s %j', async (list, query) => {
    const answer = await call(lists[list].GET, `/${list}`, { query })
    expect(answer.status).toBe(400)
    expect(answer.json.detail).toMatch(/cursor|NUL|expected/)
  })

  test.each([queryRoute, rangeRoute, expectedRoute])(
    '400 for a time that no calendar has, 404 for a NUL',
    async ({ GET }) => {
      const params = { name: 'alike_events_total' }
      expect((await call(GET, '/metrics/alike_events_total/x', { params, query: { from: far } })).status).toBe(400)
      expect((await call(GET, '/metrics/x/x', { params: { name: '\0' } })).status).toBe(404)
    },
  )

  test('404: a name with a NUL, an id of a far time', async () => {
    expect((await call(metricRoute.GET, '/metrics/x', { params: { name: '\0' } })).status).toBe(404)
    const id = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
    expect((await call(eventRoute.GET, `/events/${id}`, { params: { id } })).status).toBe(404)
  })

  test('a metric named by a NUL in a batch of questions is unknown', async () => {
    const body = { queries: [{ ref: 'a', metric: '\0' }] }
    const answer = await call(batchRoute.POST, '/query', { method: 'POST', body })
    expect(answer.data).toMatchObject({ results: [{ ref: 'a', error: { status: 404 } }] })
  })

  test('a user with a NUL is no failure', async () => {
    const id = '01900000-0000-7000-8000-000000000000'
    const body = { user: 'a\0b\ud800', note: '\0' }
    const answer = await call(acknowledgeRoute.POST, `/anomalies/${id}/acknowledge`, {
      method: 'POST',
      params: { id },
      body,
    })
    expect(answer.status).toBe(404)
  })
})

describe('a JSON body', () => {
  const make = (body: unknown, headers: Record<string, string> = {}) =>
    call<{ name: string }>(dashboardsRoute.POST, '/dashboards', { method: 'POST', body, headers })

  test('may be packed', async () => {
    const answer = await make(gzipSync('{"name":"packed"}'), { 'Content-Encoding': 'gzip' })
    expect([answer.status, answer.data.name]).toEqual([201, 'packed'])
  })

  test.each([
    [415, 'a page of another site may send it unasked', '{"name":"x"}', { 'Content-Type': 'text/plain' }],
    [415, 'an encoding that nobody knows', '{"name":"x"}', { 'Content-Encoding': 'snappy' }],
    [400, 'half a packet', gzipSync('{"name":"x"}').subarray(0, 12), { 'Content-Encoding': 'gzip' }],
    [400, 'no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}],
    [413, 'too large', JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}],
    [413, 'too large unpacked', gzipSync(Buffer.alloc(20_000_000, 32)), { 'Content-Encoding': 'gzip' }],
  ])('%i: %s', async (status, _name, body, headers) => {
    expect((await make(body, headers as Record<string, string>)).status).toBe(status)
  })
})

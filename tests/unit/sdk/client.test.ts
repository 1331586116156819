import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createClient, DataWatchError, type StreamEvent } from '@/sdk/src/main'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void) {
  const asked: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    asked.push({ method: request.method, url: request.url, headers: request.headers, body })
    answer(request, response, asked.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { asked, client: createClient({ url, apiKey: 'dw_key' }) }
}
const json = (response: ServerResponse, data: unknown, status = 200) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ success: true, data }))
const problem = (response: ServerResponse, status: number, headers = {}) =>
  response
    .writeHead(status, { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'r-1', ...headers })
    .end(JSON.stringify({ type: '/problems/x', title: 'No', status, detail: 'what is wrong', success: false }))

test('an operation is asked by its method and path, what is given put where it belongs', async () => {
  const { asked, client } = await serve((_, response) => json(response, { name: 'x' }))
  await client.queryMetricRange({ name: 'a/b', step: '5m', group_by: ['status', 'type'] })
  await client.updateMetric({ name: 'm', body: { unit: 'EUR' } })
  await client.deleteDashboard({ id: 'i', ifMatch: '"3"' })
  expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', '/api/v1/datawatch/metrics/a%2Fb/range?step=5m&group_by=status%2Ctype', ''],
    ['PATCH', '/api/v1/datawatch/metrics/m', '{"unit":"EUR"}'],
    ['DELETE', '/api/v1/datawatch/dashboards/i', ''],
  ])
  expect(asked[0]!.headers.authorization).toBe('Bearer dw_key')
  expect(asked[2]!.headers['if-match']).toBe('"3"')
})

test('the data comes without its envelope, text as text', async () => {
  const { client } = await serve((request, response) =>
    request.url === '/metrics'
      ? response.writeHead(200, { 'Content-Type': 'text/plain' }).end('up 1')
      : json(response, [1]),
  )
  expect(await client.promLabels()).toEqual([1])
  expect(await client.getFigures()).toBe('up 1')
})

test('a refusal is an error with the problem, and is not tried again', async () => {
  const { asked, client } = await serve((_, response) => problem(response, 404))
  const failure = await client.getMetric({ name: 'nothing' }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(DataWatchError)
  expect(failure).toMatchObject({
    status: 404,
    message: 'what is wrong',
    requestId: 'r-1',
    problem: { type: '/problems/x' },
  })
  expect(asked).toHaveLength(1)
})

test('what may pass is tried again, unless it might change something twice', async () => {
  const { asked, client } = await serve((_, response, nth) =>
    nth % 2 === 1 ? problem(response, 503) : json(response, {}),
  )
  await client.listMetrics()
  expect(asked).toHaveLength(2)
  await expect(client.createNote({ body: { text: 'Deployed' } })).rejects.toMatchObject({ status: 503 })
  expect(asked).toHaveLength(3)
})

test('a stream goes on behind the last event after a break', async () => {
  const { asked, client } = await serve((_, response, nth) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write('retry: 1000\n: open\n\n')
    response.write(`id: ${nth}\nevent: event\ndata: {"n":${nth}}\n\n`)
    response.end()
  })
  const stop = new AbortController()
  const seen: StreamEvent[] = []
  for await (const event of client.streamEvents({ table: 'orders' }, { signal: stop.signal })) {
    seen.push(event)
    if (seen.length === 2) stop.abort()
  }
  expect(seen).toEqual([1, 2].map((n) => ({ id: String(n), event: 'event', data: { n } })))
  expect(asked[1]!.headers['last-event-id']).toBe('1')
})

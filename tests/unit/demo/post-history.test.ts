import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Agenda } from '@/drizzle/demo/agenda'
import type { HistoryEvent } from '@/drizzle/demo/history'
import { postBatch, postHistory } from '@/drizzle/demo/post-history'
import { createRandom, pick, poisson } from '@/drizzle/demo/prng'

const events = Array.from({ length: 3500 }, (_, number) => ({ id: `history:${number}` }) as HistoryEvent)
const receipt = { success: true, data: { rejected: 0, errors: [] } }

let server: Server | undefined
afterEach(() => server?.close())

async function answering(answers: { status: number; headers?: Record<string, string>; body?: unknown }[]) {
  const requests: { at: number; path: string; ids: string[]; authorization?: string }[] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { authorization } = request.headers
    requests.push({
      at: Date.now(),
      path: request.url ?? '',
      ids: JSON.parse(body).map(({ id }: HistoryEvent) => id),
      authorization,
    })
    const { status, headers = {}, body: answer = receipt } = answers.shift() ?? { status: 202 }
    response.writeHead(status, headers).end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { requests, target: { url, apiKey: 'key', signal: new AbortController().signal } }
}

test('a batch is sent again for as long as the server asks to wait, no sooner than it says', async () => {
  const { requests, target } = await answering([
    { status: 429, headers: { 'Retry-After': '1' } },
    { status: 503 },
    { status: 202 },
  ])
  await postBatch(target, events.slice(0, 2))
  expect(requests.map(({ path, ids, authorization }) => ({ path, ids, authorization }))).toEqual(
    Array(3).fill({
      path: '/api/v1/datawatch/events/batch',
      ids: ['history:0', 'history:1'],
      authorization: 'Bearer key',
    }),
  )
  expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(990)
})

test.each([
  ['refused for good', { status: 401 }, '401'],
  [
    'taken in part',
    { status: 202, body: { data: { rejected: 1, errors: [{ code: 'bad' }] } } },
    '1 events were refused',
  ],
])('a batch that is %s ends the posting', async (_, answer, message) => {
  const { target } = await answering([answer])
  await expect(postBatch(target, events.slice(0, 1))).rejects.toThrow(message)
})

test.each([0, 1000, 1500, 3500])('a history of which %i events are taken goes on from there', async (skip) => {
  const sent: string[] = []
  const marks: number[] = []
  const count = await postHistory({
    events,
    skip,
    send: async (batch) => {
      sent.push(...batch.map(({ id }) => id))
    },
    taken: async (upTo) => {
      marks.push(upTo)
    },
  })
  expect(count).toBe(3500)
  expect(sent).toEqual(events.slice(skip).map(({ id }) => id))
  expect(marks.at(-1) ?? 3500).toBe(3500)
  expect(marks).toEqual([...marks].sort((a, b) => a - b))
})

test('what is marked as taken is taken, whichever batch is done first', async () => {
  const done = new Set<string>()
  await postHistory({
    events,
    skip: 0,
    send: async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, batch[0]!.id === 'history:0' ? 50 : 1))
      for (const { id } of batch) done.add(id)
    },
    taken: async (upTo) => {
      for (const { id } of events.slice(0, upTo)) expect(done.has(id)).toBe(true)
    },
  })
})

test('an agenda gives what is due in order of time, then of arrival', () => {
  const agenda = new Agenda<number>()
  const random = createRandom('agenda')
  const times = Array.from({ length: 500 }, () => Math.floor(random() * 50))
  times.forEach((at, number) => {
    agenda.add(at, number)
  })
  const taken = times.map(() => agenda.take()!)
  const expected = times.map((at, item) => ({ at, item })).sort((a, b) => a.at - b.at || a.item - b.item)
  expect(taken.map(({ at, item }) => ({ at, item }))).toEqual(expected)
  expect(agenda.take()).toBeUndefined()
})

test('random numbers depend on their parts alone and are spread as asked', () => {
  expect(createRandom('a', 1)()).toBe(createRandom('a', 1)())
  expect(createRandom('a', 1)()).not.toBe(createRandom('a', 2)())
  const first = Array.from({ length: 2000 }, (_, number) => createRandom('a', number)())
  expect(first.reduce((sum, value) => sum + value) / 2000).toBeCloseTo(0.5, 1)
  const random = createRandom('spread')
  const counts = Array.from({ length: 5000 }, () => poisson(random, 2))
  expect(counts.reduce((sum, value) => sum + value) / 5000).toBeCloseTo(2, 1)
  const picked = Array.from({ length: 5000 }, () =>
    pick(random, [
      ['a', 3],
      ['b', 1],
    ] as const),
  )
  expect(picked.filter((item) => item === 'a').length / 5000).toBeCloseTo(0.75, 1)
})

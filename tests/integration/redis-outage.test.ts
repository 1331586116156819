import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/query/route'
import * as readyRoute from '@/app/ready/route'
import { takeRequestOf } from '@/lib/access/service/limits'
import { RedisLink } from '@/lib/redis/link'
import { boot } from '@/lib/runtime/boot'
import { exposeFigures } from '@/lib/runtime/exposition'
import type { LiveChange } from '@/lib/runtime/live'
import { type Runtime, setRuntime } from '@/lib/runtime/runtime'
import { needProgram } from '@/tests/support/debian-package'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { TestRedis } from '@/tests/support/redis'
import { startRuntime } from '@/tests/support/runtime'
import { freePort } from '@/tests/support/server'

const { path: program, missing } = await needProgram('redis-server', 'redis-server')
const withRedis = test.skipIf(missing)

let redis: TestRedis
let first: Awaited<ReturnType<typeof startRuntime>>
let second: Runtime
beforeAll(async () => {
  if (!program) return
  redis = await TestRedis.start(program)
  first = await startRuntime({ REDIS_URL: redis.url, DATAWATCH_DATABASE_POOL_SIZE: '4' })
  second = await boot(first.config)
  await allUp()
})
afterAll(async () => {
  for (const one of [second, first].filter(Boolean)) {
    setRuntime(one)
    await one.stop()
  }
  redis?.thaw()
  await redis?.kill()
})

const allUp = () =>
  vi.waitFor(() => expect([first, second].map((one) => one.redis?.state)).toEqual(['up', 'up']), 20_000)

const day = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }
const ask = () =>
  call<{ results: { data?: { value: number } }[] }>(queryRoute.POST, '/query', {
    method: 'POST',
    body: { queries: [{ ref: 'a', metric: 'orders_events_total', ...day }] },
  }).then(({ data }) => data.results[0]?.data?.value)

/** Changes that the browsers of a process hear. */
function listen(runtime: Runtime) {
  const heard: LiveChange[] = []
  runtime.live.subscribe({ change: (change) => heard.push(change), end: () => {} })
  return heard
}

/** Whether a change of one process is heard by both, and how often. */
async function isHeard(table: string) {
  const heards = [first, second].map(listen)
  first.live.publish({ tables: [table] })
  const count = (heard: LiveChange[]) => heard.filter(({ tables }) => tables.includes(table)).length
  await vi.waitFor(() => expect(heards.map(count)).toEqual([1, 1]), 10_000)
  return heards
}

const statesOf = async () =>
  (await readyRoute.GET(new Request('http://x/ready'), { params: Promise.resolve({}) })).json()

withRedis('limits of a key are counted over all processes', async () => {
  const taken: string[] = []
  for (const one of [first, second, first]) {
    setRuntime(one)
    taken.push((await takeRequestOf('key-a', 3)).RateLimit ?? '')
  }
  expect(taken.map((text) => /r=(\d+)/.exec(text)?.[1])).toEqual(['2', '1', '0'])
  setRuntime(second)
  await expect(takeRequestOf('key-a', 3)).rejects.toMatchObject({ code: 'rate_limited' })
})

const channels = () => redis.ask((client) => client.pubSubChannels('datawatch_changes:*'))
const subscribers = () =>
  redis.ask(async (client) => {
    const [channel] = await client.pubSubChannels('datawatch_changes:*')
    return channel === undefined ? 0 : (await client.pubSubNumSub([channel]))[channel]
  })

withRedis('live updates go through Redis, once each', async () => {
  await vi.waitFor(async () => expect(await subscribers()).toBe(2), 10_000)
  await isHeard('through_redis')
  const [channel] = await channels()
  const heard = listen(second)
  const change = JSON.stringify({ tables: ['told_by_redis_alone'], topics: [] })
  await redis.ask((client) => client.publish(channel!, change))
  await vi.waitFor(() => expect(heard.flatMap(({ tables }) => tables)).toContain('told_by_redis_alone'))
})

withRedis(
  'a process that loses its subscription alone is told by the database, and tells that something may be missed',
  async () => {
    const heards = [first, second].map(listen)
    await redis.ask((client) => client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']))
    await isHeard('while_deaf')
    for (const heard of heards)
      await vi.waitFor(() => expect(heard.flatMap(({ tables }) => tables)).toContain('*'), 10_000)
    await vi.waitFor(async () => expect(await subscribers()).toBe(2), 10_000)
  },
)

withRedis.each([
  ['killed', () => redis.kill(), () => redis.start()],
  ['frozen', async () => redis.freeze(), async () => redis.thaw()],
] as const)(
  'Redis %s changes no answer, keeps nobody waiting, and is used again once it is back',
  async (name, harm, mend) => {
    setRuntime(first)
    await ingest([insertEvent({ id: `${name}-1` })])
    const before = await ask()
    await harm()

    const began = performance.now()
    const answers = await Promise.all(Array.from({ length: 20 }, ask))
    expect(answers).toEqual(answers.map(() => before))
    await ingest([insertEvent({ id: `${name}-2` })])
    expect(await ask()).toBe((before ?? 0) + 1)
    await takeRequestOf(`key-${name}`, 100)
    await isHeard(`without_${name}`)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(first.redis?.state).not.toBe('up')
    expect(await statesOf()).toMatchObject({
      ready: true,
      redis: { state: 'away', reason: expect.stringContaining('127.0.0.1') },
    })
    expect((await exposeFigures()).text).toContain('datawatch_redis_up 0')

    await mend()
    await allUp()
    expect(await statesOf()).toEqual({ ready: true, redis: { state: 'up' } })
    await isHeard(`again_${name}`)
    expect(await ask()).toBe((before ?? 0) + 1)
  },
)

withRedis('once one command was late, the next do not wait at all until Redis answers again', async () => {
  const link = new RedisLink({ url: redis.url, log: first.log, name: 'test' })
  link.start()
  await vi.waitFor(() => expect(link.state).toBe('up'))
  redis.freeze()
  try {
    await expect(link.ask((client) => client.get('x'))).rejects.toThrow('did not answer within 50 ms')
    let tried = 0
    const late = Array.from({ length: 1000 }, () =>
      link
        .ask((client) => {
          tried += 1
          return client.get('x')
        })
        .catch(() => null),
    )
    await Promise.all(late)
    expect(tried).toBe(0)
    expect(link.missed).toBe(1001)
  } finally {
    redis.thaw()
  }
  await vi.waitFor(() => expect(link.state).toBe('up'), 20_000)
  link.stop()
})

/** What a process that is given such an address says of it. */
async function complaintOf(url: string): Promise<string> {
  const said: string[] = []
  const log = { warn: (_: object, text: string) => said.push(text), info: () => {} } as unknown as typeof first.log
  const link = new RedisLink({ url, log, name: 'test' })
  link.start()
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(0), 10_000)
  link.stop()
  return said[0]!
}

withRedis('what is wrong with the address is said in words, without its password', async () => {
  const port = await freePort()
  expect(await complaintOf(`redis://:secret@127.0.0.1:${port}`)).toContain(`nothing listens at 127.0.0.1:${port}`)
  const guarded = await TestRedis.start(program!, 'right-password')
  try {
    const wrong = await complaintOf(`redis://:wrong-password@127.0.0.1:${guarded.port}`)
    expect(wrong).toContain('the user name or the password is not the one that Redis knows')
    expect(wrong).not.toContain('wrong-password')
    expect(await complaintOf(`redis://127.0.0.1:${guarded.port}`)).toContain('Redis wants a password')
    expect(await complaintOf(`redis://127.0.0.1:${guarded.port}/99`)).toContain('Redis wants a password')
  } finally {
    await guarded.kill()
  }
  expect(await complaintOf(`${redis.url}/99`)).toContain('there is no database of that number')
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await vi.waitFor(() => expect(other.listening).toBe(true))
  const { port: webPort } = other.address() as { port: number }
  expect(await complaintOf(`redis://127.0.0.1:${webPort}`)).toMatch(/what listens at 127.0.0.1:\d+ does not|redis.url/)
  other.close()
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { findRuntime } from '@/lib/runtime/runtime'
import { Collector, takes } from '@/tests/support/collector'
import { insertEvent } from '@/tests/support/http'
import { listen } from '@/tests/support/http-server'
import { answering, type Receiver } from '@/tests/support/receiver'
import { startRuntime } from '@/tests/support/runtime'
import { freePort } from '@/tests/support/server'

vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '20')

type Behave = Receiver['behave']
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(endpoint?: string) {
  const runtime = await startRuntime({
    DATAWATCH_TELEMETRY_METRICS_INTERVAL: '1s',
    ...(endpoint && { DATAWATCH_TELEMETRY_ENDPOINT: endpoint }),
  })
  const server = await listen()
  let isStopped = false
  const stop = async () => {
    if (isStopped) return
    isStopped = true
    await server.close()
    await runtime.stop()
  }
  ends.push(stop)
  const ingest = async (events: unknown[]) => {
    const sent = { method: 'POST', body: JSON.stringify(events), headers: { 'content-type': 'application/json' } }
    const answer = await fetch(`${server.url}/api/v1/datawatch/events/batch`, sent)
    const { data } = (await answer.json()) as { data: { accepted: number } }
    return [answer.status, data.accepted]
  }
  return { runtime, server, stop, ingest }
}

async function openCollector(behave?: Behave) {
  const collector = await Collector.open(behave)
  ends.push(() => collector.close())
  return collector
}

const held: Behave = () => {}
const harmful: [string, Behave][] = [
  ['takes nothing from whoever we are', answering(401, {}, 'who are you?')],
  ['is overloaded', answering(503, { 'Retry-After': '60' })],
  ['is broken', answering(500)],
  ['never answers', held],
  ['hangs up', (response) => void response.destroy()],
  ['answers what is no answer', answering(200, {}, '<html>')],
]

describe('a collector that', () => {
  test.each(harmful)('%s harms neither what is stored nor the end', async (_name, behave) => {
    const collector = await openCollector(behave)
    const { ingest, stop } = await start(collector.endpoint)
    expect(await ingest([insertEvent(), insertEvent()])).toEqual([202, 2])
    await collector.receiver.untilTrue((all) =>
      ['traces', 'metrics'].every((one) => all.some((sent) => sent.path === `/v1/${one}`)),
    )
    expect(await ingest([insertEvent()])).toEqual([202, 1])
    await stop()
    expect(findRuntime()).toBeUndefined()
  })

  test('is not there harms neither what is stored nor the end', async () => {
    const { ingest, stop } = await start(`http://127.0.0.1:${await freePort()}`)
    expect(await ingest([insertEvent(), insertEvent()])).toEqual([202, 2])
    await stop()
    expect(findRuntime()).toBeUndefined()
  })
})

test('what is pending at the end is sent before it', async () => {
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '600000')
  const collector = await openCollector(takes)
  const { ingest, stop } = await start(collector.endpoint)
  await ingest([insertEvent()])
  expect(collector.spans).toEqual([])
  await stop()
  expect(collector.spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /api/v1/datawatch/events/batch', 'commit events']),
  )
  expect(collector.metrics.at(-1)?.map(({ name }) => name)).toContain('datawatch_http_requests_total')
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '20')
})

test('more spans than may wait are left out, and sent in bounded requests', async () => {
  const collector = await openCollector(held)
  const { runtime, server } = await start(collector.endpoint)
  const ask = async () => (await fetch(`${server.url}/health`)).arrayBuffer()
  for (let asked = 0; asked < 3000; asked += 100) await Promise.all(Array.from({ length: 100 }, ask))
  const traces = () => collector.receiver.received.filter(({ path }) => path === '/v1/traces')
  await collector.receiver.untilTrue(() => traces().length > 0)
  collector.receiver.behave = takes
  await runtime.telemetry?.stop()
  expect(traces().length).toBeLessThanOrEqual(1 + 2048 / 512)
  expect(collector.spans.length).toBeLessThanOrEqual(512 + 2048)
})

test('without an endpoint nothing is followed', async () => {
  const { runtime, ingest } = await start()
  expect(await ingest([insertEvent()])).toEqual([202, 1])
  expect(runtime.telemetry).toBeUndefined()
})

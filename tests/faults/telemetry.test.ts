import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { Collector, takes, trace } from '@/tests/support/collector'
import { insertEvent } from '@/tests/support/http'
import { answering } from '@/tests/support/receiver'
import { freePort, ServerProcess } from '@/tests/support/server'
import { killServer, temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('telemetry', (folder) => killServer(join(folder, 'postgres/data')))
afterAll(place.remove)

const secret = 'hush-of-the-collector'
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(collector: Collector, env: Record<string, string> = {}) {
  const server = new ServerProcess({
    dataDir: place.folder,
    port: await freePort(),
    env: {
      DATABASE_URL: '',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: `api-key=${secret}`,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      DATAWATCH_TELEMETRY_METRICS_INTERVAL: '1s',
      DATAWATCH_LOG_LEVEL: 'debug',
      ...env,
    },
  })
  ends.push(() => server.end('SIGKILL'))
  await server.start()
  const ask = async (path: string, init: RequestInit = {}) => {
    const { traceId, spanId, headers } = trace()
    const answer = await fetch(server.url + path, { ...init, headers: { ...init.headers, ...headers } })
    await answer.arrayBuffer()
    return { traceId, spanId, status: answer.status, requestId: answer.headers.get('x-request-id') }
  }
  const ingest = () =>
    ask('/api/v1/datawatch/events/batch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([insertEvent()]),
    })
  const linesWith = (text: string) => server.said.split('\n').filter((line) => line.includes(text))
  return { server, ask, ingest, linesWith }
}

async function openCollector(behave = takes) {
  const collector = await Collector.open(behave)
  ends.push(() => collector.close())
  return collector
}

test('the server follows what it answers itself and what Next answers, in one trace with its sender and its log', async () => {
  const collector = await openCollector()
  const { server, ask, ingest, linesWith } = await start(collector)

  const sent = await ingest()
  const early = await collector.untilSpans(({ traceId }) => traceId === sent.traceId, 2)
  expect(early.map(({ name }) => name).sort()).toEqual(['POST /api/v1/datawatch/events/batch', 'commit events'])
  const [line] = linesWith(`"requestId":"${sent.requestId}"`)
  const request = early.find(({ kind }) => kind === 2)!
  expect(JSON.parse(line!)).toMatchObject({ trace_id: sent.traceId, span_id: request.spanId })

  for (const [path, name] of [
    ['/api/v1/datawatch/metrics/sesame', 'GET /api/v1/datawatch/metrics/[name]'],
    ['/share/sesame?of=sesame', 'GET /share/[token]'],
    ['/api/v1/datawatch/shared/sesame/board', 'GET /api/v1/datawatch/shared/[token]/board'],
  ] as const) {
    const { traceId, spanId } = await ask(path)
    const ours = ({ traceId: own, scope }: { traceId: string; scope: string }) =>
      own === traceId && scope === 'datawatch'
    const [first] = await collector.untilSpans((span) => ours(span) && span.kind === 2)
    expect(first).toMatchObject({ name, parentSpanId: spanId })
    const ofNext = (span: { traceId: string; scope: string }) => span.traceId === traceId && span.scope === 'next.js'
    await collector.untilSpans(ofNext)
    await collector.receiver.untilTrue(() => {
      const known = new Set(collector.spans.map((span) => span.spanId))
      return collector.spans.filter(ofNext).every(({ parentSpanId }) => known.has(parentSpanId ?? ''))
    })
  }
  const metrics = await collector.nextMetrics()
  expect([...metrics.keys()]).toContain('datawatch_http_requests_total')
  for (const hidden of ['sesame', secret]) expect(collector.text).not.toContain(hidden)

  const last = await ask('/health')
  expect(await server.end('SIGTERM')).toBe(0)
  expect(collector.spans.filter(({ traceId }) => traceId === last.traceId)).not.toEqual([])
  expect(server.said).not.toContain(secret)
})

test('a collector that refuses is one line of the log for traces and one for metrics, and nobody waits for it', async () => {
  const collector = await openCollector(answering(401, {}, 'who are you?'))
  const { server, ingest, linesWith } = await start(collector)
  const sentTo = (path: string) => collector.receiver.received.filter((one) => one.path === path).length
  for (let sent = 0; sent < 5; sent += 1) {
    const before = sentTo('/v1/traces')
    expect((await ingest()).status).toBe(202)
    await collector.receiver.untilTrue(() => sentTo('/v1/traces') > before)
  }
  await collector.receiver.untilTrue(() => sentTo('/v1/metrics') > 2)
  expect(await server.end('SIGTERM')).toBe(0)
  const lines = linesWith('does not take telemetry').map((line) => JSON.parse(line))
  expect(lines.map(({ signal, status }) => [signal, status]).sort()).toEqual([
    ['metrics', 401],
    ['traces', 401],
  ])
  expect(server.said).not.toContain(secret)
  expect(server.said).not.toContain('who are you?')
})

test('a collector that hangs does not keep the server from its end', async () => {
  const collector = await openCollector(() => {})
  const { server, ingest, linesWith } = await start(collector)
  expect((await ingest()).status).toBe(202)
  await collector.receiver.until(1)
  expect(await server.end('SIGTERM')).toBe(0)
  expect(linesWith('did not take the last of the telemetry')).toHaveLength(1)
})

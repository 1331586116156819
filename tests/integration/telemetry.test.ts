import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { ingestEvents } from '@/lib/events/service/ingest'
import { createContext } from '@/lib/runtime/runtime'
import { deliver } from '@/lib/sources/deliver'
import { insertAlert, startDispatcher, tell } from '@/tests/support/alert-channels'
import { Collector, plain, type Span, trace } from '@/tests/support/collector'
import { closeReceivers, hook } from '@/tests/support/hook'
import { insertEvent } from '@/tests/support/http'
import { listen } from '@/tests/support/http-server'
import { answering, answerOk, inTurn } from '@/tests/support/receiver'
import { startRuntime } from '@/tests/support/runtime'

vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '20')

const api = '/api/v1/datawatch'
const told = 'sesame-that-opens'
const secret = 'collector-secret'
let collector: Collector
let runtime: Awaited<ReturnType<typeof startRuntime>>
let server: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  collector = await Collector.open()
  runtime = await startRuntime({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secret}`,
    OTEL_SERVICE_NAME: 'datawatch-tested',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=tests',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    DATAWATCH_INGEST_MAX_REQUESTS: '50',
    DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1',
  })
  server = await listen()
})
afterAll(async () => {
  await server.close()
  await runtime.stop()
  await collector.close()
})

const system = () => createContext({ kind: 'system', name: 'system' })

async function post(events: unknown, headers: Record<string, string> = {}, path = '/events/batch') {
  const body = JSON.stringify(events)
  const sent = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
  const answer = await fetch(`${server.url}${api}${path}`, sent)
  await answer.arrayBuffer()
  return answer
}

const isRequest = ({ kind }: Span) => kind === 2
const ofTrace =
  (traceId: string) =>
  ({ traceId: own }: Span) =>
    own === traceId
const named =
  (name: string) =>
  ({ name: own }: Span) =>
    own === name

describe('requests', () => {
  test('an ingest is a span below that of its sender, its commit one below it', async () => {
    const { traceId, spanId, headers } = trace()
    expect((await post([insertEvent(), insertEvent()], headers)).status).toBe(202)
    const spans = await collector.untilSpans(ofTrace(traceId), 2)
    const request = spans.find(isRequest)!
    const commit = spans.find(named('commit events'))!
    expect(request).toMatchObject({ name: `POST ${api}/events/batch`, parentSpanId: spanId, status: { code: 0 } })
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 202,
      'http.route': `${api}/events/batch`,
      'network.protocol.version': '1.1',
      'url.path': `${api}/events/batch`,
      'url.scheme': 'http',
    })
    expect(commit.parentSpanId).toBe(request.spanId)
    expect(commit.attributes).toEqual({ 'datawatch.events': 2, 'db.system.name': 'postgresql' })
  })

  test('a commit is linked to each of the requests that it serves', async () => {
    const traces = Array.from({ length: 30 }, () => trace())
    await Promise.all(traces.map(({ headers }) => post(insertEvent({ table: 'linked' }), headers, '/events')))
    const ours = new Set(traces.map(({ traceId }) => traceId))
    const requests = await collector.untilSpans((span) => isRequest(span) && ours.has(span.traceId), traces.length)
    const commits = collector.spans.filter((span) => span.name === 'commit events' && ours.has(span.traceId))
    const served = commits.flatMap(({ parentSpanId, links = [] }) => [parentSpanId, ...links.map((one) => one.spanId)])
    expect(commits.length).toBeLessThan(traces.length)
    expect(requests.filter(({ spanId }) => !served.includes(spanId))).toEqual([])
  })

  test('one whose sender is not followed is not either, nor is what it is committed with', async () => {
    const { traceId, headers } = trace('00')
    await post([insertEvent()], headers)
    const after = trace()
    await post([insertEvent()], after.headers)
    await collector.untilSpans(ofTrace(after.traceId), 2)
    expect(collector.spans.filter(ofTrace(traceId))).toEqual([])
  })

  test('a question is named by its route, with what the database was asked below it', async () => {
    await post([insertEvent({ table: 'asked' })])
    const { traceId, headers } = trace()
    const answer = await fetch(`${server.url}${api}/metrics/asked_inserts_total/range`, { headers })
    expect(answer.status).toBe(200)
    const spans = await collector.untilSpans(ofTrace(traceId), 2)
    const request = spans.find(isRequest)!
    expect(request.name).toBe(`GET ${api}/metrics/[name]/range`)
    expect(request.attributes).not.toHaveProperty('url.path')
    expect(spans.find(named('query range'))?.parentSpanId).toBe(request.spanId)
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('one that we fail is an error, one that its sender is to blame for is none', async () => {
    const refused = trace()
    expect((await post([], { ...refused.headers, 'content-type': 'text/plain' })).status).toBe(415)
    const [bad] = await collector.untilSpans(ofTrace(refused.traceId))
    expect(bad).toMatchObject({ status: { code: 0 }, attributes: { 'http.response.status_code': 415 } })

    const failed = trace()
    const places = Array.from({ length: 50 }, () => runtime.intake.enter())
    expect((await post([insertEvent()], failed.headers)).status).toBe(503)
    for (const place of places) place.leave()
    const [late] = await collector.untilSpans((span) => isRequest(span) && span.traceId === failed.traceId)
    expect(late).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'unavailable' } })
    expect(late?.status).not.toHaveProperty('message')
  })
})

describe('what goes on by itself', () => {
  test('a batch of a source is a trace of its own, with its commit', async () => {
    const signal = new AbortController().signal
    const parts = { makeContext: system, ingest: ingestEvents, source: 'shop', signal }
    await deliver(parts, [insertEvent({ table: 'followed' })])
    const [batch] = await collector.untilSpans(named('source batch'))
    expect(batch).toMatchObject({ attributes: { 'datawatch.source': 'shop', 'datawatch.events': 1 } })
    expect(batch?.parentSpanId ?? '').toBe('')
    const [commit] = await collector.untilSpans(({ parentSpanId }) => parentSpanId === batch?.spanId)
    expect(commit?.name).toBe('commit events')
  })

  test('a pass of detection and an evaluation of rules say how much they looked at', async () => {
    await detectAnomalies(system())
    await evaluateRules(system())
    const [pass] = await collector.untilSpans(named('detection pass'))
    const [evaluation] = await collector.untilSpans(named('alert evaluation'))
    expect(pass?.attributes).toEqual({ 'datawatch.skipped': false, 'datawatch.series': expect.any(Number) })
    expect(evaluation?.attributes).toMatchObject({ 'datawatch.evaluation': 'due', 'datawatch.rules': 0 })
  })

  test('a delivery of an alert is one that failed where its receiver refused it', async () => {
    const dispatcher = startDispatcher()
    const { id, settled } = await hook(inTurn(answering(500, {}, told), answerOk))
    await tell(id, [await insertAlert({ title: told })])
    const [refused, taken] = await collector.untilSpans(named('alert delivery'), 2)
    await settled()
    expect(refused).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': '500' } })
    expect(taken?.status.code).toBe(0)
    expect(taken?.attributes).toEqual({ 'datawatch.channel.type': 'webhook', 'datawatch.deliveries': 1 })
    await dispatcher.stop()
    await closeReceivers()
  })
})

describe('metrics', () => {
  const scrape = async () => (await fetch(`${server.url}/metrics`)).text()
  const sampleOf = (text: string, name: string) =>
    Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (.+)$`, 'm').exec(text)?.[1])

  test('all of /metrics is there, each as what it is, with the same figures', async () => {
    await post([insertEvent({ table: 'measured' })])
    const text = await scrape()
    const sent = await collector.nextMetrics()
    const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!] as const)
    const filled = families.filter(([name]) => new RegExp(`^${name}(_bucket)?[{ ]`, 'm').test(text))
    expect(filled.length).toBeGreaterThan(30)
    for (const [name, type] of filled) {
      const { sum, gauge, histogram } = sent.get(name) ?? {}
      expect([name, sum ? 'counter' : gauge ? 'gauge' : histogram ? 'histogram' : 'nothing']).toEqual([name, type])
    }
    const accepted = sent.get('datawatch_ingest_events_accepted_total')!
    expect(accepted.sum).toMatchObject({ isMonotonic: true, aggregationTemporality: 2 })
    expect(accepted.sum?.dataPoints[0]?.asDouble).toBe(sampleOf(text, 'datawatch_ingest_events_accepted_total'))

    const commits = sent.get('datawatch_writer_group_events')!.histogram!.dataPoints[0]!
    expect(Number(commits.count)).toBe(sampleOf(text, 'datawatch_writer_group_events_count'))
    expect(commits.sum).toBe(sampleOf(text, 'datawatch_writer_group_events_sum'))
    expect(commits.bucketCounts?.reduce<number>((sum, one) => sum + Number(one), 0)).toBe(Number(commits.count))
    expect(commits.bucketCounts).toHaveLength(commits.explicitBounds!.length + 1)
    expect(sent.get('datawatch_writer_commit_duration_seconds')?.unit).toBe('s')
    expect(sent.get('datawatch_ingest_body_bytes_total')?.unit).toBe('By')
  })

  test('counters are of one process since its start, with their labels', async () => {
    const first = await collector.nextMetrics()
    const second = await collector.nextMetrics()
    const pointsOf = (sent: typeof first) => sent.get('datawatch_http_requests_total')!.sum!.dataPoints
    const starts = new Set([...pointsOf(first), ...pointsOf(second)].map((one) => one.startTimeUnixNano))
    expect([...starts]).toEqual([expect.stringMatching(/^\d{19}$/)])
    expect(BigInt(pointsOf(first)[0]!.timeUnixNano)).toBeGreaterThan(BigInt([...starts][0]!))
    const labels = pointsOf(first).map(({ attributes }) => plain(attributes))
    expect(labels).toContainEqual({ method: 'POST', route: `${api}/events/batch`, status: '202' })
  })
})

describe('what is told', () => {
  test('names the process as it is configured', async () => {
    await collector.untilSpans(isRequest)
    await collector.nextMetrics()
    const { resources } = collector
    expect(new Set(resources.map((one) => one['service.instance.id'])).size).toBe(1)
    expect(resources[0]).toMatchObject({
      'service.name': 'datawatch-tested',
      'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
      'deployment.environment.name': 'tests',
      'telemetry.sdk.language': 'nodejs',
    })
  })

  test('is sent with the headers that are configured, and never tells them', () => {
    const sent = collector.receiver.received
    expect(new Set(sent.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${secret}`]))
    expect(collector.text).not.toContain(secret)
  })

  test('holds nothing of rows, questions, addresses and credentials', async () => {
    const own = trace()
    const credential = { authorization: `Bearer dw_${told}` }
    await post([insertEvent({ table: 'quiet', after: { id: 1, note: told } })], own.headers)
    await post([insertEvent({ table: told, type: told })], { ...own.headers, ...credential, 'x-request-id': told })
    const asked = [
      `${api}/metrics/${told}/range?filter=${told}`,
      `${api}/shared/${told}/board?x=${told}`,
      `${api}/events?q=${told}`,
      `/${told}`,
    ]
    for (const path of asked) await (await fetch(server.url + path, { headers: own.headers })).arrayBuffer()
    const query = JSON.stringify({ queries: [{ ref: told, expr: told }] })
    const sent = { method: 'POST', body: query, headers: { 'content-type': 'application/json', ...own.headers } }
    await (await fetch(`${server.url}${api}/query`, sent)).arrayBuffer()
    const requests = await collector.untilSpans((span) => isRequest(span) && span.traceId === own.traceId, 7)
    expect(requests.map(({ name }) => name)).toContain(`GET ${api}/shared/[token]/board`)
    await collector.nextMetrics()
    expect(collector.text).not.toContain(told)
    expect(collector.spans.flatMap(({ events = [] }) => events)).toEqual([])
  })
})

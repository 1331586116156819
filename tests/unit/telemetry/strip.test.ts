import { ROOT_CONTEXT, SpanKind, SpanStatusCode, type TraceState, trace } from '@opentelemetry/api'
import { BasicTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-node'
import { expect, test } from 'vitest'
import { strip } from '@/lib/telemetry/strip'

const tracer = new BasicTracerProvider().getTracer('next.js')

test('a span leaves without what others say in it, and is the same otherwise', () => {
  const span = tracer.startSpan('fetch GET https://engine/query?q=hush', {
    kind: SpanKind.SERVER,
    attributes: { 'http.target': '/invite/hush', 'http.url': 'https://hush', 'next.span_type': 'AppRender.fetch' },
    links: [{ context: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }, attributes: { a: 'hush' } }],
  })
  span.setAttribute('error.type', 'Error').setAttribute('datawatch.events', 2)
  span.recordException(new Error('hush'))
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'hush' })
  span.end()
  const whole = span as unknown as ReadableSpan
  const left = strip(whole)
  expect(left.name).toBe('fetch GET')
  expect(left.attributes).toEqual({ 'datawatch.events': 2, 'error.type': 'Error', 'next.span_type': 'AppRender.fetch' })
  expect([left.status, left.events, left.links]).toEqual([
    { code: SpanStatusCode.ERROR },
    [],
    [{ context: whole.links[0]!.context }],
  ])
  expect([left.kind, left.duration, left.ended, left.spanContext()]).toEqual([
    SpanKind.SERVER,
    whole.duration,
    true,
    whole.spanContext(),
  ])
  expect(whole.attributes['http.target']).toBe('/invite/hush')
})

test('what the sender of a request wrote into tracestate stays here', () => {
  const traceState = { serialize: () => 'k=hush' } as TraceState
  const parent = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1, isRemote: true, traceState }
  const context = trace.setSpanContext(ROOT_CONTEXT, parent)
  const span = tracer.startSpan('GET', { links: [{ context: parent }] }, context) as unknown as ReadableSpan
  expect(span.spanContext().traceState).toBeDefined()
  const left = strip(span)
  expect([left.spanContext().traceState, left.links[0]!.context.traceState]).toEqual([undefined, undefined])
  expect(left.spanContext().traceId).toBe(parent.traceId)
})

test.each([
  ['GET /api/v1/datawatch/metrics/[name]/range', 'GET /api/v1/datawatch/metrics/[name]/range'],
  ['render route (app) /metrics/[name]', 'render route (app) /metrics/[name]'],
  ['fetch POST http://hush', 'fetch POST'],
  ['GET /a?token=hush', 'GET'],
])('%s is named %s', (name, left) => {
  expect(strip(tracer.startSpan(name) as unknown as ReadableSpan).name).toBe(left)
})

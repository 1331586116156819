import { context, propagation, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { makeTracing } from '@/lib/telemetry/open-tracing'
import { activeSpan, inSpan, setTracing, spanOfLine } from '@/lib/telemetry/tracing'

const spans = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
beforeAll(() => {
  provider.register()
  setTracing(makeTracing(provider.getTracer('tests')))
})
afterEach(() => spans.reset())
afterAll(() => {
  setTracing(undefined)
  trace.disable()
  context.disable()
  propagation.disable()
})
const named = (name: string) => spans.getFinishedSpans().find((one) => one.name === name)!

test('a span within another is below it, and lines say which is active', async () => {
  const line = await inSpan('outer', () => inSpan('inner', async () => spanOfLine()))
  const { traceId, spanId } = named('inner').spanContext()
  expect(line).toEqual({ trace_id: traceId, span_id: spanId })
  expect(named('inner').parentSpanContext?.spanId).toBe(named('outer').spanContext().spanId)
  expect(spanOfLine()).toEqual({})
})

test('a failure is told by its kind, and goes on to whoever waits', async () => {
  await expect(inSpan('failing', () => Promise.reject(new TypeError('hush')))).rejects.toThrow('hush')
  expect(named('failing')).toMatchObject({ attributes: { 'error.type': 'TypeError' }, status: { code: 2 }, events: [] })
})

test('what is started by a span and outlives it is no part of it', async () => {
  let later = Promise.resolve()
  await inSpan('request', async () => {
    later = new Promise((resolve) => setImmediate(() => resolve(inSpan('timer', async () => {}))))
  })
  await later
  expect(named('timer').parentSpanContext).toBeUndefined()
  expect(named('timer').spanContext().traceId).not.toBe(named('request').spanContext().traceId)
})

test('work for several is below the first that is followed, and linked to all', async () => {
  const served: { traceId: string; spanId: string; traceFlags: number }[] = []
  for (const name of ['a', 'b']) await inSpan(name, async () => void served.push(activeSpan()!))
  const unfollowed = { ...served[0]!, spanId: '3'.repeat(16), traceFlags: 0 }
  await inSpan(
    'group',
    async () => {},
    () => ({ served: [unfollowed, ...served] }),
  )
  const group = named('group')
  expect(group.parentSpanContext?.spanId).toBe(served[0]!.spanId)
  expect(group.links.map((one) => one.context.spanId)).toEqual([unfollowed, ...served].map((one) => one.spanId))
})

test('without telemetry work is just done, and nothing is asked', async () => {
  const tracing = makeTracing(provider.getTracer('tests'))
  setTracing(undefined)
  const options = () => {
    throw new Error('asked')
  }
  expect(await inSpan('unseen', async () => spanOfLine(), options)).toEqual({})
  expect([activeSpan(), spans.getFinishedSpans()]).toEqual([undefined, []])
  setTracing(tracing)
})

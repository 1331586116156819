import { trace } from '@opentelemetry/api'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { openTelemetry } from '@/lib/telemetry/open-telemetry'
import { inSpan } from '@/lib/telemetry/tracing'
import { Collector, takes } from '@/tests/support/collector'
import { answering } from '@/tests/support/receiver'

const settings = { enabled: true, headers: {}, resource_attributes: {}, sample_ratio: 1, metrics_interval: 3_600_000 }
const figure = { name: 'rows_total', help: 'Rows.', type: 'counter', values: [{ value: 7, labels: {} }] }
const partial = '{"partialSuccess":{"rejectedSpans":"1","rejectedDataPoints":"1","errorMessage":"too old"}}'

let collector: Collector
afterEach(() => collector.close())

async function open(behave = takes, more: Partial<typeof settings> = {}) {
  collector = await Collector.open(behave)
  const lines: Record<string, unknown>[] = []
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) })
  const readFigures = async () => [figure]
  const telemetry = openTelemetry({
    settings: { ...settings, ...more, endpoint: `${collector.endpoint}/` },
    log,
    readFigures,
  })
  return { telemetry, lines }
}

test('what is pending goes out at the end, to the paths below the endpoint', async () => {
  const { telemetry, lines } = await open()
  await inSpan('outer', () => inSpan('inner', async () => {}))
  await telemetry.stop()
  expect(collector.receiver.received.map(({ path }) => path).sort()).toEqual(['/v1/metrics', '/v1/traces'])
  expect(collector.spans.map(({ name }) => name)).toEqual(['inner', 'outer'])
  expect(collector.metrics[0]).toMatchObject([{ name: 'rows_total', sum: { dataPoints: [{ asDouble: 7 }] } }])
  expect(lines).toEqual([])
})

test('a part that a collector does not take is one line', async () => {
  const { telemetry, lines } = await open(answering(200, { 'Content-Type': 'application/json' }, partial))
  await inSpan('left out', async () => {})
  await telemetry.stop()
  expect(lines).toEqual([expect.objectContaining({ level: 40, said: expect.stringContaining('too old') })])
})

test('with a share of none no trace begins here', async () => {
  const { telemetry } = await open(takes, { sample_ratio: 0 })
  await inSpan('unfollowed', async () => {})
  await telemetry.stop()
  expect(collector.spans).toEqual([])
})

test('the end leaves nothing behind: what begins then begins anew', async () => {
  const first = await open()
  await first.telemetry.stop()
  await collector.close()
  expect(trace.getTracer('other').startSpan('unseen').isRecording()).toBe(false)
  const second = await open()
  await inSpan('second', async () => {})
  await second.telemetry.stop()
  expect(collector.spans.map(({ name }) => name)).toEqual(['second'])
})

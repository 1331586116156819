import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as cronRoute from '@/app/api/cron/detect/route'
import * as metricsRoute from '@/app/metrics/route'
import { figures } from '@/lib/runtime/figures'
import { type OwnMetric, ownMetrics } from '@/lib/runtime/own-metrics'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  /** What other files made this process count would take the places that labels have. */
  for (const { counts } of [figures.requests, figures.ingestion.rejected, figures.ingestion.refused]) counts.clear()
  figures.durations.byValues.clear()
  runtime = await startRuntime()
  await ingest([insertEvent({ table: 'first' })])
})
afterAll(() => runtime.stop())

async function scrape() {
  const answer = await metricsRoute.GET(new Request('http://127.0.0.1:3002/metrics'), { params: Promise.resolve({}) })
  return { answer, text: await answer.text() }
}

const sample =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (-?\d[\d.e+-]*|[Nn]a[Nn]|[+-]Inf)$/

type Family = { type: string; help: string; samples: { name: string; labels: string; value: number }[] }

/** Reads the text format strictly: HELP and TYPE once and first, samples under their own family, none twice. */
function parseText(text: string): Map<string, Family> {
  const families = new Map<string, Family>()
  let name = ''
  for (const line of text.split('\n').filter(Boolean)) {
    const [, word, family = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (word === 'HELP') {
      expect([family, families.has(family)]).toEqual([family, false])
      families.set(family, { help: rest, type: '', samples: [] })
      name = family
    } else if (word === 'TYPE') {
      expect([family, families.get(family)?.type]).toEqual([name, ''])
      families.get(name)!.type = rest
    } else {
      const match = sample.exec(line)
      expect([line, match !== null]).toEqual([line, true])
      const [, own = '', labels = '', value = ''] = match ?? []
      expect(own.replace(families.get(name)?.type === 'counter' ? '' : /_(bucket|sum|count)$/, '')).toBe(name)
      const { samples } = families.get(name)!
      expect(samples.find((one) => one.name === own && one.labels === labels)).toBeUndefined()
      samples.push({ name: own, labels, value: Number(value) })
    }
  }
  return families
}

const units =
  /_(seconds|bytes|events|connections|partitions|max|state|up|in_flight|connections_max|tables|tables_together|series|deliveries|deliveries_pending)$/

test('200: /metrics is Prometheus text that a linter has nothing against', async () => {
  const { answer, text } = await scrape()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const families = [...parseText(text)]
  const own = families.filter(([name]) => !/^(process|nodejs)_/.test(name))
  expect(own.length).toBeGreaterThan(20)
  for (const [name, { type, help, samples }] of own) {
    expect(name).toMatch(/^datawatch_[a-z_]+$/)
    expect({ type, help }).toEqual({
      type: ownMetrics[name as OwnMetric]?.kind,
      help: ownMetrics[name as OwnMetric]?.help,
    })
    const labels = new Set(samples.flatMap((one) => [...one.labels.matchAll(/(\w+)="/g)].map(([, label]) => label!)))
    labels.delete('le')
    if (samples.length > 0) expect([name, ...labels]).toEqual([name, ...ownMetrics[name as OwnMetric].labels])
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter'])
    if (type !== 'counter') expect(name).toMatch(units)
  }
  expect(families.map(([name]) => name)).toContain('process_resident_memory_bytes')
})

test('200: it says what came of requests and events', async () => {
  const read = async (name: string, labels = '') =>
    (await scrape().then(({ text }) => parseText(text))).get(name)?.samples.find((one) => one.labels === labels)
      ?.value ?? 0
  const events = { accepted: 'accepted', duplicate: 'duplicate', received: 'received', ignored: 'ignored' }
  const before = await Promise.all(Object.keys(events).map((one) => read(`datawatch_ingest_events_${one}_total`)))
  const event = insertEvent({ table: 'counted' })
  await ingest([event, event, { operation: 'BEGIN' }, { type: 'UPSERT' }])
  const after = await Promise.all(Object.keys(events).map((one) => read(`datawatch_ingest_events_${one}_total`)))
  expect(after.map((value, at) => value - (before[at] ?? 0))).toEqual([1, 1, 4, 1])
  expect(await read('datawatch_ingest_events_rejected_total', 'reason="invalid_type"')).toBeGreaterThan(0)
  const batch = 'method="POST",route="/api/v1/datawatch/events/batch",status="202"'
  expect(await read('datawatch_http_requests_total', batch)).toBeGreaterThan(0)
  expect(await read('datawatch_table_partitions', 'table="events"')).toBeGreaterThan(0)
  expect(await read('datawatch_database_up')).toBe(1)
})

test('buckets of a histogram add up to its count', async () => {
  const headers = { authorization: 'Bearer cron-secret-of-the-tests' }
  expect((await call(cronRoute.POST, '/detect', { method: 'POST', headers })).status).toBe(200)
  const families = parseText((await scrape()).text)
  const histograms = [...families].filter(([, { type }]) => type === 'histogram')
  for (const [name, { samples }] of histograms) {
    const counts = samples.filter((one) => one.name === `${name}_count`)
    const ends = samples.filter((one) => one.labels.includes('le="+Inf"'))
    expect(ends.map(({ value }) => value)).toEqual(counts.map(({ value }) => value))
    const buckets = samples.filter((one) => one.name === `${name}_bucket`)
    const falls = buckets.filter(
      (one, at) =>
        !one.labels.includes('le="0.001"') &&
        !one.labels.includes('le="1"') &&
        one.value < (buckets[at - 1]?.value ?? 0),
    )
    expect(falls).toEqual([])
  }
  expect(families.get('datawatch_detection_pass_duration_seconds')?.samples.at(-1)?.value).toBeGreaterThan(0)
  expect(families.get('datawatch_detection_thread_bytes')?.samples.at(-1)?.value).toBeGreaterThan(0)
})

describe('addresses', () => {
  test('are told without their parameters, and no more than so many', async () => {
    const { GET } = await import('@/app/api/v1/datawatch/metrics/[name]/query/route')
    for (let at = 0; at < 20; at += 1)
      await call(GET, `/metrics/unheard_of_${at}/query`, { params: { name: `unheard_of_${at}` } })
    const { text } = await scrape()
    expect(text).toContain('route="/api/v1/datawatch/metrics/[name]/query",status="404"')
    expect(text).not.toContain('unheard_of_')
  })
})

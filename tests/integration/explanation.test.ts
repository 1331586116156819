import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as explanationRoute from '@/app/api/v1/datawatch/anomalies/[id]/explanation/route'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as notesRoute from '@/app/api/v1/datawatch/notes/route'
import { anomalies as stored } from '@/drizzle/schema/anomalies'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { listAnomalies } from '@/lib/anomalies/service/read'
import type { MetricValue } from '@/lib/metrics/contract'
import { createContext } from '@/lib/runtime/runtime'
import { call, insertEvent } from '@/tests/support/http'
import { base, bucket, dropAt, iso, send, shopEvents } from '@/tests/support/planted-drop'
import { startRuntime } from '@/tests/support/runtime'

const minute = 60_000

let runtime: Awaited<ReturnType<typeof startRuntime>>
let anomalies: Anomaly[]

const contextAt = (at: number) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })

beforeAll(async () => {
  runtime = await startRuntime()
  await send(shopEvents())
  const beyond = { id: 'beyond', status: 'pending', channel: 'web', amount: '1e400' }
  await send([
    insertEvent({ table: 'orders', timestamp: iso(dropAt + 200_000), after: beyond }),
    {
      ...insertEvent({ table: 'orders', timestamp: iso(dropAt - 20 * minute) }),
      type: 'DDL',
      after: null,
      ddl_command: 'ALTER TABLE orders ADD COLUMN tax numeric',
    },
  ])
  await call(notesRoute.POST, '/notes', {
    method: 'POST',
    body: { at: iso(dropAt - 5 * minute), text: 'checkout 4.2', kind: 'deploy', table: 'orders' },
  })
  await call(notesRoute.POST, '/notes', {
    method: 'POST',
    body: { at: iso(dropAt), text: 'of another table', table: 'visits' },
  })
  await detectAnomalies(contextAt(base + 7 * minute))
  anomalies = (await listAnomalies(contextAt(base), { limit: 100, include_acknowledged: true })).anomalies
}, 120_000)
afterAll(() => runtime.stop())

const found = (metric: string) => anomalies.find(({ metric_name }) => metric_name === metric)!
const explain = async (id: string) =>
  call<Explanation>(explanationRoute.GET, `/anomalies/${id}/explanation`, { params: { id } })

describe('the explanation of a drop that one status carries', () => {
  let data: Explanation
  beforeAll(async () => {
    ;({ data } = await explain(found('orders_events_total').id))
  })

  test('200: names the status, with what was usual and what there was, exactly', () => {
    const { contributions } = data
    expect(contributions).toMatchObject({ basis: 'events', reason: null, from: iso(dropAt) })
    expect(contributions.words).toMatch(/^(9\d|100) % of the drop is status=paid$|^The whole drop is status=paid$/)
    const status = contributions.dimensions.find(({ dimension }) => dimension === 'status')!
    expect(contributions.dimensions[0]).toEqual(status)
    const paid = status.values.find(({ value }) => value === 'paid')!
    expect(paid).toMatchObject({ actual: 0, telling: true })
    expect(paid.usual! / 120).toBeCloseTo(1, 1)
    const rows = status.values.reduce((sum, one) => sum + one.actual!, 0)
    expect(rows).toBe(contributions.actual)
    const changes = status.values.reduce((sum, one) => sum + one.difference, 0)
    expect(changes).toBeCloseTo(contributions.difference!, 6)
  })

  test('says what voted and how far off, and how rare that is', () => {
    expect(data.votes.map(({ algorithm }) => algorithm)).toEqual(['zscore', 'mad', 'stl', 'counts', 'shape'])
    expect(data.votes.some(({ fired, scales }) => fired && Math.abs(scales) >= 3)).toBe(true)
    expect(data.rarity).toMatchObject({ days_known: expect.any(Number), words: expect.stringContaining('known') })
    expect(data.rarity.days_known).toBeGreaterThan(5)
  })

  test('finds the note and the schema change near it, and names the nearer one as a cause', () => {
    expect(data.notes.map(({ text }) => text)).toEqual(['checkout 4.2'])
    expect(data.schema_changes).toMatchObject([
      {
        kind: 'schema',
        table: 'orders',
        words: 'orders.tax was added (numeric)',
        at: iso(dropAt - 20 * minute),
      },
    ])
    expect(data.cause).toContain('status=paid')
    expect(data.cause).toContain('checkout 4.2')
    expect(data.sentence).toContain(data.cause)
  })

  test('is one incident with what began together, the same for each of them, the root first', async () => {
    const alarms = found('alarms_events_total')
    expect(alarms.incident_id).toBe(found('orders_events_total').incident_id)
    expect(found('orders_events_total').related).toContain(alarms.id)
    const other = (await explain(alarms.id)).data.incident
    expect(other.members.map(({ id }) => id)).toEqual(data.incident.members.map(({ id }) => id))
    expect(data.incident.members.map(({ is_root }) => is_root)).toEqual(
      data.incident.members.map((_, index) => index === 0),
    )
    expect(data.incident.members.map(({ id }) => id)).toEqual(expect.arrayContaining([alarms.id]))
    expect(new Set(anomalies.map(({ incident_id }) => incident_id)).size).toBe(1)
  })

  test('a later pass leaves incidents as they are', async () => {
    await detectAnomalies(contextAt(base + 9 * minute))
    const again = await listAnomalies(contextAt(base), { limit: 100, include_acknowledged: true })
    expect(again.anomalies.map(({ id, incident_id }) => [id, incident_id])).toEqual(
      anomalies.map(({ id, incident_id }) => [id, incident_id]),
    )
  })

  test.each(['nonsense', '01a22990-9b19-70f9-92a4-2b7ffb8bad6a'])('404: %s', async (id) => {
    expect((await explain(id)).status).toBe(404)
  })
})

describe('sums, averages and parts of a metric are taken apart exactly', () => {
  const upTo = dropAt + 6 * bucket
  const store = async (metricName: string, change: Partial<typeof stored.$inferInsert> = {}) => {
    const id = uuidv7()
    const place = { startedAt: new Date(dropAt), endedAt: new Date(upTo), detectedAt: new Date(base), stepSeconds: 300 }
    const said = { description: `${metricName} was odd`, type: 'drop', severity: 'low', score: 0.6 } as const
    const about = { metricName, tableName: 'orders', labels: { table: 'orders' }, seriesKey: metricName }
    await runtime.db.insert(stored).values({ id, ...place, ...said, ...about, algorithms: ['mad'], ...change })
    return (await explain(id)).data.contributions
  }
  const readValue = async (name: string, filter?: string) => {
    const query = { from: iso(dropAt), to: iso(upTo), ...(filter ? { filter } : {}) }
    return (await call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })).data.value
  }

  test.each([
    { metric: 'orders_amount_sum', telling: ['paid'] },
    { metric: 'orders_inserts_total', telling: ['paid'] },
    { metric: 'orders_amount_avg', telling: [] },
  ])('$metric', async ({ metric, telling }) => {
    const found = await store(metric)
    expect(found.basis).toBe('events')
    expect(found.actual).toBeCloseTo((await readValue(metric))!, 9)
    const status = found.dimensions.find(({ dimension }) => dimension === 'status')!
    expect(status.values.filter((one) => one.telling).map(({ value }) => value)).toEqual(telling)
    const changes = status.values.reduce((sum, one) => sum + one.difference, 0)
    expect(changes).toBeCloseTo(found.difference!, 6)
  })

  test('an average that fell because the dear ones stayed away is a shift of the mix', async () => {
    const { dimensions, words } = await store('orders_amount_avg', { startedAt: new Date(dropAt + 1) })
    expect(words).toBe('By status, the values stayed, their proportions changed (a shift of the mix)')
    expect(dimensions.find(({ dimension }) => dimension === 'status')).toMatchObject({
      mix: expect.closeTo(1, 6),
      within: expect.closeTo(0, 6),
    })
  })

  test('one category, by the others', async () => {
    const change = { seriesKey: 'orders_by_status{status=pending}', labels: { table: 'orders', status: 'pending' } }
    const found = await store('orders_by_status', change)
    expect(found.actual).toBe(await readValue('orders_by_status', 'status:pending'))
    expect(found.dimensions.map(({ dimension }) => dimension)).toContain('channel')
    expect(found.dimensions.map(({ dimension }) => dimension)).not.toContain('status')
  })

  test('what is judged no longer says so', async () => {
    const found = await store('orders_by_status', { seriesKey: 'orders_by_status{status=gone}' })
    expect(found).toMatchObject({ basis: null, dimensions: [], reason: expect.stringContaining('judged no longer') })
  })
})

describe('what an anomaly says of itself', () => {
  test('the buckets that it was judged in, and its peak', () => {
    const one = found('orders_events_total')
    expect(one).toMatchObject({ step_seconds: 300 })
    expect(Date.parse(one.peak_at!)).toBeGreaterThanOrEqual(Date.parse(one.started_at))
  })
})

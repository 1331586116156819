import { afterAll, beforeAll, expect, test } from 'vitest'
import * as explanationRoute from '@/app/api/v1/datawatch/anomalies/[id]/explanation/route'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { bucket, contextAt, day, flow, hour, minute, ordinary, passAt, send } from '@/tests/support/detected-flow'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const end = Math.floor(Date.now() / bucket) * bucket
const tables = ['orders', 'payments', 'visits']
const of = (source: string, from: number, to: number) =>
  tables.flatMap((table) => flow(table, from, to, ordinary).map((event) => ({ ...event, source })))
/** The history that was sent at once makes the source one that may be a day late, and is waited for half as long again. */
const missed = end + 39 * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await send(of('shop', end - 4 * day, end))
  for (let at = end + 7 * minute; at < end + 3 * hour; at += bucket) await passAt(at)
}, 120_000)
afterAll(() => runtime.stop())

const found = async () => (await listAnomalies(contextAt(end), { limit: 100, include_acknowledged: true })).anomalies

test('a source is waited for as long as it may be late', async () => {
  await passAt(end + 20 * hour)
  expect(await found()).toEqual([])
})

test('one that has stopped is one incident of all its tables, and is named', async () => {
  await passAt(missed)
  const anomalies = await found()
  expect(anomalies.map(({ metric_name, type }) => `${type} ${metric_name}`).sort()).toEqual(
    tables.map((table) => `missing ${table}_events_total`),
  )
  expect(new Set(anomalies.map(({ incident_id }) => incident_id)).size).toBe(1)
  const id = anomalies[0]!.id
  const { data } = await call<Explanation>(explanationRoute.GET, `/anomalies/${id}/explanation`, { params: { id } })
  expect(data.incident.words).toBe('Nothing came from shop at all')
})

test('what comes late after all withdraws it', async () => {
  await send(of('shop', end, end + 4 * hour))
  await passAt(missed + minute)
  expect(await found()).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { metricValueQuery } from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'
import { queryMetricValue } from '@/lib/metrics/service/query'
import { createContext } from '@/lib/runtime/runtime'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const day = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }
const context = () => createContext({ kind: 'system', name: 'test' })
const ask = async (query: object = {}) => {
  const answer = await queryMetricValue(context(), 'orders_by_status', metricValueQuery.parse({ ...day, ...query }))
  return { value: answer.value, groups: answer.series.map(({ labels, value }) => [labels.status, value]) }
}
const order = (status: string) => insertEvent({ after: { id: Math.random(), status } })

test('a question sees every series that there is, however often it was asked before', async () => {
  await ingest([order('paid')])
  for (let i = 0; i < 3; i += 1) expect((await ask({ group_by: 'status' })).groups).toEqual([['paid', 1]])
  await ingest([order('open'), order('open')])
  expect(await ask({ group_by: 'status' })).toEqual({
    value: 3,
    groups: [
      ['open', 2],
      ['paid', 1],
    ],
  })
})

test('a metric that went out of sight is not found any more, alone and beside others', async () => {
  await ask()
  await runtime.db.$client`update metrics set hidden = true where name = 'orders_by_status'`
  await expect(ask()).rejects.toThrow('There is no metric named "orders_by_status"')
  const queries = ['orders_by_status', 'orders_events_total'].map((metric) => ({ ref: metric, metric, ...day }))
  expect((await runQueries(context(), { queries })).results).toMatchObject([
    { error: { status: 404 } },
    { data: { value: 3 } },
  ])
})

test('a question that makes no sense is refused each time', async () => {
  await runtime.db.$client`update metrics set hidden = false`
  for (let i = 0; i < 3; i += 1) await expect(ask({ group_by: 'colour' })).rejects.toThrow('group_by')
})

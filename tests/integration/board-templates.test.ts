import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as templateRoute from '@/app/api/v1/datawatch/dashboards/templates/[template]/route'
import * as templatesRoute from '@/app/api/v1/datawatch/dashboards/templates/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import { questionsOf } from '@/lib/dashboards/question'
import type { BoardTemplate, TemplateList } from '@/lib/dashboards/template-contract'
import { runQueries } from '@/lib/metrics/service/batch'
import { createContext } from '@/lib/runtime/runtime'
import { versions } from '@/tests/support/boards'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const templates = async () => (await call<TemplateList>(templatesRoute.GET, '/dashboards/templates')).data
const get = (template: string, query = {}) =>
  call<BoardTemplate>(templateRoute.GET, '/dashboards/templates', { params: { template }, query })
const make = (template: string, body: object = {}) =>
  call<Dashboard>(templateRoute.POST, '/dashboards/templates', { method: 'POST', params: { template }, body })

beforeAll(async () => {
  runtime = await startRuntime()
  const statuses = ['succeeded', 'failed', 'succeeded', 'pending']
  await ingest([
    ...statuses.map((status, i) =>
      insertEvent({
        table: 'StripePayment',
        after: { id: i, amount: 10.5 * (i + 1), currency: 'EUR', status, method: i % 2 ? 'card' : 'sepa' },
      }),
    ),
    ...statuses.map((status, i) =>
      insertEvent({ table: 'tbl_orders', after: { id: i, order_total: 5 * i, status, country: 'DE' } }),
    ),
    insertEvent({ table: 'weather', after: { id: 1, temperature: 3.5 } }),
  ])
})
afterAll(() => runtime.stop())

describe('templates', () => {
  it('200: are listed with the tables that they found, whatever those are called, and what is missing', async () => {
    const { templates: all, tables } = await templates()
    expect(tables).toEqual(expect.arrayContaining(['StripePayment', 'tbl_orders', 'weather']))
    const byId = new Map(all.map((one) => [one.id, one]))
    expect(all.map(({ ready }) => ready)).toEqual([true, true, true, false].map((_, i) => all[i]!.ready))
    const payments = byId.get('payments')
    expect(payments?.ready).toBe(true)
    expect(payments?.slots[0]).toMatchObject({ id: 'payments', table: 'StripePayment' })
    expect(payments?.missing).toContain('No table of refunds found')
    expect(byId.get('e-commerce')?.slots[0]).toMatchObject({ id: 'orders', table: 'tbl_orders' })
    expect(byId.get('operations')).toMatchObject({ ready: false, widgets: [] })
  })
  it('200: another table can be taken, or none', async () => {
    const { data } = await get('payments', { payments: 'tbl_orders', none: 'refunds' })
    expect(data.slots[0]?.table).toBe('tbl_orders')
    expect(data.widgets[0]).toMatchObject({ title: 'Volume', metric: 'tbl_orders_order_total_sum' })
    const none = await get('payments', { none: 'payments' })
    expect([none.data.ready, none.data.widgets]).toEqual([false, []])
  })
  it.each([
    ['a table that is not there', 'payments', { payments: 'StripePayments' }, 422, 'did you mean StripePayment?'],
    ['a place of another template', 'payments', { jobs: 'weather' }, 422, 'This template has no jobs'],
    ['a template that is not there', 'crm', {}, 404, ''],
  ])('refuses %s', async (_name, template, query, status, words) => {
    const refused = await get(template, query)
    expect(refused.status).toBe(status)
    expect(JSON.stringify(refused.json)).toContain(words)
  })
  it('201: makes a board whose every question is answered', async () => {
    const made = await make('payments', { name: 'Money', tables: { refunds: null } })
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
    expect(made.data).toMatchObject({ name: 'Money', starter_for: null, file: null })
    const span = { from: Date.now() - 3_600_000, to: Date.now() + 60_000 }
    const queries = made.data.widgets
      .flatMap((widget) => questionsOf(widget, span, 'UTC'))
      .map((question, i) => ({ ...question, ref: String(i) }))
    const context = createContext({ kind: 'system', name: 'test' })
    const { results } = await runQueries(context, JSON.parse(JSON.stringify({ queries })))
    expect(results.filter((result) => 'error' in result)).toEqual([])
    const [version] = (await versions(made.data.id)).data.versions
    expect(version?.summary).toBe(`Made from the template Payments with ${made.data.widgets.length} widgets`)
    const succeeded = made.data.widgets.findIndex(({ title }) => title === 'Succeeded')
    expect(made.data.widgets[succeeded]?.config.queries?.[0]?.expr).toContain('StripePayment_by_status')
  })
  it('422: makes nothing of no tables, and says which to name', async () => {
    const refused = await make('operations')
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.json)).toContain('No table of jobs found')
    const taken = await make('operations', { tables: { jobs: 'weather' } })
    expect(taken.status).toBe(201)
    expect(taken.data.widgets.map(({ title }) => title)).toContain('New jobs')
  })
})

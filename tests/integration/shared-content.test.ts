import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import * as notesRoute from '@/app/api/v1/datawatch/notes/route'
import * as sharedNotesRoute from '@/app/api/v1/datawatch/shared/[token]/notes/route'
import * as queryRoute from '@/app/api/v1/datawatch/shared/[token]/query/route'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { Dashboard } from '@/lib/dashboards/contract'
import { showWidgets } from '@/lib/dashboards/repeat'
import type { BatchAnswer } from '@/lib/metrics/contract'
import type { NoteList } from '@/lib/notes/contract'
import { call, insertEvent } from '@/tests/support/http'
import { asOwner, from, makeBoard, startShared, to, view } from '@/tests/support/shared-board'
import { asked, makeLink, readShared, sharedAnomalies, statusesOf } from '@/tests/support/shares'

const status = {
  ...{ name: 'status', kind: 'label', metric: 'orders_by_status', label: 'status' },
  ...{ multiple: true, include_all: true, default: [] },
}
const by = { name: 'by', kind: 'free', options: ['status'], include_all: false, default: ['status'] }
const repeated = {
  ...{ type: 'counter', title: 'Orders: $status', metric: 'orders_by_status' },
  config: { filter: 'status:$status', repeat: { variable: 'status' } },
}
const grouped = { type: 'bar', title: 'By $by', metric: 'orders_by_status', config: { group_by: '$by' } }
const body = { name: 'Shop', variables: [status, by], widgets: [repeated, grouped] }

let shared: Awaited<ReturnType<typeof startShared>>
beforeAll(async () => {
  shared = await startShared()
  const timestamp = new Date(Date.now() - 3_600_000).toISOString()
  const recent = ['paid', 'paid', 'refunded'].map((one, id) =>
    insertEvent({ timestamp, after: { id: 100 + id, status: one } }),
  )
  await asOwner(batchRoute.POST, 'POST', {}, recent)
})
afterAll(() => shared.runtime.stop())

const ask = (token: string, queries: object[], variables = '') => {
  const numbered = queries.map((query, at) => ({ ref: String(at), ...query }))
  const sent = { method: 'POST', params: { token }, query: { variables }, body: { queries: numbered } }
  return call<BatchAnswer>(queryRoute.POST, '/shared', sent)
}
/** What the page of the board asks where these are chosen of the status, each value on offer being one of `offered`. */
const questions = ({ widgets }: Pick<Dashboard, 'widgets'>, chosen: string[], offered: string[] = []) =>
  showWidgets(
    widgets,
    new Map([
      ['status', chosen],
      ['by', ['status']],
    ]),
    new Map([['status', offered]]),
  ).flatMap(({ widget }) => asked(widget, from, to))

describe('a repeated widget behind a link', () => {
  it('200: comes as its copies, and each of them is answered', async () => {
    const board = await makeBoard(body)
    const { token } = (await makeLink(board.id, { view })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.variables).toEqual([])
    expect(shown.widgets.map(({ title }) => title)).toEqual(['Orders: paid', 'By status', 'Orders: refunded'])
    expect(new Set(shown.widgets.map(({ id }) => id)).size).toBe(3)
    expect(JSON.stringify(shown.widgets)).not.toMatch(/repeat|\$/)
    const answer = await ask(
      token,
      shown.widgets.flatMap((widget) => asked(widget, from, to)),
    )
    expect(new Set(statusesOf(answer))).toEqual(new Set([200]))
    expect(answer.data.results[0]).toMatchObject({ data: { value: 3 } })
  })
  it('keeps to the values that its link keeps', async () => {
    const board = await makeBoard(body)
    const kept = { ...view, variables: { status: ['refunded'] } }
    const { token } = (await makeLink(board.id, { view: kept })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.widgets.map(({ title }) => title)).toEqual(['Orders: refunded', 'By status'])
    const others = questions(board, ['paid']).filter((one) => one.filter)
    expect(new Set(statusesOf(await ask(token, others)))).toEqual(new Set([404]))
  })
  it('is repeated by its viewer where the link lets them choose, for what is offered and nothing else', async () => {
    const board = await makeBoard(body)
    const { token } = (await makeLink(board.id, { view: { ...view, free_variables: true } })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.variables[0]?.options).toEqual(['paid', 'refunded'])
    const all = questions(shown, [], shown.variables[0]?.options)
    expect(all).toHaveLength(7)
    expect(new Set(statusesOf(await ask(token, all)))).toEqual(new Set([200]))
    expect(new Set(statusesOf(await ask(token, questions(shown, ['paid']), 'var-status=paid')))).toEqual(new Set([200]))
    const secret = questions(shown, ['secret']).filter((one) => one.filter)
    expect(new Set(statusesOf(await ask(token, secret)))).toEqual(new Set([404]))
    const elsewhere = questions(shown, ['paid']).filter((one) => one.filter)
    expect(new Set(statusesOf(await ask(token, elsewhere, 'var-status=refunded')))).toEqual(new Set([404]))
  })
})

describe('what charts of a link mark', () => {
  const at = '2026-03-01T12:00:00.000Z'
  const anomaly = (id: number, metricName: string, labels: Record<string, string>) => ({
    id: `01a20a8e-b2c9-7707-b253-6698abe8000${id}`,
    ...{ metricName, labels, seriesKey: `${id}`, tableName: 'orders' },
    ...{ type: 'spike' as const, severity: 'high' as const, algorithms: ['zscore' as const] },
    ...{ value: 9, expectedMin: 1, expectedMax: 2, expectedValue: 1.5, score: 0.9, description: 'A spike' },
    ...{ startedAt: new Date(at), endedAt: new Date(at), detectedAt: new Date(at), status: 'open' as const },
  })
  const notes = (token: string, query = {}) =>
    call<NoteList>(sharedNotesRoute.GET, '/shared', { params: { token }, query })
  const chart = { type: 'line', metric: 'orders_by_status', config: { group_by: '', filter: 'status:paid' } }
  const make = async (marks: boolean, over: object = {}) => {
    const board = await makeBoard({ name: 'Marked', widgets: [chart] })
    return (await makeLink(board.id, { view: { ...view, marks, ...over } })).data.token
  }
  beforeAll(async () => {
    const note = (text: string, table: string | null, url: string | null = null, when = at) =>
      asOwner(notesRoute.POST, 'POST', {}, { at: when, text, table, url })
    await note('Release 7', null, 'https://internal.example/7')
    await note('Orders migrated', 'orders')
    await note('Raises for everyone', 'salaries')
    await note('Long ago', null, null, '2025-01-01T00:00:00.000Z')
    const rows = [
      anomaly(1, 'orders_by_status', { status: 'paid' }),
      anomaly(2, 'orders_by_status', { status: 'refunded' }),
      anomaly(3, 'orders_by_status', {}),
      anomaly(4, 'salaries_amount_sum', {}),
    ]
    await shared.runtime.db.insert(anomalies).values(rows)
  })
  it('200: the anomalies of what they show, and notes about that, without who made them', async () => {
    const token = await make(true)
    const found = await sharedAnomalies(token, { query: { metric: 'orders_by_status', from, to, limit: '50' } })
    expect(found.data.anomalies.map(({ labels }) => labels)).toEqual([{ status: 'paid' }])
    const said = await notes(token, { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' })
    expect(said.data.notes.map(({ text }) => text).sort()).toEqual(['Orders migrated', 'Release 7'])
    expect(JSON.stringify(said.json)).not.toContain('internal.example')
    expect(new Set(said.data.notes.map((one) => one.created_by))).toEqual(new Set(['']))
  })
  it('200: those of the time that viewers choose, where they may', async () => {
    const token = await make(true, { free_range: true })
    const said = await notes(token, { from: '2024-12-01T00:00:00Z', to: '2025-02-01T00:00:00Z' })
    expect(said.data.notes.map(({ text }) => text)).toEqual(['Long ago'])
  })
  it.each([
    ['a metric that no chart shows', { metric: 'salaries_amount_sum' }],
    ['a table', { table: 'orders' }],
    ['everything', {}],
  ])('404: of %s', async (_name, query) =>
    expect((await sharedAnomalies(await make(true), { query })).status).toBe(404),
  )
  it('404: nothing without the link saying so', async () => {
    const token = await make(false)
    expect((await sharedAnomalies(token, { query: { metric: 'orders_by_status' } })).status).toBe(404)
    expect((await notes(token)).status).toBe(404)
  })
})

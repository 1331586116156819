import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dashboard } from '@/lib/dashboards/contract'
import { filesOf } from '@/tests/support/routes'
import { counter, from, makeBoard, putBoard, rows, startShared, to, view } from '@/tests/support/shared-board'
import {
  asked,
  askLink,
  followShared,
  makeLink,
  readShared,
  revokeLink,
  sharedAnomalies,
  sharedRows,
  statusesOf,
} from '@/tests/support/shares'
import { ask, askPage, load, type Methods } from '@/tests/support/visitor'

let shared: Awaited<ReturnType<typeof startShared>>
let board: Dashboard
let token: string
beforeAll(async () => {
  shared = await startShared()
  board = shared.board
  token = shared.token
})
afterAll(() => shared.runtime.stop())

describe('beyond its board a link reaches nothing', () => {
  const [question = {}] = asked(counter, from, to)
  it.each<[string, Record<string, unknown>]>([
    ['another metric', { ...question, metric: 'salaries_amount_sum' }],
    ['a formula', { expr: 'salaries_amount_sum', from, to }],
    ['the same metric without its filter', { ...question, filter: undefined }],
    ['another filter', { ...question, filter: 'status:refunded' }],
    ['another aggregation', { ...question, aggregation: 'max' }],
    ['another grouping', { ...question, group_by: 'status' }],
    ['a comparison', { ...question, compare: '1w' }],
  ])('404: %s', async (_name, query) => expect(statusesOf(await askLink(token, [query]))).toEqual([404]))

  it('another interval and a finer step are not what runs', async () => {
    const [, , course = {}] = asked(counter, from, to)
    const wide = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }
    const { data } = await askLink(token, [
      { ...question, ...wide },
      { ...course, ...wide, step: '1s' },
    ])
    const { from: start } = (data.results[0] as { data: { from: string } }).data
    expect(['2026-02-28T00:00:00.000Z', from]).toContain(start)
    expect(data.results[1]).toMatchObject({ data: { from, to, step: '1h' } })
  })
  it('a link that lets viewers choose answers the interval that they choose, of the stored questions alone', async () => {
    const { data: free } = await makeLink(board.id, { name: 'Free', view: { ...view, free_range: true } })
    const at = { from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T11:00:00.000Z' }
    const answer = await askLink(free.token, [
      { ...question, ...at },
      { ...question, ...at, metric: 'salaries_amount_sum' },
      { ...question, from: to, to: from },
    ])
    expect(statusesOf(answer)).toEqual([200, 404, 404])
    expect(answer.data.results[0]).toMatchObject({ data: { ...at, value: 3 } })
  })
  it.each([
    ['rows of another table', { table: 'salaries' }],
    ['rows of every table', {}],
    ['rows of a table named like a pattern', { table: '%' }],
  ])('404: %s', async (_name, query) => expect((await sharedRows(token, { query })).status).toBe(404))
  it('200: rows are as many and as wide as the widget shows, whatever is asked', async () => {
    const query = { table: 'orders', limit: '1000', q: 'somebody', cursor: 'x', from: '2020-01-01T00:00:00Z' }
    const { status, data, json } = await sharedRows(token, { query })
    expect([status, data.count, data.next_cursor]).toEqual([200, 2, null])
    expect(data.events.map(({ after }) => Object.keys(after ?? {}))).toEqual([
      ['id', 'status'],
      ['id', 'status'],
    ])
    expect(JSON.stringify(json)).not.toMatch(/somebody|amount|evt-/)
  })
  it.each([
    ['anomalies of another table', { table: 'salaries' }],
    ['anomalies of everything', {}],
    ['anomalies of one metric', { table: 'orders', metric: 'orders_amount_sum' }],
  ])('404: %s', async (_name, query) => expect((await sharedAnomalies(token, { query })).status).toBe(404))
  it('200: the anomalies that it lists, open ones only', async () => {
    expect((await sharedAnomalies(token, { query: { table: 'orders', status: 'resolved' } })).status).toBe(200)
  })
  it.each(
    filesOf('route.ts')
      .filter(
        ({ address }) =>
          address.startsWith('/api/v1') && !/\/(shared|setup|openapi\.json|invitations\/\[token\])/.test(address),
      )
      .map(({ file, address, names }) => [address, file, names] as const),
  )('401: the token is no credential at %s', async (address, file, names) => {
    const handlers = await load<Methods>(file)
    const params = Object.fromEntries(names.map((name) => [name, name === 'id' ? board.id : token]))
    const sent: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { cookie: `datawatch.session=${token}` },
      {},
    ]
    for (const headers of sent) {
      const answer = await ask(handlers.GET, `${address}?token=${token}`, { params, headers })
      expect([401, 405]).toContain(answer.status)
      expect((await ask(handlers.POST, address, { method: 'POST', params, headers })).status).not.toBeLessThan(400)
    }
  })
  it('405: nothing behind it can be written', async () => {
    for (const { file } of filesOf('route.ts').filter(({ address }) => address.includes('/shared/'))) {
      const handlers = await load<Methods>(file)
      for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
        expect((await ask(handlers[method], '/shared', { method, params: { token } })).status).toBe(405)
      }
    }
  })
  it('what leaves the board leaves the link with it', async () => {
    const other = await makeBoard({ name: 'x', widgets: [counter, rows] })
    const { data: made } = await makeLink(other.id, { view })
    expect(statusesOf(await askLink(made.token, [question]))).toEqual([200])
    await putBoard(other.id, { name: 'x', widgets: [] })
    expect(statusesOf(await askLink(made.token, [question]))).toEqual([404])
    expect((await sharedRows(made.token, { query: { table: 'orders' } })).status).toBe(404)
  })
})

describe('what is no open link', () => {
  const ended = async () => {
    const { data: revoked } = await makeLink(board.id)
    await revokeLink(board.id, revoked.id)
    const { data: expired } = await makeLink(board.id, { expires_at: new Date(Date.now() + 60_000).toISOString() })
    await shared.runtime.db
      .$client`update dashboard_shares set expires_at = now() - interval '1 second' where id = ${expired.id}`
    return [
      revoked.token,
      expired.token,
      `dws_${'A'.repeat(43)}`,
      token.slice(0, -1),
      `${token}A`,
      token.toLowerCase(),
      '',
      '%',
    ]
  }
  it('404: says the same of the revoked, the expired and the unknown, at every door', async () => {
    const said = new Set<string>()
    for (const one of await ended()) {
      const answers = [
        await readShared(one),
        await askLink(one, [{ metric: 'orders_amount_sum' }]),
        await sharedRows(one, { query: { table: 'orders' } }),
        await sharedAnomalies(one, { query: { table: 'orders' } }),
      ]
      const live = await followShared(one)
      expect([...answers.map(({ status }) => status), live.status]).toEqual([404, 404, 404, 404, 404])
      for (const { json } of answers) said.add(String(json.detail))
      said.add(((await live.json()) as { detail: string }).detail)
    }
    expect([...said]).toEqual(['There is nothing here, or it is no longer shared'])
  })
  it('404: and so do its pages', async () => {
    for (const address of ['/share/[token]', '/embed/[token]']) {
      expect(await askPage(address)).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
    }
  })
})

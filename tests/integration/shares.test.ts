import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import { createContext } from '@/lib/runtime/runtime'
import { forgetOldShares } from '@/lib/shares/service/manage'
import { absent } from '@/tests/support/boards'
import { call, insertEvent } from '@/tests/support/http'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'
import {
  asked,
  askLink,
  followShared,
  listLinks,
  makeLink,
  readShared,
  revokeLink,
  revokeLinks,
  sharedAnomalies,
  sharedRows,
  statusesOf,
} from '@/tests/support/shares'
import { ask, askPage, env, key, load, type Methods } from '@/tests/support/visitor'

const known = { authorization: `Bearer ${key}` }
const from = '2026-03-01T00:00:00.000Z'
const to = '2026-03-02T00:00:00.000Z'
const view = { from, to }
const counter = { type: 'counter', metric: 'orders_by_status', config: { filter: 'status:paid' } } as const
const rows = { type: 'table', metric: null, config: { table: 'orders', limit: 2, columns: ['id', 'status'] } } as const
const anomalies = { type: 'alerts', metric: null, config: { table: 'orders' } } as const

const owner = <T>(handler: Methods['GET'], method: string, params: Record<string, string>, body?: unknown) =>
  call<T>(handler, '/dashboards', { method, params, body, headers: known })
const put = (id: string, body: object) => owner<Dashboard>(dashboardRoute.PUT, 'PUT', { id }, body)

let runtime: Awaited<ReturnType<typeof startRuntime>>
let board: Dashboard
let token: string

beforeAll(async () => {
  runtime = await startRuntime(env)
  const { POST } = (await load<Methods>(
    filesOf('route.ts').find(({ address }) => address === '/api/v1/datawatch/events/batch')!.file,
  )) as Methods
  const secret = { email: 'somebody@example.com', card: 'x' }
  const events = [
    ...[1, 2, 3].map((id) => insertEvent({ after: { id, amount: 10 * id, status: 'paid', ...secret } })),
    insertEvent({ after: { id: 4, amount: 1000, status: 'refunded', ...secret } }),
    insertEvent({ table: 'salaries', after: { id: 1, amount: 9 } }),
  ]
  await call(POST, '/events/batch', { method: 'POST', body: events, headers: known })
  const body = { name: 'Shared', widgets: [counter, rows, anomalies] }
  board = (await owner<Dashboard>(dashboardsRoute.POST, 'POST', {}, body)).data
  token = (await makeLink(board.id, { view })).data.token
})
afterAll(() => runtime.stop())

describe('a link', () => {
  it('201: tells its token once, and nobody can read it afterwards', async () => {
    const made = await makeLink(board.id, { name: 'Once', view })
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({
      name: 'Once',
      status: 'active',
      path: `/share/${made.data.token}`,
      embed_path: null,
    })
    expect(Buffer.from(made.data.token.slice(4), 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    const listed = await listLinks(board.id)
    expect(JSON.stringify(listed.json)).not.toContain(made.data.token)
    const stored = await runtime.db.$client`select s::text as row from dashboard_shares s`
    expect(stored.map(({ row }) => row).join()).not.toContain(made.data.token.slice(4))
  })
  it('200: shows the board and what it keeps of the address, and the data of its widgets', async () => {
    const { data } = await readShared(token)
    expect(data.board).toMatchObject({ id: board.id, name: 'Shared', widgets: board.widgets })
    expect(data.view).toMatchObject(view)
    const answer = await askLink(token, asked(counter, from, to))
    expect(statusesOf(answer)).toEqual([200, 200, 200])
    expect(answer.data.results[0]).toMatchObject({ data: { metric: 'orders_by_status', value: 3, from, to } })
  })
  it('200: is one of several, each with its own name and end', async () => {
    const { data: made } = await makeLink(board.id, { name: 'Second', expires_at: '2999-01-01T00:00:00Z' })
    const { data } = await listLinks(board.id)
    expect(data.shares.find(({ id }) => id === made.id)).toMatchObject({ name: 'Second', created_by: 'API key' })
    expect((await revokeLink(board.id, made.id)).data.status).toBe('revoked')
    expect((await readShared(made.token)).status).toBe(404)
    expect((await readShared(token)).status).toBe(200)
    const [once, twice] = [await revokeLink(board.id, made.id), await revokeLink(board.id, made.id)]
    expect(once.data.revoked_at).toBe(twice.data.revoked_at)
  })
  it('200: all of a board end at once', async () => {
    const { data: other } = await owner<Dashboard>(dashboardsRoute.POST, 'POST', {}, { name: 'Other' })
    const tokens = [(await makeLink(other.id)).data.token, (await makeLink(other.id)).data.token]
    expect((await revokeLinks(other.id)).data).toEqual({ revoked: 2 })
    expect(await Promise.all(tokens.map(async (one) => (await readShared(one)).status))).toEqual([404, 404])
    expect((await revokeLinks(other.id)).data).toEqual({ revoked: 0 })
  })
  it('404: rests with its board in the trash, comes back with it, and ends with it', async () => {
    const { data: other } = await owner<Dashboard>(dashboardsRoute.POST, 'POST', {}, { name: 'Other' })
    const { data: made } = await makeLink(other.id)
    const { POST } = await load<Methods>(
      filesOf('route.ts').find(({ address }) => address.endsWith('/dashboards/[id]/restore'))!.file,
    )
    await owner(dashboardRoute.DELETE, 'DELETE', { id: other.id })
    expect((await readShared(made.token)).status).toBe(404)
    expect((await makeLink(other.id)).status).toBe(404)
    await owner(POST, 'POST', { id: other.id })
    expect((await readShared(made.token)).status).toBe(200)
  })
  it.each<[string, object, number]>([
    ['no name', { name: '' }, 422],
    ['an end in the past', { expires_at: '2001-01-01T00:00:00Z' }, 422],
    ['any origin', { allowed_origins: ['*'] }, 422],
    ['an origin with another header in it', { allowed_origins: ["https://a.example; script-src 'none'"] }, 422],
    ['a range that is none', { view: { range: 'soon' } }, 422],
    ['an interval that ends before it starts', { view: { from: to, to: from } }, 422],
  ])('%s: %j is %i', async (_name, body, status) => expect((await makeLink(board.id, body)).status).toBe(status))
  it('404: of a board or a link there is not', async () => {
    expect((await makeLink(absent)).status).toBe(404)
    expect((await listLinks(absent)).status).toBe(404)
    expect((await revokeLinks(absent)).status).toBe(404)
    expect((await revokeLink(board.id, absent)).status).toBe(404)
  })
  it('is forgotten 30 days after it ended', async () => {
    const { data: made } = await makeLink(board.id, { name: 'Old' })
    await revokeLink(board.id, made.id)
    const context = createContext({ kind: 'system', name: 'test' })
    const later = (days: number) => forgetOldShares({ ...context, now: new Date(Date.now() + days * 86_400_000) })
    await later(29)
    expect((await listLinks(board.id)).data.shares.some(({ id }) => id === made.id)).toBe(true)
    await later(31)
    expect((await listLinks(board.id)).data.shares.some(({ id }) => id === made.id)).toBe(false)
    expect((await readShared(token)).status).toBe(200)
  })
})

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
      .filter(({ address }) => address.startsWith('/api/v1') && !address.includes('/shared/'))
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
    const { data: other } = await owner<Dashboard>(
      dashboardsRoute.POST,
      'POST',
      {},
      { name: 'x', widgets: [counter, rows] },
    )
    const { data: made } = await makeLink(other.id, { view })
    expect(statusesOf(await askLink(made.token, [question]))).toEqual([200])
    await put(other.id, { name: 'x', widgets: [] })
    expect(statusesOf(await askLink(made.token, [question]))).toEqual([404])
    expect((await sharedRows(made.token, { query: { table: 'orders' } })).status).toBe(404)
  })
})

describe('what is no open link', () => {
  const ended = async () => {
    const { data: revoked } = await makeLink(board.id)
    await revokeLink(board.id, revoked.id)
    const { data: expired } = await makeLink(board.id, { expires_at: new Date(Date.now() + 60_000).toISOString() })
    await runtime.db
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

describe('live', () => {
  const reading = async (made: string) => {
    const leaving = new AbortController()
    const { body } = await followShared(made, leaving.signal)
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    const until = async (what: RegExp | 'the end') => {
      for (;;) {
        if (what !== 'the end' && what.test(seen)) return seen
        const { value, done } = await reader.read()
        if (done) return what === 'the end' ? seen : expect.unreachable(`ended before ${what}: ${seen}`)
        seen += value
      }
    }
    return { until, leave: () => leaving.abort() }
  }
  it('200: tells of the tables of the board and of no other', async () => {
    const { until, leave } = await reading(token)
    await until(/open/)
    runtime.live.publish({ tables: ['salaries'], topics: ['metrics', 'sources'] })
    await new Promise((resolve) => setTimeout(resolve, 400))
    runtime.live.publish({ tables: ['salaries', 'orders'], topics: ['anomalies'] })
    const seen = await until(/orders/)
    expect(seen.match(/data: .*/g)).toEqual(['data: {"tables":["orders"],"topics":["anomalies"]}'])
    leave()
  })
  it('ends as soon as its link is revoked', async () => {
    const { data: made } = await makeLink(board.id, { name: 'Short' })
    const { until } = await reading(made.token)
    await until(/open/)
    await revokeLink(board.id, made.id)
    await until('the end')
  })
})

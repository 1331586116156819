import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as restoreRoute from '@/app/api/v1/datawatch/dashboards/[id]/restore/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import { createContext } from '@/lib/runtime/runtime'
import { forgetOldShares } from '@/lib/shares/service/manage'
import { absent } from '@/tests/support/boards'
import { asOwner, counter, from, makeBoard, removeBoard, startShared, to, view } from '@/tests/support/shared-board'
import {
  asked,
  askLink,
  followShared,
  listLinks,
  makeLink,
  readShared,
  revokeLink,
  revokeLinks,
  statusesOf,
} from '@/tests/support/shares'

let shared: Awaited<ReturnType<typeof startShared>>
let board: Dashboard
let token: string
beforeAll(async () => {
  shared = await startShared()
  board = shared.board
  token = shared.token
})
afterAll(() => shared.runtime.stop())

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
    const stored = await shared.runtime.db.$client`select s::text as row from dashboard_shares s`
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
    const other = await makeBoard({ name: 'Other' })
    const tokens = [(await makeLink(other.id)).data.token, (await makeLink(other.id)).data.token]
    expect((await revokeLinks(other.id)).data).toEqual({ revoked: 2 })
    expect(await Promise.all(tokens.map(async (one) => (await readShared(one)).status))).toEqual([404, 404])
    expect((await revokeLinks(other.id)).data).toEqual({ revoked: 0 })
  })
  it('404: rests with its board in the trash, comes back with it, and ends with it', async () => {
    const other = await makeBoard({ name: 'Other' })
    const { data: made } = await makeLink(other.id)
    await removeBoard(other.id)
    expect((await readShared(made.token)).status).toBe(404)
    expect((await makeLink(other.id)).status).toBe(404)
    await asOwner(restoreRoute.POST, 'POST', { id: other.id })
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
    shared.runtime.live.publish({ tables: ['salaries'], topics: ['metrics', 'sources'] })
    await new Promise((resolve) => setTimeout(resolve, 400))
    shared.runtime.live.publish({ tables: ['salaries', 'orders'], topics: ['anomalies'] })
    const seen = await until(/anomalies/)
    expect(seen.match(/data: .*/g)?.at(-1)).toBe('data: {"tables":["orders"],"topics":["anomalies"]}')
    expect(seen).not.toMatch(/salaries|metrics|sources/)
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

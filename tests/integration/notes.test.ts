import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as noteRoute from '@/app/api/v1/datawatch/notes/[id]/route'
import * as notesRoute from '@/app/api/v1/datawatch/notes/route'
import type { Note, NoteList } from '@/lib/notes/contract'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const list = (query: Record<string, string> = {}) => call<NoteList>(notesRoute.GET, '/notes', { query })
const create = (body: unknown) => call<Note>(notesRoute.POST, '/notes', { method: 'POST', body })
const at = (id: string, method = 'GET', body?: unknown) =>
  call<Note>(
    method === 'GET' ? noteRoute.GET : method === 'PATCH' ? noteRoute.PATCH : noteRoute.DELETE,
    `/notes/${id}`,
    {
      method,
      params: { id },
      body,
    },
  )

describe('a note', () => {
  test('201, 200: is made, read, changed where something is given, and deleted', async () => {
    const made = await create({ text: '  v2.14 ', kind: 'deploy', at: '2026-05-01T10:00:00Z', table: 'orders' })
    expect([made.status, made.data]).toMatchObject([
      201,
      { text: 'v2.14', kind: 'deploy', at: '2026-05-01T10:00:00.000Z', until: null, table: 'orders', url: null },
    ])
    const { id } = made.data
    expect((await at(id)).data).toEqual(made.data)
    const patch = { until: '2026-05-01T11:00:00Z', table: null, url: 'https://ci.example.com/1' }
    const changed = await at(id, 'PATCH', patch)
    expect(changed.data).toMatchObject({
      text: 'v2.14',
      until: '2026-05-01T11:00:00.000Z',
      table: null,
      url: patch.url,
    })
    expect((await at(id, 'PATCH', { until: null, url: null })).data).toMatchObject({ until: null, url: null })
    expect((await at(id, 'DELETE')).data).toEqual({ id, deleted: true })
    expect([(await at(id)).status, (await at(id, 'DELETE')).status]).toEqual([404, 404])
  })

  test('201: with a text alone is of now, by whoever sends it', async () => {
    const { data } = await create({ text: 'something' })
    expect(data).toMatchObject({ kind: 'other', until: null, table: null, created_by: expect.any(String) })
    expect(Math.abs(Date.parse(data.at) - Date.now())).toBeLessThan(60_000)
  })

  test.each([
    { name: 'no text', body: {}, path: 'text', words: /expected string/ },
    { name: 'an empty text', body: { text: '  ' }, path: 'text', words: /what happened/ },
    { name: 'a kind that there is not', body: { text: 'x', kind: 'release' }, path: 'kind', words: /deploy/ },
    { name: 'a time that is none', body: { text: 'x', at: 'yesterday' }, path: 'at', words: /RFC 3339/ },
    {
      name: 'an end before its start',
      body: { text: 'x', at: 2_000_000_000, until: 1_900_000_000 },
      path: 'until',
      words: /before at/,
    },
    { name: 'an address that runs', body: { text: 'x', url: 'javascript:alert(1)' }, path: 'url', words: /http/ },
    { name: 'a field that there is not', body: { text: 'x', tabel: 'orders' }, path: '', words: /tabel/ },
  ])('422: $name', async ({ body, path, words }) => {
    const answer = await create(body)
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ path, message: expect.stringMatching(words) }]])
  })

  test('422: a change of nothing, and an end that a new start overtakes', async () => {
    const { data } = await create({ text: 'x', at: '2026-05-01T10:00:00Z', until: '2026-05-01T11:00:00Z' })
    const answers = [await at(data.id, 'PATCH', {}), await at(data.id, 'PATCH', { at: '2026-05-01T12:00:00Z' })]
    expect(answers.map(({ status }) => status)).toEqual([422, 422])
    expect((await at(data.id)).data).toEqual(data)
  })
})

describe('the list', () => {
  test('200: what touches the interval, of a table and of all; pages cover everything once', async () => {
    const note = (text: string, change: object) => create({ text, at: '2025-03-01T10:00:00Z', ...change })
    await note('about all', {})
    await note('about orders', { table: 'orders' })
    await note('about visits', { table: 'visits' })
    await note('went on', { at: '2025-02-20T00:00:00Z', until: '2025-03-01T00:00:00Z', table: 'orders' })
    await note('was over', { at: '2025-02-20T00:00:00Z', until: '2025-02-21T00:00:00Z', table: 'orders' })
    const about = { from: '2025-02-28T00:00:00Z', to: '2025-03-02T00:00:00Z', table: 'orders' }
    const seen: string[] = []
    let cursor: string | null = ''
    do {
      const { data }: { data: NoteList } = await list({ ...about, limit: '2', ...(cursor ? { cursor } : {}) })
      seen.push(...data.notes.map(({ text }) => text))
      cursor = data.next_cursor
    } while (cursor)
    expect(seen.slice(0, 2).sort()).toEqual(['about all', 'about orders'])
    expect(seen.slice(2)).toEqual(['went on'])
  })

  test.each([
    { name: 'from after to', query: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
    { name: 'a cursor of elsewhere', query: { cursor: 'bm9uc2Vuc2U' } },
    { name: 'a kind that there is not', query: { kind: 'release' } },
  ])('400: $name', async ({ query }) => {
    expect((await list(query as unknown as Record<string, string>)).status).toBe(400)
  })
})

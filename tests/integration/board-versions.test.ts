import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as duplicateRoute from '@/app/api/v1/datawatch/dashboards/[id]/duplicate/route'
import * as importRoute from '@/app/api/v1/datawatch/dashboards/import/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import { keptVersions } from '@/lib/dashboards/limits'
import { ensureStarterDashboards } from '@/lib/dashboards/service/starters'

import { createContext } from '@/lib/runtime/runtime'
import {
  absent,
  addWidget,
  at,
  create,
  list,
  patch,
  patchWidget,
  put,
  putWidget,
  read,
  remove,
  removeWidget,
  restoreVersion,
  sender,
  tagged,
  version,
  versions,
} from '@/tests/support/boards'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const text = (title: string, x = 0) => ({ type: 'text', title, position: at(x, 0, 4, 2) })
const words = async (id: string) => (await versions(id)).data.versions.map(({ n, summary }) => `${n} ${summary}`)

describe('every write', () => {
  it('leaves one version that says what changed', async () => {
    const { data: board } = await create({ name: 'Shop', widgets: [text('a')] })
    const { data: added } = await addWidget(board.id, { body: text('b', 4) })
    await patchWidget(added.id, { body: { title: 'B' } })
    await putWidget(added.id, { body: { ...text('B', 8), config: { text: 'x' } } })
    await patch(board.id, { body: { name: 'Store', description: 'of all' } })
    await removeWidget(added.id)
    const { data: now } = await read(board.id)
    await put(board.id, { body: { name: 'Store', widgets: [...now.widgets, text('c', 4), text('d', 8)] } })
    expect(await words(board.id)).toEqual([
      '7 2 widgets added, description changed',
      '6 1 widget removed',
      '5 Title changed, description changed',
      '4 1 widget changed',
      '3 1 widget changed',
      '2 1 widget added',
      '1 Created with 1 widget',
    ])
    expect((await read(board.id)).data.version).toBe(7)
  })
  it('of a copy, of a file and of what a table brings says where it comes from', async () => {
    const { data: board } = await create({ name: 'Source', widgets: [text('a')] })
    const { data: copy } = await sender<Dashboard>(duplicateRoute.POST, 'POST')(board.id)
    const body = { name: 'File', widgets: [] }
    const { data: file } = await call<Dashboard>(importRoute.POST, '/dashboards/import', { method: 'POST', body })
    await ingest([insertEvent({ table: 'versioned', after: { id: 1 } })])
    const context = createContext({ kind: 'system', name: 'test' })
    await ensureStarterDashboards(context)
    await ingest([insertEvent({ table: 'versioned', after: { id: 2, amount: 5 } })])
    await ensureStarterDashboards(context)
    const starter = (await list({ limit: '1000' })).data.dashboards.find((one) => one.starter_for === 'versioned')
    expect(await words(copy.id)).toEqual(['1 Copied from “Source” with 1 widget'])
    expect(await words(file.id)).toEqual(['1 Imported with 0 widgets'])
    const [newest, oldest] = await words(starter?.id ?? '')
    expect(newest).toMatch(/^2 Brought up to date with its table: \d+ widgets? added/)
    expect(oldest).toMatch(/^1 Made for the table versioned with \d+ widgets$/)
    expect((await versions(starter?.id ?? '')).data.versions[0]?.by).toBe('DataWatch')
  })
  it('that changes nothing makes none, and keeps the version', async () => {
    const { data: board } = await create({ name: 'Same', widgets: [text('a')] })
    const { name, description, widgets } = board
    const again = await put(board.id, { body: { name, description, widgets }, headers: tagged(1) })
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"'])
    await patch(board.id, { body: { name } })
    await patchWidget(widgets[0]?.id ?? '', { body: { title: 'a' } })
    expect(await words(board.id)).toHaveLength(1)
    expect((await read(board.id)).data).toEqual(board)
  })
  it('412: a lost race leaves no version, and tells which won, when and by whom', async () => {
    const { data: board } = await create({ name: 'Race' })
    await patch(board.id, { body: { name: 'Won' }, headers: tagged(1) })
    const lost = await patch(board.id, { body: { name: 'Lost' }, headers: tagged(1) })
    const [won] = (await versions(board.id)).data.versions
    expect([lost.status, lost.headers.get('etag')]).toEqual([412, '"2"'])
    expect(lost.json.current).toEqual({ version: 2, at: won?.at, by: null })
    expect(lost.json.detail).toContain('at version 2')
    expect(await words(board.id)).toEqual(['2 Title changed', '1 Created with 0 widgets'])
  })
  it('of many at once leaves each its version', async () => {
    const { data: board } = await create({ name: 'Crowd' })
    await Promise.all(Array.from({ length: 8 }, (_, i) => addWidget(board.id, { body: text(`w${i}`) })))
    const numbers = (await versions(board.id)).data.versions.map(({ n }) => n)
    expect(numbers).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    const counts = await Promise.all(numbers.map(async (n) => (await version(board.id, n)).data.widgets.length))
    expect(counts).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0])
  })
})

describe('versions', () => {
  it(`are the newest ${keptVersions}, listed a page at a time`, async () => {
    const { data: board } = await create({ name: 'Long' })
    for (let i = 0; i < keptVersions + 5; i++) await patch(board.id, { body: { name: `Long ${i}` } })
    const first = (await versions(board.id, { query: { limit: '3' } })).data
    expect(first.versions.map(({ n }) => n)).toEqual([206, 205, 204])
    const next = (await versions(board.id, { query: { limit: '1000', cursor: first.next_cursor ?? '' } })).data
    expect([next.versions.at(0)?.n, next.versions.at(-1)?.n, next.next_cursor]).toEqual([203, 7, null])
    expect((await version(board.id, 6)).status).toBe(404)
    expect((await version(board.id, 7)).status).toBe(200)
    expect((await versions(board.id, { query: { cursor: 'x' } })).status).toBe(400)
  })
  it('200: one is the board as it was', async () => {
    const { data: board } = await create({ name: 'Was', description: 'then', widgets: [text('a')] })
    await put(board.id, { body: { name: 'Is' } })
    const { data } = await version(board.id, 1)
    expect(data).toMatchObject({ n: 1, dashboard_id: board.id, name: 'Was', description: 'then' })
    expect(data.widgets).toEqual(board.widgets)
  })
  it.each([
    ['an unknown board', () => version(absent, 1)],
    ['no number', async () => version((await create({ name: 'x' })).data.id, 'one')],
    ['a number it never had', async () => version((await create({ name: 'x' })).data.id, 2)],
    ['a number too large', async () => version((await create({ name: 'x' })).data.id, '99999999999')],
    ['the list of an unknown board', () => versions(absent)],
  ])('404: %s', async (_name, ask) => expect((await ask()).status).toBe(404))
})

describe('restoring', () => {
  it('200: makes the board what it was, as a new version, widgets with their ids', async () => {
    const { data: board } = await create({ name: 'Old', widgets: [text('a'), text('b', 4)] })
    await put(board.id, { body: { name: 'New', widgets: [text('c')] } })
    const restored = await restoreVersion(board.id, 1, { headers: tagged(2) })
    expect([restored.status, restored.headers.get('etag')]).toEqual([200, '"3"'])
    expect(restored.data).toMatchObject({ name: 'Old', version: 3, widgets: board.widgets })
    const summary = '3 Restored version 1: 2 widgets added, 1 removed, title changed'
    expect((await words(board.id))[0]).toBe(summary)
    expect((await version(board.id, 2)).data.name).toBe('New')
  })
  it('200: the same again changes nothing', async () => {
    const { data: board } = await create({ name: 'Old' })
    await patch(board.id, { body: { name: 'New' } })
    const [once, twice] = [await restoreVersion(board.id, 1), await restoreVersion(board.id, 1)]
    expect([once.data.version, twice.data.version]).toEqual([3, 3])
    expect(await words(board.id)).toHaveLength(3)
  })
  it('412: a lost race changes nothing', async () => {
    const { data: board } = await create({ name: 'Old' })
    await patch(board.id, { body: { name: 'New' } })
    expect((await restoreVersion(board.id, 1, { headers: tagged(1) })).status).toBe(412)
    expect((await read(board.id)).data).toMatchObject({ name: 'New', version: 2 })
  })
  it('404: a version there is not, of a board there is not or in the trash', async () => {
    const { data: board } = await create({ name: 'Old' })
    expect((await restoreVersion(board.id, 9)).status).toBe(404)
    expect((await restoreVersion(absent, 1)).status).toBe(404)
    await remove(board.id)
    expect((await restoreVersion(board.id, 1)).status).toBe(404)
  })
  it('200: a widget whose id another board has meanwhile comes back with a new one', async () => {
    const { data: board } = await create({ name: 'Old', widgets: [text('a')] })
    const [own] = board.widgets
    await put(board.id, { body: { name: 'Old', widgets: [] } })
    const { data: other } = await create({ name: 'Other' })
    await put(other.id, { body: { name: 'Other', widgets: [{ ...own, title: 'taken' }] } })
    const { data: restored } = await restoreVersion(board.id, 1)
    expect(restored.widgets.map(({ title }) => title)).toEqual(['a'])
    expect((await read(other.id)).data.widgets.map(({ title }) => title)).toEqual(['taken'])
  })
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as duplicateRoute from '@/app/api/v1/datawatch/dashboards/[id]/duplicate/route'
import * as exportRoute from '@/app/api/v1/datawatch/dashboards/[id]/export/route'
import * as patchRoute from '@/app/api/v1/datawatch/dashboards/[id]/patch/route'
import * as filesRoute from '@/app/api/v1/datawatch/dashboards/files/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import type { BoardFileList, BoardPatch } from '@/lib/dashboards/file-contract'
import { bringInBoards } from '@/lib/dashboards/service/board-files'
import { BoardFolder } from '@/lib/dashboards/service/board-folder'
import { createContext } from '@/lib/runtime/runtime'
import {
  addWidget,
  create,
  list,
  patch,
  put,
  read,
  remove,
  restore,
  restoreVersion,
  sender,
  versions,
} from '@/tests/support/boards'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const folder = mkdtempSync(join(tmpdir(), 'datawatch-boards-'))
const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
const shop = `# Looked at every morning
name: Shop
widgets:
- type: counter
  title: New orders # the most important one
  metric: orders_inserts_total
- type: text
  title: Note
`
let runtime: Awaited<ReturnType<typeof startRuntime>>
const context = () => createContext({ kind: 'system', name: 'test' })
const files = async () => (await call<BoardFileList>(filesRoute.GET, '/dashboards/files')).data
const of = async (file: string) => {
  const { data } = await list({ limit: '1000' })
  return data.dashboards.find((board) => board.file === file)
}
const patchOf = sender<BoardPatch>(patchRoute.POST, 'POST')
/** Looked at every two seconds. */
const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 100 })

beforeAll(async () => {
  mkdirSync(join(folder, 'teams'))
  write('shop.yaml', shop)
  write('teams/ops.json', JSON.stringify({ name: 'Ops', widgets: [{ type: 'text', title: 'Hi' }] }))
  write('broken.yml', 'name: Broken\nwidgets:\n- type: bubble\n')
  write('notes.txt', 'name: Not a board\n')
  write('.hidden.yaml', 'name: Hidden\n')
  runtime = await startRuntime({ DATAWATCH_DASHBOARDS_FOLDER: folder })
})
afterAll(async () => {
  await runtime.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the folder of boards', () => {
  it('is read at the start; a broken file stops nothing and is listed with its line', async () => {
    const { folder: known, files: all } = await files()
    expect(known).toBe(folder)
    expect(all).toEqual([
      { file: 'broken.yml', dashboard_id: null, problem: expect.objectContaining({ line: 3, column: 3 }) },
      { file: 'shop.yaml', dashboard_id: expect.any(String), problem: null },
      { file: 'teams/ops.json', dashboard_id: expect.any(String), problem: null },
    ])
    expect(all[0]?.problem?.message).toMatch(/^widgets\.0\.type: /)
    const board = await read((await of('shop.yaml'))!.id)
    expect(board.data).toMatchObject({ name: 'Shop', file: 'shop.yaml', version: 1, starter_for: null })
    expect(board.data.widgets.map(({ title }) => title)).toEqual(['New orders', 'Note'])
    const [first] = (await versions(board.data.id)).data.versions
    expect(first?.summary).toBe('Read from shop.yaml with 2 widgets')
  })
  it('409: its boards change with their files alone', async () => {
    const { id } = (await of('shop.yaml'))!
    const { data: board } = await read(id)
    const refusals = [
      await put(id, { body: { ...board, name: 'Other' } }),
      await patch(id, { body: { name: 'Other' } }),
      await addWidget(id, { body: { type: 'text' } }),
      await restoreVersion(id, 1),
      await remove(id),
      await remove(id, { query: { permanently: 'true' } }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual(Array(6).fill(409))
    expect(JSON.stringify(refusals[0]?.json)).toContain('shop.yaml')
    expect((await read(id)).data).toEqual(board)
    const copy = await sender<Dashboard>(duplicateRoute.POST, 'POST')(id)
    expect(copy.data).toMatchObject({ name: 'Shop (copy)', file: null })
    expect((await patch(copy.data.id, { body: { name: 'Mine' } })).status).toBe(200)
  })
  it('a change of a file changes its board, keeps the ids of its widgets, and is told', async () => {
    const { id } = (await of('shop.yaml'))!
    const { data: before } = await read(id)
    write('shop.yaml', shop.replace('title: Note', 'title: Note\n  config:\n    text: Good morning'))
    const { data: after } = await soon(async () => {
      const board = await read(id)
      expect(board.data.version).toBe(2)
      return board
    })
    expect(after.widgets.map((widget) => widget.id)).toEqual(before.widgets.map((widget) => widget.id))
    expect(after.widgets[1]?.config).toEqual({ text: 'Good morning' })
    const [newest] = (await versions(id)).data.versions
    expect(newest).toMatchObject({ n: 2, summary: 'Read from shop.yaml: 1 widget changed' })
    write('shop.yaml', `${shop.replace('title: Note', 'title: Note\n  config:\n    text: Good morning')}# later\n`)
    const fewer = { ...after, widgets: after.widgets.slice(0, 1) }
    await soon(async () => expect((await patchOf(id, { body: fewer })).data.patch).toContain('\n # later'))
    expect((await patchOf(id, { body: after })).data.patch).toBe('')
    expect((await read(id)).data.version).toBe(2)
  })
  it('200: an edited board is told as a patch that git applies, and then is what was edited', async () => {
    const { id } = (await of('shop.yaml'))!
    const { data: board } = await read(id)
    const [counter, note] = board.widgets
    const edited = {
      ...board,
      name: 'The shop',
      widgets: [
        { ...counter!, title: 'Orders today' },
        note!,
        { type: 'bar', title: 'By status', metric: 'orders_by_status' },
      ],
    }
    const { status, data } = await patchOf(id, { body: edited })
    expect([status, data.file]).toEqual([200, 'shop.yaml'])
    expect(data.patch).toContain('+  title: Orders today # the most important one')
    expect((await read(id)).data).toEqual(board)
    execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input: data.patch })
    execFileSync('git', ['apply', '-'], { cwd: folder, input: data.patch })
    await soon(async () => {
      const { data: now } = await read(id)
      expect(now).toMatchObject({ name: 'The shop', version: 3 })
      expect(now.widgets.map(({ title }) => title).sort()).toEqual(['By status', 'Note', 'Orders today'])
    })
  })
  it('a board whose file breaks stays as it was, and takes no patch until the file is mended', async () => {
    const { id } = (await of('teams/ops.json'))!
    const { data: before } = await read(id)
    write('teams/ops.json', '{"name": "Ops",')
    await soon(async () => expect((await files()).files.at(-1)?.problem).not.toBeNull())
    expect((await read(id)).data).toEqual(before)
    expect((await patchOf(id, { body: before })).status).toBe(409)
    write('teams/ops.json', JSON.stringify({ name: 'Ops', widgets: [{ type: 'text', title: 'Hi' }] }))
    await soon(async () => expect((await files()).files.at(-1)).toMatchObject({ problem: null, dashboard_id: id }))
  })
  it('a file that goes puts its board into the trash, and brings it back with itself', async () => {
    const { id } = (await of('teams/ops.json'))!
    renameSync(join(folder, 'teams/ops.json'), join(folder, 'teams/ops.json.off'))
    await soon(async () => expect((await read(id)).status).toBe(404))
    const { data: trash } = await list({ deleted: 'true' })
    expect(trash.dashboards).toEqual([expect.objectContaining({ id, deleted_by: 'the removal of teams/ops.json' })])
    renameSync(join(folder, 'teams/ops.json.off'), join(folder, 'teams/ops.json'))
    await soon(async () => expect((await read(id)).data?.file).toBe('teams/ops.json'))
  })
  it('a board that is taken out of the trash without its file stands on its own', async () => {
    const text = 'name: Short\nwidgets:\n- type: text\n'
    await bringInBoards(context(), { files: [{ file: 'short.yaml', text }], gone: [] })
    const { id } = (await of('short.yaml'))!
    await bringInBoards(context(), { files: [], gone: ['short.yaml'] })
    expect((await restore(id)).data).toMatchObject({ id, file: null })
    expect((await patch(id, { body: { name: 'Mine' } })).status).toBe(200)
    await bringInBoards(context(), { files: [{ file: 'short.yaml', text }], gone: [] })
    expect((await of('short.yaml'))?.id).not.toBe(id)
    await bringInBoards(context(), { files: [], gone: ['short.yaml'] })
  })
  it('409: there is no patch for a board that is no file', async () => {
    const { data: board } = await create({ name: 'By hand' })
    expect((await patchOf(board.id, { body: board })).status).toBe(409)
  })
})

describe('several processes', () => {
  it('that start at once make one board of each file', async () => {
    const change = { files: [{ file: 'once.yaml', text: 'name: Once\n' }], gone: [] }
    await Promise.all(Array.from({ length: 6 }, () => bringInBoards(context(), change)))
    const { data } = await list({ limit: '1000', q: 'Once' })
    expect(data.dashboards).toEqual([expect.objectContaining({ name: 'Once', file: 'once.yaml', version: 1 })])
    await bringInBoards(context(), { files: [], gone: ['once.yaml'] })
  })
  it('whose folders differ do not undo one another: each brings in what changed in its own', async () => {
    const older = mkdtempSync(join(tmpdir(), 'datawatch-older-'))
    const { config } = runtime
    const text = (name: string) => `name: ${name}\n`
    writeFileSync(join(older, 'a.yaml'), text('A1'))
    const makeContext = () => ({ ...context(), config: { ...config, dashboards: { folder: older } } })
    await bringInBoards(context(), { files: [{ file: 'a.yaml', text: text('A1') }], gone: [] })
    const second = new BoardFolder(makeContext)
    await second.start()
    await bringInBoards(context(), { files: [{ file: 'a.yaml', text: text('A2') }], gone: [] })
    writeFileSync(join(older, 'b.yaml'), text('B1'))
    await soon(async () => expect(await of('b.yaml')).toBeDefined())
    expect((await of('a.yaml'))?.name).toBe('A2')
    await second.stop()
    rmSync(older, { recursive: true })
    await bringInBoards(context(), { files: [], gone: ['a.yaml', 'b.yaml'] })
  })
  it('a folder that cannot be read removes nothing', async () => {
    const before = (await list({ limit: '1000' })).data.dashboards.map(({ id }) => id)
    const away = new BoardFolder(() => ({
      ...context(),
      log: { ...runtime.log, error: () => {} } as unknown as typeof runtime.log,
      config: { ...runtime.config, dashboards: { folder: join(folder, 'nowhere') } },
    }))
    await away.start()
    await away.stop()
    expect((await list({ limit: '1000' })).data.dashboards.map(({ id }) => id)).toEqual(before)
  })
})

it('200: exports have their keys in the same order every time', async () => {
  const config = { unit: 'EUR', filter: 'a:b', aggregation: 'sum', min: 1 }
  const widget = { position: { height: 2, width: 3, y: 0, x: 0 }, config, metric: 'm', title: 'T', type: 'gauge' }
  const { data: board } = await create({ name: 'Ordered', widgets: [widget] })
  const { json } = await sender(exportRoute.GET, 'GET')(board.id)
  expect(JSON.stringify((json.data as { widgets: unknown[] }).widgets)).toBe(
    '[{"type":"gauge","title":"T","metric":"m","config":{"aggregation":"sum","filter":"a:b","unit":"EUR","min":1},"position":{"x":0,"y":0,"width":3,"height":2}}]',
  )
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as duplicateRoute from '@/app/api/v1/datawatch/dashboards/[id]/duplicate/route'
import * as exportRoute from '@/app/api/v1/datawatch/dashboards/[id]/export/route'
import * as importRoute from '@/app/api/v1/datawatch/dashboards/import/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import { ensureStarterDashboards } from '@/lib/dashboards/service/starters'
import { createContext } from '@/lib/runtime/runtime'
import { absent, at, create, list, patch, put, read, remove, sender, tagged } from '@/tests/support/boards'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const starters = () => ensureStarterDashboards(createContext({ kind: 'system', name: 'test' }))

beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

describe('a whole board', () => {
  it('200: PATCH moves several widgets in one request, and refuses those of other boards', async () => {
    const text = { type: 'text', position: at(0, 0, 4, 2) }
    const { data: board } = await create({ name: 'Layout', widgets: [text, { ...text, position: at(4, 0, 4, 2) }] })
    const { data: other } = await create({ name: 'Other', widgets: [text] })
    const [a, b] = board.widgets
    const layout = [
      { id: a?.id, position: at(4, 0, 4, 2) },
      { id: b?.id, position: at(0, 0, 4, 2) },
    ]
    const { data } = await patch(board.id, { body: { layout } })
    expect(data.widgets.map((widget) => widget.id)).toEqual([b?.id, a?.id])
    const foreign = { layout: [{ id: other.widgets[0]?.id, position: at(0, 0, 1, 1) }] }
    const refused = await patch(board.id, { body: foreign })
    expect(refused.status).toBe(422)
    expect(refused.json.errors).toEqual([expect.objectContaining({ path: 'layout.0.id' })])
    expect((await read(board.id)).data.version).toBe(2)
  })
  it('200: PUT keeps the widgets it names, adds the new and removes the rest', async () => {
    const { data: board } = await create({ name: 'Old', widgets: [{ type: 'text' }, { type: 'counter' }] })
    const { data: other } = await create({ name: 'Other', widgets: [{ type: 'text' }] })
    const kept = board.widgets[0]
    const body = {
      name: 'New',
      widgets: [
        { ...kept, title: 'Kept' },
        { id: absent, type: 'pie' },
        { ...other.widgets[0], title: 'Not stolen' },
      ],
    }
    const { data } = await put(board.id, { body, headers: tagged(1) })
    const byTitle = new Map(data.widgets.map((widget) => [widget.title, widget.id]))
    expect(data).toMatchObject({ name: 'New', version: 2 })
    expect(byTitle.get('Kept')).toBe(kept?.id)
    expect(byTitle.get('')).toBe(absent)
    expect(byTitle.get('Not stolen')).not.toBe(other.widgets[0]?.id)
    expect((await read(other.id)).data).toEqual(other)
  })
  it('201: a copy stands for itself', async () => {
    const { data: board } = await create({ name: 'Original', widgets: [{ type: 'text', title: 'Note' }] })
    const copied = await sender<Dashboard>(duplicateRoute.POST, 'POST')(board.id)
    expect(copied.status).toBe(201)
    expect(copied.data).toMatchObject({ name: 'Original (copy)', version: 1 })
    expect(copied.data.widgets[0]?.id).not.toBe(board.widgets[0]?.id)
    await remove(board.id)
    expect((await read(copied.data.id)).status).toBe(200)
  })
  it('201: an exported board comes in again as it was, with ids of its own', async () => {
    const widgets = [{ type: 'bar', title: 'By status', metric: 'orders_by_status', config: { limit: 5 } }]
    const { data: board } = await create({ name: 'Travels', description: 'far', widgets })
    const file = await sender(exportRoute.GET, 'GET')(board.id)
    expect(JSON.stringify(file.data)).not.toContain(board.widgets[0]?.id)
    for (const body of [file.data, file.json]) {
      const made = await call<Dashboard>(importRoute.POST, '/dashboards/import', { method: 'POST', body })
      expect(made.status).toBe(201)
      const { id: _, ...same } = board.widgets[0] ?? { id: '' }
      expect(made.data).toMatchObject({ name: 'Travels', description: 'far', widgets: [same] })
    }
    const wrong = { body: { ...(file.data as object), format: 'grafana' }, method: 'POST' }
    expect((await call(importRoute.POST, '/dashboards/import', wrong)).status).toBe(422)
  })
  it('200, 201: leaves as YAML and comes in again, by its type or by how it begins', async () => {
    const widgets = [{ type: 'text', title: 'On: "yes"', config: { text: '# a\n- b: 1' } }]
    const { data: board } = await create({ name: 'Größe: 1', widgets })
    const asked = new Request('http://127.0.0.1/export?format=yaml')
    const file = await exportRoute.GET(asked, { params: Promise.resolve({ id: board.id }) })
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/yaml'])
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe")
    const body = await file.text()
    expect(body).toMatch(/^format: datawatch.dashboard\nformat_version: 1\nname: "Größe: 1"\n/)
    for (const type of ['application/yaml', 'application/octet-stream']) {
      const headers = { 'Content-Type': type }
      const made = await call<Dashboard>(importRoute.POST, '/dashboards/import', { method: 'POST', body, headers })
      expect(made.status).toBe(201)
      expect(made.data).toMatchObject({ name: 'Größe: 1', widgets })
    }
  })
  it.each([
    ['YAML with a tab', 'application/yaml', 'name: A\nwidgets:\n\t- type: text', 400, { line: 3, column: 1 }],
    ['JSON with a comma too many', 'application/json', '{"name": "A",\n}', 400, { line: 2, column: 1 }],
    ['nothing', 'application/yaml', ' ', 400, {}],
    ['XML', 'application/xml', '<a/>', 415, {}],
    ['what a form sends', 'text/plain', 'name: A', 415, {}],
    ['YAML that is no board', 'application/yaml', 'title: A', 422, {}],
  ])('%s as %s is refused, with where it goes wrong', async (_name, type, body, status, members) => {
    const headers = { 'Content-Type': type }
    const refused = await call(importRoute.POST, '/dashboards/import', { method: 'POST', body, headers })
    expect(refused.status).toBe(status)
    expect(refused.json).toMatchObject(members)
  })
  it('400: a form of export that there is not', async () => {
    const { data: board } = await create({ name: 'x' })
    const refused = await sender(exportRoute.GET, 'GET')(board.id, { query: { format: 'xml' } })
    expect(refused.status).toBe(400)
  })
})

describe('starter boards', () => {
  const starterOf = async (table: string) =>
    (await list({ limit: '1000' })).data.dashboards.filter((board) => board.starter_for === table)

  it('are made once for each table with metrics, whoever asks how often', async () => {
    await ingest([insertEvent({ table: 'parcels', after: { id: 1, weight: 2.5, status: 'sent' } })])
    await Promise.all([starters(), starters(), starters()])
    expect(await starters()).toBe(0)
    const [board, ...more] = await starterOf('parcels')
    expect(more).toEqual([])
    const { data } = await read(board?.id ?? '')
    expect(data.name).toBe('Parcels')
    expect(data.widgets.map((widget) => widget.metric)).toContain('parcels_inserts_total')
  })
  it('grow with the metrics of their table, and widgets keep their ids', async () => {
    await ingest([insertEvent({ table: 'grown', after: { id: 1 } })])
    await starters()
    const [before] = await starterOf('grown')
    const was = (await read(before?.id ?? '')).data
    await ingest([insertEvent({ table: 'grown', after: { id: 2, amount: 5 } })])
    await starters()
    const is = (await read(before?.id ?? '')).data
    expect(is.widgets.map((widget) => widget.metric)).toContain('grown_amount_sum')
    const ids = new Set(is.widgets.map((widget) => widget.id))
    expect(was.widgets.every((widget) => ids.has(widget.id))).toBe(true)
    expect(is.version).toBeGreaterThan(was.version)
  })
  it('are left alone once somebody edited them', async () => {
    await ingest([insertEvent({ table: 'edited', after: { id: 1 } })])
    await starters()
    const [board] = await starterOf('edited')
    await patch(board?.id ?? '', { body: { name: 'Mine' } })
    await ingest([insertEvent({ table: 'edited', after: { id: 2, amount: 5 } })])
    await starters()
    const { data } = await read(board?.id ?? '')
    expect(data).toMatchObject({ name: 'Mine', version: 2 })
  })
  it('do not come back once somebody deleted them', async () => {
    await ingest([insertEvent({ table: 'unwanted', after: { id: 1 } })])
    await starters()
    const [board] = await starterOf('unwanted')
    await remove(board?.id ?? '')
    await ingest([insertEvent({ table: 'unwanted', after: { id: 2, amount: 5 } })])
    await starters()
    expect(await starterOf('unwanted')).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as duplicateRoute from '@/app/api/v1/datawatch/dashboards/[id]/duplicate/route'
import * as exportRoute from '@/app/api/v1/datawatch/dashboards/[id]/export/route'
import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as widgetsRoute from '@/app/api/v1/datawatch/dashboards/[id]/widgets/route'
import * as importRoute from '@/app/api/v1/datawatch/dashboards/import/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as widgetRoute from '@/app/api/v1/datawatch/widgets/[id]/route'
import type { Dashboard, DashboardList, WidgetOfBoard, WidgetPosition } from '@/lib/dashboards/contract'
import { overlap } from '@/lib/dashboards/place'
import { ensureStarterDashboards } from '@/lib/dashboards/service/starters'
import type { Handler } from '@/lib/http/route'
import { createContext } from '@/lib/runtime/runtime'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const absent = '01a20a8e-b2c9-7707-b253-6698abe857b9'
const tagged = (version: number) => ({ 'If-Match': `"${version}"` })
const at = (x: number, y: number, width: number, height: number): WidgetPosition => ({ x, y, width, height })

type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> }
const sender =
  <T>(handler: Handler, method: string) =>
  (id: string, sent: Sent = {}) =>
    call<T>(handler, '/dashboards', { method, params: { id }, ...sent })

const create = (body: unknown) => call<Dashboard>(dashboardsRoute.POST, '/dashboards', { method: 'POST', body })
const list = (query = {}) => call<DashboardList>(dashboardsRoute.GET, '/dashboards', { query })
const read = sender<Dashboard>(dashboardRoute.GET, 'GET')
const put = sender<Dashboard>(dashboardRoute.PUT, 'PUT')
const patch = sender<Dashboard>(dashboardRoute.PATCH, 'PATCH')
const remove = sender(dashboardRoute.DELETE, 'DELETE')
const addWidget = sender<WidgetOfBoard>(widgetsRoute.POST, 'POST')
const patchWidget = sender<WidgetOfBoard>(widgetRoute.PATCH, 'PATCH')
const putWidget = sender<WidgetOfBoard>(widgetRoute.PUT, 'PUT')
const removeWidget = sender(widgetRoute.DELETE, 'DELETE')

let runtime: Awaited<ReturnType<typeof startRuntime>>
const starters = () => ensureStarterDashboards(createContext({ kind: 'system', name: 'test' }))

beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

describe('a dashboard', () => {
  it('201: is made with a name and a description, and read back with its version as ETag', async () => {
    const made = await create({ name: 'E-commerce Overview', description: 'Main KPIs' })
    expect(made.status).toBe(201)
    expect(made.headers.get('ETag')).toBe('"1"')
    const { data, headers } = await read(made.data.id)
    expect(data).toEqual(made.data)
    expect(data).toMatchObject({ name: 'E-commerce Overview', description: 'Main KPIs', widgets: [], version: 1 })
    expect(headers.get('ETag')).toBe('"1"')
  })
  it('200: is listed newest first, a page at a time, and found by its words', async () => {
    for (const name of ['Alpha 100%', 'Beta', 'Gamma']) await create({ name })
    const first = await list({ limit: '2' })
    expect(first.data.dashboards.map((board) => board.name)).toEqual(['Gamma', 'Beta'])
    const second = await list({ limit: '2', cursor: first.data.next_cursor })
    expect(second.data.dashboards[0]).toMatchObject({ name: 'Alpha 100%', widgets_count: 0 })
    expect((await list({ q: '100%' })).data.count).toBe(1)
    expect((await list({ q: '%' })).data.count).toBe(1)
    expect((await list({ cursor: 'nonsense' })).status).toBe(400)
  })
  it('200: PATCH changes what is given and nothing else', async () => {
    const { data: board } = await create({ name: 'Before', description: 'kept' })
    const changed = await patch(board.id, { body: { name: 'After' }, headers: tagged(1) })
    expect(changed.data).toMatchObject({ name: 'After', description: 'kept', version: 2 })
    expect(changed.headers.get('ETag')).toBe('"2"')
  })
  it('412: a lost race changes nothing', async () => {
    const { data: board } = await create({ name: 'Raced' })
    await patch(board.id, { body: { name: 'First' }, headers: tagged(1) })
    for (const lost of [
      await patch(board.id, { body: { name: 'Second' }, headers: tagged(1) }),
      await put(board.id, { body: { name: 'Second' }, headers: tagged(1) }),
      await remove(board.id, { headers: tagged(1) }),
    ]) {
      expect(lost.status).toBe(412)
      expect(lost.headers.get('ETag')).toBe('"2"')
    }
    expect((await read(board.id)).data).toMatchObject({ name: 'First', version: 2 })
  })
  it('412: of two writers at once exactly one wins', async () => {
    const { data: board } = await create({ name: 'Raced' })
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => patch(board.id, { body: { name: `n${i}` }, headers: tagged(1) })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)])
    expect((await read(board.id)).data.version).toBe(2)
  })
  it('404: after its deletion, and for ids that are unknown or no UUID', async () => {
    const { data: board } = await create({ name: 'Gone', widgets: [{ type: 'text' }] })
    const [widget] = board.widgets
    expect((await remove(board.id)).data).toEqual({ id: board.id, deleted: true })
    for (const id of [board.id, absent, 'nope', '']) {
      expect((await read(id)).status).toBe(404)
      expect((await remove(id)).status).toBe(404)
      expect((await patch(id, { body: { name: 'x' } })).status).toBe(404)
      expect((await addWidget(id, { body: { type: 'text' } })).status).toBe(404)
    }
    expect((await patchWidget(widget?.id ?? '', { body: { title: 'x' } })).status).toBe(404)
    expect((await list({ q: 'Gone' })).data.count).toBe(0)
  })
  it('422: a body that fails its contract says where', async () => {
    for (const [body, path] of [
      [{}, 'name'],
      [{ name: '   ' }, 'name'],
      [{ name: 'x', widgets: [{ type: 'nonsense' }] }, 'widgets.0.type'],
      [{ name: 'x', widgets: [{ type: 'text', position: at(12, 0, 1, 1) }] }, 'widgets.0.position.x'],
    ] as const) {
      const { status, json } = await create(body)
      expect(status).toBe(422)
      expect(json.errors).toEqual([expect.objectContaining({ path })])
    }
  })
  it('201: text that Postgres cannot hold is kept with replacements', async () => {
    const body = { name: 'a\0b\ud800c', widgets: [{ type: 'text', config: { text: '\0\udfff' } }] }
    const made = await create(JSON.stringify(body))
    expect(made.data).toMatchObject({ name: 'a\ufffdb\ufffdc', widgets: [{ config: { text: '\ufffd\ufffd' } }] })
  })
  it('405: names what is allowed', async () => {
    const { status, headers } = await call(dashboardRoute.POST, '/dashboards', { method: 'POST' })
    expect([status, headers.get('Allow')]).toEqual([405, 'GET, PUT, PATCH, DELETE'])
  })
})

describe('a widget', () => {
  const counter = {
    type: 'counter',
    title: 'Orders Today',
    metric: 'orders_events_total',
    position: { x: 0, y: 0, width: 4, height: 2 },
  }
  it('201: is added where it asks to be, though its metric is not there yet', async () => {
    const { data: board } = await create({ name: 'Widgets' })
    const made = await addWidget(board.id, { body: counter })
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({ ...counter, config: {}, dashboard_id: board.id, version: 2 })
    expect(made.headers.get('ETag')).toBe('"2"')
  })
  it('201: moves down where the place is taken, and finds one where none is asked for', async () => {
    const { data: board } = await create({ name: 'Full', widgets: [counter] })
    const second = await addWidget(board.id, { body: counter })
    expect(second.data.position).toEqual(at(0, 2, 4, 2))
    const third = await addWidget(board.id, { body: { type: 'counter' } })
    expect(third.data.position).toEqual(at(4, 0, 3, 2))
    const wide = await addWidget(board.id, { body: { type: 'text', position: at(11, 50, 6, 1) } })
    expect(wide.data.position).toEqual(at(6, 50, 6, 1))
  })
  it('201: reads the names that others use for the types', async () => {
    const types = ['line_chart', 'bar_chart', 'pie_chart', 'donut']
    const { data } = await create({
      name: 'Aliases',
      widgets: types.map((type) => ({ type, position: at(0, 0, 1, 1) })),
    })
    expect(data.widgets.map((widget) => widget.type)).toEqual(['line', 'bar', 'pie', 'pie'])
  })
  it('200: PATCH changes what is given, and what it is put upon moves down', async () => {
    const { data: board } = await create({
      name: 'Moving',
      widgets: [counter, { ...counter, position: at(4, 0, 4, 2) }],
    })
    const [left, right] = board.widgets
    const moved = await patchWidget(right?.id ?? '', { body: { position: at(0, 0, 4, 2) }, headers: tagged(1) })
    expect(moved.data).toMatchObject({ title: 'Orders Today', position: at(0, 0, 4, 2), version: 2 })
    const { data } = await read(board.id)
    expect(data.widgets.find((widget) => widget.id === left?.id)?.position).toEqual(at(0, 2, 4, 2))
    expect((await patchWidget(left?.id ?? '', { body: { title: 'x' }, headers: tagged(1) })).status).toBe(412)
  })
  it('200: PUT makes it exactly what is sent; without a position it stays', async () => {
    const { data: board } = await create({ name: 'Put', widgets: [{ ...counter, config: { unit: 'EUR' } }] })
    const id = board.widgets[0]?.id ?? ''
    const { data } = await putWidget(id, { body: { type: 'gauge', title: 'Gauge' } })
    expect(data).toMatchObject({ id, type: 'gauge', metric: null, config: {}, position: counter.position })
  })
  it('200: is removed once, and 404 from then on', async () => {
    const { data: board } = await create({ name: 'Fewer', widgets: [counter] })
    const id = board.widgets[0]?.id ?? ''
    expect((await removeWidget(id)).data).toEqual({ id, deleted: true })
    expect((await removeWidget(id)).status).toBe(404)
    for (const other of [absent, 'nope']) expect((await patchWidget(other, { body: { title: 'x' } })).status).toBe(404)
    expect((await read(board.id)).data).toMatchObject({ widgets: [], version: 2 })
  })
  it('409: not more than a board can hold', async () => {
    const { data: board } = await create({ name: 'Brim', widgets: Array(200).fill({ type: 'text' }) })
    expect((await addWidget(board.id, { body: { type: 'text' } })).status).toBe(409)
  })
  it('201: many added at once all stand, none upon another', async () => {
    const { data: board } = await create({ name: 'Crowd' })
    const answers = await Promise.all(Array.from({ length: 12 }, () => addWidget(board.id, { body: counter })))
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201))
    const places = (await read(board.id)).data.widgets.map((widget) => widget.position)
    expect(places).toHaveLength(12)
    expect(places.some((a, i) => places.some((b, j) => i !== j && overlap(a, b)))).toBe(false)
  })
})

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

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import { overlap } from '@/lib/dashboards/place'
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
  tagged,
} from '@/tests/support/boards'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const _starters = () => ensureStarterDashboards(createContext({ kind: 'system', name: 'test' }))

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
    expect([status, headers.get('Allow')]).toEqual([405, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'])
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
  it('201: a line chart of several queries keeps them, formulas too', async () => {
    const { data: board } = await create({ name: 'Queries' })
    const config = {
      queries: [
        { metric: 'orders_amount_sum', aggregation: 'avg', unit: 'EUR' },
        { expr: 'orders_deletes_total / orders_events_total * 100', group_by: 'schema', limit: 5 },
      ],
      chart: 'bar',
      compare: '1w',
    }
    const made = await addWidget(board.id, { body: { type: 'line', title: 'Shares', config } })
    expect(made.status).toBe(201)
    expect((await read(board.id)).data.widgets[0]?.config).toEqual(config)
  })
  it('422: a query that names both a metric and a formula, or neither, says where', async () => {
    const { data: board } = await create({ name: 'Wrong queries' })
    for (const query of [{}, { metric: 'm', expr: 'm' }]) {
      const { status, json } = await addWidget(board.id, { body: { type: 'line', config: { queries: [query] } } })
      expect(status).toBe(422)
      expect(json.errors).toEqual([
        expect.objectContaining({ path: 'config.queries.0', message: 'expected either metric or expr' }),
      ])
    }
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

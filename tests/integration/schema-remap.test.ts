import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as boardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as boardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import * as remapRoute from '@/app/api/v1/datawatch/schema/changes/[id]/remap/route'
import * as changeRoute from '@/app/api/v1/datawatch/schema/changes/[id]/route'
import * as ddlRoute from '@/app/api/v1/datawatch/schema/ddl/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import type { Metric } from '@/lib/metrics/contract'
import type { SchemaChange, SchemaChangeDetail } from '@/lib/schemas/contract'
import type { Remap } from '@/lib/schemas/remap-contract'
import type { DdlAnswer } from '@/lib/schemas/snapshot-contract'
import { addAlertRule, alertRules } from '@/tests/support/alerts'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, sendRows } from '@/tests/support/schemas'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const post = <T>(
  route: { POST: Parameters<typeof call>[0] },
  path: string,
  body: unknown,
  params?: Record<string, string>,
) => call<T>(route.POST, path, { method: 'POST', body, params })
const ddl = (sql: string, more: Record<string, unknown> = {}) =>
  post<DdlAnswer>(ddlRoute, '/schema/ddl', { sql, ...more })
const getChange = (id: string) => call<SchemaChangeDetail>(changeRoute.GET, `/schema/changes/${id}`, { params: { id } })

describe('what reads a column that is renamed', () => {
  let rename: SchemaChange
  let board: Dashboard
  beforeAll(async () => {
    await sendRows('trips', 40, 0, (index) => ({ id: index, status: index % 2 ? 'open' : 'done', price: index }))
    await post(metricsRoute, '/metrics', {
      name: 'open_share',
      expr: 'trips_by_status{status="open"} / trips_events_total',
    })
    const widgets = [
      {
        type: 'bar',
        title: 'By status',
        metric: 'trips_by_status',
        config: { group_by: 'status', filter: 'status:open|done' },
      },
      { type: 'line', title: 'Share', metric: 'open_share' },
      { type: 'table', title: 'Rows', config: { table: 'trips', columns: ['id', 'status'] } },
      { type: 'counter', title: 'Price', metric: 'trips_price_sum' },
    ]
    await addAlertRule({
      name: 'Open trips',
      metric: 'trips_by_status',
      filter: 'status:open',
      group_by: ['status'],
      threshold: 5,
    })
    const variables = [{ name: 'state', kind: 'label', metric: 'trips_by_status', label: 'status' }]
    board = (await post<Dashboard>(boardsRoute, '/dashboards', { name: 'Trips', widgets, variables })).data
    const { data } = await ddl('ALTER TABLE trips RENAME COLUMN status TO state', {
      schema: 'public',
      timestamp: at(50),
    })
    rename = data.changes[0]!
  })
  const remap = (body: unknown) =>
    post<Remap>(remapRoute, `/schema/changes/${rename.id}/remap`, body, { id: rename.id })
  const readBoard = async () =>
    (await call<Dashboard>(boardRoute.GET, `/dashboards/${board.id}`, { params: { id: board.id } })).data

  test('200: metrics, formulas, widgets, variables and alert rules are named', async () => {
    const { data } = await getChange(rename.id)
    expect(data.can_remap).toBe(true)
    const named = data.used_by
      .filter((one) => one.board === null || one.board.id === board.id)
      .map(({ kind, name }) => `${kind} ${name}`)
    expect(named).toEqual([
      'metric trips_by_status',
      'metric trips_current_by_status',
      'metric trips_status_dwell_seconds',
      'metric trips_status_transitions',
      'formula open_share',
      'widget By status',
      'widget Rows',
      'widget Share',
      'variable $state',
      'alert Open trips',
    ])
  })
  test('200: a preview says what would move and moves nothing', async () => {
    const { status, data } = await remap({ preview: true })
    expect([status, data.applied]).toEqual([200, false])
    expect(data.moves.find(({ kind }) => kind === 'formula')).toMatchObject({
      before: 'trips_by_status{status="open"} / trips_events_total',
      after: 'trips_by_state{state="open"} / trips_events_total',
    })
    expect((await readBoard()).version).toBe(board.version)
  })
  test('200: moved, the board has a new version and what reads other columns stays', async () => {
    const { status, data } = await remap({})
    expect([status, data.applied, data.boards.find(({ id }) => id === board.id)?.version]).toEqual([
      200,
      true,
      board.version + 1,
    ])
    const after = await readBoard()
    expect(after.widgets.map(({ metric, config }) => [metric, config])).toEqual([
      ['trips_by_state', { group_by: 'state', filter: 'state:open|done' }],
      ['open_share', {}],
      [null, { table: 'trips', columns: ['id', 'state'] }],
      ['trips_price_sum', {}],
    ])
    expect((await alertRules({ q: 'Open trips' })).data.rules).toMatchObject([
      { metric: 'trips_by_state', filter: 'state:open', group_by: ['state'], state: 'ok' },
    ])
    expect(after.variables[0]).toMatchObject({ metric: 'trips_by_state', label: 'state' })
    const formula = await call<Metric>(metricRoute.GET, '/metrics/open_share', { params: { name: 'open_share' } })
    expect(formula.data.expr).toBe('trips_by_state{state="open"} / trips_events_total')
    expect((await getChange(rename.id)).data.remapped_at).not.toBeNull()
  })
  test('422: to a column that there is not; 409: of a change that moves nothing', async () => {
    expect((await remap({ to: 'colour' })).status).toBe(422)
    const other = (await ddl('ALTER TABLE trips ALTER COLUMN price TYPE text', { schema: 'public' })).data.changes[0]!
    expect((await post(remapRoute, `/schema/changes/${other.id}/remap`, {}, { id: other.id })).status).toBe(409)
  })
})

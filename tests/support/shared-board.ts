import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import type { Dashboard } from '@/lib/dashboards/contract'
import type { Handler } from '@/lib/http/route'
import { call, insertEvent } from './http'
import { startRuntime } from './runtime'
import { makeLink } from './shares'
import { env, key } from './visitor'

export const from = '2026-03-01T00:00:00.000Z'
export const to = '2026-03-02T00:00:00.000Z'
export const view = { from, to }
export const counter = { type: 'counter', metric: 'orders_by_status', config: { filter: 'status:paid' } } as const
export const rows = {
  ...{ type: 'table', metric: null },
  config: { table: 'orders', limit: 2, columns: ['id', 'status'] },
} as const
const anomalies = { type: 'alerts', metric: null, config: { table: 'orders' } } as const

/** Calls as one who has a key. */
export const asOwner = <T>(handler: Handler, method: string, params: Record<string, string>, body?: unknown) =>
  call<T>(handler, '/dashboards', { method, params, body, headers: { authorization: `Bearer ${key}` } })
export const makeBoard = async (body: object) => (await asOwner<Dashboard>(dashboardsRoute.POST, 'POST', {}, body)).data
export const putBoard = (id: string, body: object) => asOwner<Dashboard>(dashboardRoute.PUT, 'PUT', { id }, body)
export const removeBoard = (id: string) => asOwner(dashboardRoute.DELETE, 'DELETE', { id })

/** A production server with three paid orders, one refunded, a table that is nobody's business, and a shared board of the paid ones. */
export async function startShared() {
  const runtime = await startRuntime(env)
  const secret = { email: 'somebody@example.com', card: 'x' }
  const events = [
    ...[1, 2, 3].map((id) => insertEvent({ after: { id, amount: 10 * id, status: 'paid', ...secret } })),
    insertEvent({ after: { id: 4, amount: 1000, status: 'refunded', ...secret } }),
    insertEvent({ table: 'salaries', after: { id: 1, amount: 9 } }),
  ]
  await asOwner(batchRoute.POST, 'POST', {}, events)
  const board = await makeBoard({ name: 'Shared', widgets: [counter, rows, anomalies] })
  const { token } = (await makeLink(board.id, { view })).data
  return { runtime, board, token }
}

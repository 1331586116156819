import { expect } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import { call, insertEvent } from './http'
import { askPrometheus } from './prometheus'

const dayMs = 86_400_000
const start = Math.floor(Date.now() / dayMs) * dayMs - 20 * dayMs + 6 * 3_600_000
export const iso = (at: number) => new Date(at).toISOString()
export const minutes = (count: number) => start + count * 60_000

type Row = { id: number; amount: number | string; status: string }
const statuses = ['paid', 'new', 'a"b\\c', 'ünï 漢字', 'line\nbreak', 'x=y, z']
export const rowOf = (i: number): Row => ({
  id: i,
  amount: i % 50 === 7 ? '9007199254740993.000000001' : i % 7 === 0 ? '0.1' : (i * 37) % 101,
  status: statuses[i % statuses.length]!,
})
const event = (type: string, i: number, at: number, before: Row | null, after: Row | null) =>
  insertEvent({ table: 'shop', type, timestamp: iso(at), key: { id: i }, before, after })
const inserted = (i: number, at: number) => event('INSERT', i, at, null, rowOf(i))

/** Three hours of inserts, changes of status and deletes. */
export const orders = Array.from({ length: 400 }, (_, i) => {
  const at = minutes(0) + i * 27_000
  if (i % 5 === 4) return event('UPDATE', i - 1, at, rowOf(i - 1), { ...rowOf(i - 1), status: 'sent' })
  if (i % 11 === 10) return event('DELETE', i - 2, at, rowOf(i - 2), null)
  return inserted(i, at)
})
/** Into the same time, and to a series that there was not. */
export const late = [
  ...Array.from({ length: 40 }, (_, i) => inserted(1000 + i, minutes(3 * i) + 5_000)),
  event('INSERT', 2000, minutes(70), null, { id: 2000, amount: -5, status: 'refunded' }),
]
export const latest = Array.from({ length: 20 }, (_, i) => inserted(3000 + i, minutes(5 * i) + 20_000))

const span = { from: iso(minutes(-30)), to: iso(minutes(240)) }
const questions: [string, Record<string, string>][] = [
  ['shop_amount_sum', { step: '1m' }],
  ['shop_amount_sum', { step: '1m', aggregation: 'min' }],
  ['shop_amount_sum', { step: '5m', aggregation: 'max' }],
  ['shop_amount_sum', { step: '10m', aggregation: 'last' }],
  ['shop_amount_sum', { step: '7m', aggregation: 'avg' }],
  ['shop_amount_sum', { step: '15m', aggregation: 'rate' }],
  ['shop_amount_sum', { step: '15m', aggregation: 'p90' }],
  ['shop_events_total', { step: '1m', aggregation: 'count' }],
  ['shop_by_status', { step: '5m', group_by: 'status' }],
  ['shop_by_status', { step: '10m', group_by: 'status', limit: '3' }],
  ['shop_events_by_type', { step: '1h', group_by: 'type', filter: 'type:INSERT' }],
  ['shop_rows', { step: '5m' }],
  ['shop_amount_total', { step: '3m', aggregation: 'max' }],
  ['shop_current_by_status', { step: '20m', group_by: 'status' }],
]

export const ask = async (name: string, query: Record<string, string>, route: typeof rangeRoute = rangeRoute) => {
  const path = route === rangeRoute ? 'range' : 'query'
  return call(route.GET, `/metrics/${name}/${path}`, { params: { name }, query: { ...span, ...query } })
}

/** Everything that is asked, as it is answered now. */
export async function answers() {
  const ranges = await Promise.all(
    questions.map(async ([name, query]) => {
      const { status, json } = await ask(name, query)
      expect(status, JSON.stringify(json).slice(0, 500)).toBe(200)
      return [name, query, json.data]
    }),
  )
  const value = await ask('shop_amount_sum', { to: iso(minutes(95) + 30_000), aggregation: 'avg' }, queryRoute)
  const formula = 'sum by (status) (increase(shop_by_status[10m]))'
  const promql = await askPrometheus('query_range', {
    query: formula,
    start: minutes(0) / 1000,
    end: minutes(180) / 1000,
    step: 300,
  })
  return { ranges, value: value.json.data, promql: promql.data }
}

import { describe, expect, it } from 'vitest'
import { gridColumns } from '@/lib/dashboards/limits'

import { addsUp } from '@/lib/dashboards/meaning'
import { overlap } from '@/lib/dashboards/place'
import { starterBoard } from '@/lib/dashboards/starter'
import { columnMetrics, levelMetrics, ownLabel, rowsMetric, tableMetrics } from '@/lib/metrics/auto'
import type { ColumnRole } from '@/lib/metrics/contract'

type Columns = Record<string, ColumnRole>
type Seen = Record<string, string[]>

const metricsOf = (table: string, columns: Columns, seen: Seen = {}, levels = false) =>
  [
    ...tableMetrics(table),
    ...(levels
      ? [rowsMetric(table), ...Object.entries(columns).flatMap(([column, role]) => levelMetrics(table, column, role))]
      : []),
    ...Object.entries(columns).flatMap(([column, role]) => columnMetrics(table, column, role)),
  ].map((metric) => ({
    ...metric,
    label: ownLabel(metric.kind, metric.field),
    values: seen[metric.kind === 'events' ? 'type' : metric.field] ?? ['a', 'b'],
  }))

const lively = { type: ['INSERT', 'UPDATE'] }
const shop = metricsOf(
  'orders',
  { id: 'identifier', amount: 'numeric', item_count: 'numeric', channel: 'categorical', status: 'categorical' },
  lively,
)
const titles = (metrics: ReturnType<typeof metricsOf>, settled = true, table = 'orders') =>
  starterBoard(table, metrics, settled).widgets.map((widget) => widget.title)

describe('starterBoard', () => {
  it('makes headline counters, trends, categories, latest rows and the unusual of a table', () => {
    const { name, widgets } = starterBoard('orders', shop, true)
    expect(name).toBe('Orders')
    expect(widgets.map(({ type, title, metric }) => [type, title, metric])).toEqual([
      ['counter', 'New orders', 'orders_inserts_total'],
      ['counter', 'Total amount', 'orders_amount_sum'],
      ['counter', 'Average amount', 'orders_amount_avg'],
      ['counter', 'All changes to orders', 'orders_events_total'],
      ['line', 'New orders over time', 'orders_inserts_total'],
      ['pie', 'Orders by channel', 'orders_by_channel'],
      ['line', 'Amount over time', 'orders_amount_sum'],
      ['bar', 'Orders reaching each status', 'orders_by_status'],
      ['line', 'Item count over time', 'orders_item_count_sum'],
      ['table', 'Latest orders', null],
      ['alerts', 'Unusual in orders', null],
    ])
  })
  it('shows how a table stands now, where its rows are told apart', () => {
    const columns: Columns = { amount: 'numeric', channel: 'categorical', status: 'categorical' }
    const { widgets } = starterBoard('orders', metricsOf('orders', columns, lively, true), true)
    expect(widgets.map(({ type, title, metric }) => [type, title, metric])).toEqual([
      ['counter', 'Orders now', 'orders_rows'],
      ['counter', 'New orders', 'orders_inserts_total'],
      ['counter', 'Total amount', 'orders_amount_sum'],
      ['counter', 'All changes to orders', 'orders_events_total'],
      ['line', 'New orders over time', 'orders_inserts_total'],
      ['pie', 'Orders by channel', 'orders_by_channel'],
      ['line', 'Amount over time', 'orders_amount_sum'],
      ['bar', 'Orders by status now', 'orders_current_by_status'],
      ['line', 'Amount of all orders', 'orders_amount_total'],
      ['bar', 'Orders reaching each status', 'orders_by_status'],
      ['table', 'Latest orders', null],
      ['alerts', 'Unusual in orders', null],
    ])
    expect(widgets[7]!.config).toEqual({ group_by: 'status', limit: 8 })
  })
  it('carries units and groups by the label of the category', () => {
    const { widgets } = starterBoard('orders', shop, true)
    const config = (title: string) => widgets.find((widget) => widget.title === title)?.config
    expect(config('Total amount')).toEqual({ unit: 'currency' })
    expect(config('Orders by channel')).toEqual({ group_by: 'channel', limit: 8 })
  })
  it('does not add up what does not add up', () => {
    const { widgets } = starterBoard('products', metricsOf('products', { price: 'numeric' }), true)
    expect(widgets.filter((widget) => widget.metric?.endsWith('_sum'))).toEqual([])
    expect(widgets.map((widget) => widget.title)).toContain('Average price')
  })
  it('writes amounts in the one currency of their table', () => {
    const columns: Columns = { amount: 'numeric', currency: 'categorical' }
    const unit = (currencies: string[]) =>
      starterBoard('orders', metricsOf('orders', columns, { currency: currencies }), true).widgets.find(
        (widget) => widget.title === 'Total amount',
      )?.config.unit
    expect([unit(['EUR']), unit(['EUR', 'USD']), unit(['euro']), unit([])]).toEqual([
      'EUR',
      ...Array(3).fill('currency'),
    ])
  })
  it('leaves out a category that is always the same, once that is known', () => {
    const metrics = metricsOf('orders', { kind: 'categorical' }, { ...lively, kind: ['one'] })
    expect(titles(metrics, false)).toContain('Orders by kind')
    expect(titles(metrics, true)).not.toContain('Orders by kind')
  })
  it('speaks of changes where rows are never added, and only of new rows where they never change', () => {
    const never = titles(metricsOf('orders', {}, { type: ['SNAPSHOT', 'UPDATE'] }))
    expect(never).toEqual([
      'Changes to orders over time',
      'All changes to orders',
      'Latest orders',
      'Unusual in orders',
    ])
    const only = titles(metricsOf('orders', {}, { type: ['INSERT', 'SNAPSHOT'] }))
    expect(only).toEqual(['New orders over time', 'New orders', 'Latest orders', 'Unusual in orders'])
  })
  it('shows many categories as bars', () => {
    const values = Array.from({ length: 20 }, (_, i) => `c${i}`)
    const { widgets } = starterBoard(
      'orders',
      metricsOf('orders', { country: 'categorical' }, { country: values }),
      true,
    )
    expect(widgets.find((widget) => widget.metric === 'orders_by_country')?.type).toBe('bar')
  })

  for (const row of [
    { name: 'no columns yet', columns: {} },
    { name: 'a single category', columns: { channel: 'categorical' } },
    { name: 'numbers only', columns: { amount: 'numeric', tax: 'numeric' } },
    { name: 'categories only', columns: { status: 'categorical', kind: 'categorical', plan: 'categorical' } },
    {
      name: 'very many',
      columns: Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [`c${i}`, i % 2 ? ('numeric' as const) : ('categorical' as const)]),
      ),
    },
  ] satisfies { name: string; columns: Columns }[]) {
    it(`${row.name}: a full board with no overlap and no hole in its rows`, () => {
      const types = [[], ['INSERT'], ['UPDATE'], ['INSERT', 'DELETE']]
      for (const [type, levels] of types.flatMap((one) => [[one, false] as const, [one, true] as const])) {
        const metrics = metricsOf('line_items', row.columns, { type }, levels)
        const places = starterBoard('line_items', metrics, true).widgets.map((w) => w.position)
        for (const [i, a] of places.entries()) {
          expect(places.some((b, j) => i !== j && overlap(a, b))).toBe(false)
        }
        const area = places.reduce((sum, place) => sum + place.width * place.height, 0)
        expect(area).toBe(gridColumns * Math.max(...places.map((place) => place.y + place.height)))
        expect(places.length).toBeLessThanOrEqual(16)
      }
    })
  }
})

describe('addsUp', () => {
  for (const [field, is] of [
    ['amount', true],
    ['quantity', true],
    ['totalPaid', true],
    ['price', false],
    ['unit_price', false],
    ['tax_rate', false],
    ['stock', false],
  ] as const) {
    it(`${field}: ${is}`, () => expect(addsUp(field)).toBe(is))
  }
})

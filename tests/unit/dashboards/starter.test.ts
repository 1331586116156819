import { describe, expect, it } from 'vitest'
import { gridColumns } from '@/lib/dashboards/contract'
import { overlap } from '@/lib/dashboards/place'
import { addsUp, starterBoard } from '@/lib/dashboards/starter'
import { columnMetrics, ownLabel, tableMetrics } from '@/lib/metrics/auto'
import type { ColumnRole } from '@/lib/metrics/contract'

const metricsOf = (table: string, columns: Record<string, ColumnRole>) =>
  [
    ...tableMetrics(table),
    ...Object.entries(columns).flatMap(([column, role]) => columnMetrics(table, column, role)),
  ].map((metric) => ({ ...metric, label: ownLabel(metric.kind, metric.field) }))

const shop = metricsOf('orders', {
  id: 'identifier',
  amount: 'numeric',
  item_count: 'numeric',
  channel: 'categorical',
  status: 'categorical',
})

describe('starterBoard', () => {
  it('makes headline counters, trends, categories, latest rows and the unusual of a table', () => {
    const { name, widgets } = starterBoard('orders', shop)
    expect(name).toBe('Orders')
    expect(widgets.map(({ type, title, metric }) => [type, title, metric])).toEqual([
      ['counter', 'New orders', 'orders_inserts_total'],
      ['counter', 'Total amount', 'orders_amount_sum'],
      ['counter', 'Average amount', 'orders_amount_avg'],
      ['counter', 'All changes to orders', 'orders_events_total'],
      ['line', 'New orders over time', 'orders_inserts_total'],
      ['pie', 'Orders by status', 'orders_by_status'],
      ['line', 'Amount over time', 'orders_amount_sum'],
      ['bar', 'Orders by channel', 'orders_by_channel'],
      ['line', 'Item count over time', 'orders_item_count_sum'],
      ['table', 'Latest orders', null],
      ['alerts', 'Unusual in orders', null],
    ])
  })
  it('carries units and groups by the label of the category', () => {
    const { widgets } = starterBoard('orders', shop)
    const config = (title: string) => widgets.find((widget) => widget.title === title)?.config
    expect(config('Total amount')).toEqual({ unit: 'currency' })
    expect(config('Orders by status')).toEqual({ group_by: 'status', limit: 8 })
  })
  it('does not add up what does not add up', () => {
    const { widgets } = starterBoard('products', metricsOf('products', { price: 'numeric' }))
    expect(widgets.filter((widget) => widget.metric?.endsWith('_sum'))).toEqual([])
    expect(widgets.map((widget) => widget.title)).toContain('Average price')
  })

  for (const row of [
    { name: 'no columns yet', columns: {} },
    { name: 'numbers only', columns: { amount: 'numeric', tax: 'numeric' } },
    { name: 'categories only', columns: { status: 'categorical', kind: 'categorical', plan: 'categorical' } },
    {
      name: 'very many',
      columns: Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [`c${i}`, i % 2 ? ('numeric' as const) : ('categorical' as const)]),
      ),
    },
  ] satisfies { name: string; columns: Record<string, ColumnRole> }[]) {
    it(`${row.name}: a full board with no overlap and no hole in its rows`, () => {
      const places = starterBoard('line_items', metricsOf('line_items', row.columns)).widgets.map((w) => w.position)
      for (const [i, a] of places.entries()) {
        expect(places.some((b, j) => i !== j && overlap(a, b))).toBe(false)
      }
      const area = places.reduce((sum, place) => sum + place.width * place.height, 0)
      expect(area).toBe(gridColumns * Math.max(...places.map((place) => place.y + place.height)))
      expect(places.length).toBeLessThanOrEqual(16)
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

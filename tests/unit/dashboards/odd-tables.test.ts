import { describe, expect, it } from 'vitest'
import { byWords, columnWords } from '@/lib/dashboards/meaning'
import { starterBoard } from '@/lib/dashboards/starter'
import { columnMetrics, levelMetrics, ownLabel, rowsMetric, tableMetrics } from '@/lib/metrics/auto'
import type { ColumnRole } from '@/lib/metrics/contract'

type Columns = Record<string, ColumnRole>

function boardOf(table: string, columns: Columns) {
  const entries = Object.entries(columns)
  const metrics = [
    ...tableMetrics(table),
    rowsMetric(table),
    ...entries.flatMap(([column, role]) => levelMetrics(table, column, role)),
    ...entries.flatMap(([column, role]) => columnMetrics(table, column, role)),
  ].map((metric) => {
    const values = metric.kind === 'events' ? ['INSERT'] : ['a', 'b']
    return { ...metric, label: ownLabel(metric.kind, metric.field), values }
  })
  return starterBoard(table, metrics, true)
}
const titles = (table: string, columns: Columns) => boardOf(table, columns).widgets.map(({ title }) => title)

describe('the starter board of an odd table', () => {
  it('of ids alone counts what its rows are about', () => {
    const ids: Columns = { id: 'identifier', order_id: 'identifier', tag_id: 'identifier', email: 'identifier' }
    expect(titles('order_tags', ids)).toEqual([
      ...['Order tags now', 'New order tags', 'Different orders', 'Different tags'],
      ...['New order tags over time', 'Latest order tags', 'Unusual in order tags'],
    ])
  })
  it('whose name is in another style speaks of its rows', () => {
    const columns: Columns = { unitPrice: 'numeric', quantity: 'numeric', itemStatus: 'categorical' }
    expect(titles('OrderItem', columns)).toEqual([
      ...['Order items now', 'New order items', 'Total quantity', 'Average quantity'],
      ...['New order items over time', 'Quantity over time', 'Order items by status now'],
      ...['Average unit price over time', 'Order items reaching each status', 'Quantity of all order items'],
      ...['Latest order items', 'Unusual in order items'],
    ])
    expect(boardOf('tbl_users', {})).toMatchObject({ name: 'Users', description: 'Live from the table tbl_users' })
  })
  it('of many columns shows what is worth the most', () => {
    const sensors = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`sensor_${i}_temp`, 'numeric' as const]))
    const shown = titles('readings', { ...sensors, revenue: 'numeric', latency_ms: 'numeric' })
    expect(shown).toEqual(expect.arrayContaining(['Total revenue', 'Revenue over time', 'Average latency over time']))
    expect(shown.length).toBeLessThanOrEqual(16)
  })
  it('without any column still has a board', () => {
    expect(titles('日誌', {})).toEqual(['日誌 now', 'New 日誌', 'New 日誌 over time', 'Latest 日誌', 'Unusual in 日誌'])
  })
})

it.each([
  ['orders', 'order_status', '', 'status'],
  ['OrderItem', 'itemStatus', '', 'status'],
  ['jobs', 'duration_ms', 'ms', 'duration'],
  ['jobs', 'duration_ms', '', 'duration ms'],
  ['orders', 'order', '', 'order'],
  ['rates', 'percent', 'percent', 'percent'],
])('of %s, %s (%s) is %s', (table, field, unit, words) => expect(columnWords(table, field, unit)).toBe(words))

it.each([
  ['users', 'is_active', 'active or not'],
  ['orders', 'has_discount', 'with discount or not'],
  ['orders', 'channel', 'by channel'],
])('%s told apart by %s: %s', (table, field, words) => expect(byWords(table, field)).toBe(words))

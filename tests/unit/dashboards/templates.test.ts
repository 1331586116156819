import { describe, expect, it } from 'vitest'
import { bindTables, fitting, type TableFacts } from '@/lib/dashboards/bind-tables'
import { gridColumns } from '@/lib/dashboards/limits'

import { overlap } from '@/lib/dashboards/place'
import type { StarterMetric } from '@/lib/dashboards/starter'
import { templateBoard } from '@/lib/dashboards/template-board'
import { slotIds, type TemplateId } from '@/lib/dashboards/template-contract'
import { findTemplate, templates } from '@/lib/dashboards/templates'
import { columnMetrics, levelMetrics, ownLabel, rowsMetric, tableMetrics } from '@/lib/metrics/auto'
import type { ColumnRole } from '@/lib/metrics/contract'
import { readFilter } from '@/lib/metrics/filter'
import { parseFormula } from '@/lib/metrics/formula/parse'

type Columns = Record<string, ColumnRole | string[]>

/** The metrics of a table; a column with values is a category with these. */
const metricsOf = (table: string, columns: Columns): StarterMetric[] => {
  const entries = Object.entries(columns)
  const role = (one: ColumnRole | string[]): ColumnRole => (Array.isArray(one) ? 'categorical' : one)
  return [
    ...tableMetrics(table),
    rowsMetric(table),
    ...entries.flatMap(([column, one]) => levelMetrics(table, column, role(one))),
    ...entries.flatMap(([column, one]) => columnMetrics(table, column, role(one))),
  ].map((metric) => {
    const values = columns[metric.field]
    return {
      ...metric,
      label: ownLabel(metric.kind, metric.field),
      values: Array.isArray(values) ? values : [],
    }
  })
}
const factsOf = (table: string, columns: Columns = {}, events = 100): TableFacts => ({
  ...{ table, events },
  columns: metricsOf(table, columns).map(({ kind, field, unit }) => ({ kind, field: field ?? '', unit })),
})
const bind = (id: TemplateId, tables: TableFacts[], asked = {}) => bindTables(findTemplate(id).slots, tables, asked)
const build = (id: TemplateId, tables: Record<string, Columns>) => {
  const bindings = bind(
    id,
    Object.entries(tables).map(([table, columns]) => factsOf(table, columns)),
  )
  const metrics = new Map(Object.entries(tables).map(([table, columns]) => [table, metricsOf(table, columns)]))
  return templateBoard(findTemplate(id), bindings, metrics)
}

describe('tables are found by what they mean', () => {
  it.each<[string, TemplateId, string, string[], string | null]>([
    ['by its name', 'e-commerce', 'orders', ['orders', 'order_items'], 'orders'],
    ['in another style', 'e-commerce', 'orders', ['SalesOrder', 'SalesOrderItem'], 'SalesOrder'],
    ['with a prefix', 'saas', 'users', ['tbl_users', 'tbl_logs'], 'tbl_users'],
    ['in capitals', 'e-commerce', 'customers', ['CUSTOMERS', 'ORDER_ITEMS'], 'CUSTOMERS'],
    ['narrowed down', 'payments', 'payments', ['stripe_payments', 'stripe_events'], 'stripe_payments'],
    ['not what repeats it', 'e-commerce', 'orders', ['orders_history', 'purchases'], 'purchases'],
    ['not by its beginning', 'e-commerce', 'orders', ['order_items', 'order_notes'], null],
    ['the likelier of two', 'e-commerce', 'customers', ['accounts', 'clients'], 'clients'],
    ['no likeness', 'operations', 'jobs', ['weather', 'sensors'], null],
  ])('%s: the %s template', (_name, id, slot, tables, found) => {
    expect(
      bind(
        id,
        tables.map((table) => factsOf(table)),
      )[slot],
    ).toBe(found)
  })
  it('columns tell between two that are called alike', () => {
    const money: Columns = { amount: 'numeric', status: 'categorical' }
    const tables = [factsOf('purchase_transactions', money), factsOf('sale_transactions', { note: 'text' })]
    expect(bind('payments', tables).payments).toBe('purchase_transactions')
  })
  it('columns that speak of it are enough, where there are more than one', () => {
    const [slot] = findTemplate('e-commerce').slots
    const spoken: Columns = { order_total: 'numeric', order_status: 'categorical' }
    expect(fitting(slot!, [factsOf('belege', spoken), factsOf('journal', { order_id: 'identifier' })])).toEqual([
      'belege',
    ])
  })
  it('no table is taken twice, unless that is asked for', () => {
    const tables = [factsOf('payments', { amount: 'numeric' }), factsOf('users')]
    const bound = bind('saas', tables)
    expect(bound).toMatchObject({ users: 'users', invoices: 'payments', subscriptions: null })
    expect(bind('saas', tables, { subscriptions: 'users' })).toMatchObject({ subscriptions: 'users', users: null })
    expect(bind('saas', tables, { subscriptions: 'users', users: 'users' })).toMatchObject({ users: 'users' })
    expect(bind('saas', tables, { invoices: null }).invoices).toBeNull()
  })
})

const shop: Record<string, Columns> = {
  orders: {
    amount: 'numeric',
    tax_amount: 'numeric',
    channel: ['web', 'store'],
    currency: ['EUR'],
    status: ['pending', 'paid', 'cancelled'],
  },
  customers: { segment: ['new', 'vip'] },
  payments: { amount: 'numeric', method: ['card', 'paypal'], status: ['captured', 'failed', 'it"s\\odd'] },
}

describe('a template', () => {
  it('shows what there is, and says what is missing', () => {
    const { ready, widgets, missing } = build('e-commerce', shop)
    expect(ready).toBe(true)
    expect(widgets.map(({ type, title, metric }) => [type, title, metric])).toEqual([
      ['counter', 'Revenue', 'orders_amount_sum'],
      ['counter', 'New orders', 'orders_inserts_total'],
      ['counter', 'Average order', 'orders_amount_avg'],
      ['counter', 'New customers', 'customers_inserts_total'],
      ['line', 'Revenue over time', 'orders_amount_sum'],
      ['pie', 'Orders by channel', 'orders_by_channel'],
      ['bar', 'Orders by status now', 'orders_current_by_status'],
      ['heatmap', 'When orders come', 'orders_inserts_total'],
      ['bar', 'Payments by method', 'payments_by_method'],
      ['table', 'Latest orders', null],
      ['alerts', 'Unusual in orders', null],
    ])
    expect(widgets[0]?.config).toEqual({ unit: 'EUR', rise: 'good' })
    expect(missing).toEqual(['No table of products found', 'No table of refunds found'])
  })
  it('reads what a status says', () => {
    const { widgets } = build('payments', shop)
    const find = (title: string) => widgets.find((one) => one.title === title)
    expect(find('Failed payments')).toMatchObject({ metric: 'payments_by_status', config: { filter: 'status:failed' } })
    const expr = find('Succeeded')?.config.queries?.[0]?.expr
    expect(expr).toBe(
      '100 * payments_by_status{status=~"^(captured)$"} / payments_by_status{status=~"^(captured|failed)$"}',
    )
    expect(() => parseFormula(expr!)).not.toThrow()
    expect(readFilter([find('Failed payments')!.config.filter!], ['status'])[0]?.({ status: 'failed' })).toBe(true)
  })
  it('leaves out what its table has no column for', () => {
    const { widgets, missing } = build('e-commerce', { orders: { note: 'text' } })
    expect(widgets.map(({ title }) => title)).toEqual([
      'New orders',
      'When orders come',
      'Latest orders',
      'Unusual in orders',
    ])
    expect(missing).toEqual(
      expect.arrayContaining(['orders has no amounts', 'orders has no channel or country', 'orders has no status']),
    )
  })
  it('tells how long a status is kept where rows change', () => {
    const { slots } = findTemplate('payments')
    const titles = (types: string[]) => {
      const metrics = metricsOf('payments', shop.payments!).map((one) =>
        one.kind === 'events' ? { ...one, values: types } : one,
      )
      const bound = bindTables(slots, [factsOf('payments', shop.payments)])
      const { widgets } = templateBoard(findTemplate('payments'), bound, new Map([['payments', metrics]]))
      return widgets.map(({ title }) => title)
    }
    expect(titles(['INSERT', 'UPDATE'])).toContain('Time payments keep each status')
    expect(titles(['INSERT'])).not.toContain('Time payments keep each status')
  })
  it('is not ready without any of its tables', () => {
    const { ready, widgets, missing } = build('operations', { weather: {} })
    expect([ready, widgets]).toEqual([false, []])
    expect(missing).toContain('No table of jobs found')
  })
  it.each(templates.map(({ id }) => id))('%s: full rows, no overlap, whatever is there', (id) => {
    const rich: Columns = {
      ...{ amount: 'numeric', duration_seconds: 'numeric', quantity: 'numeric', type: ['a', 'b'], plan: ['x', 'y'] },
      ...{
        status: ['open', 'failed', 'done', 'cancelled', 'unpaid'],
        priority: ['high'],
        country: ['DE'],
        reason: ['x'],
      },
    }
    const { slots } = findTemplate(id)
    const each = slots.map(({ name }) => name)
    const all = [...each.map((one) => [one]), each, each.slice(1)].map((names) =>
      Object.fromEntries(names.flatMap((name) => [[name, rich] as const])),
    )
    for (const tables of [...all, Object.fromEntries(each.map((name) => [name, {}]))]) {
      const { widgets } = build(id, tables)
      const places = widgets.map(({ position }) => position)
      const area = places.reduce((sum, { width, height }) => sum + width * height, 0)
      expect(area).toBe(gridColumns * Math.max(0, ...places.map(({ y, height }) => y + height)))
      for (const [i, a] of places.entries()) expect(places.some((b, j) => i !== j && overlap(a, b))).toBe(false)
      for (const { title, type, metric, config } of widgets) {
        expect(title).not.toMatch(/[{}]|undefined/)
        expect(metric !== null || type === 'table' || type === 'alerts' || config.queries).toBeTruthy()
      }
    }
  })
  it('has places that the contract knows', () => {
    expect(templates.flatMap(({ slots }) => slots.map(({ id }) => id)).filter((id) => !slotIds.includes(id))).toEqual(
      [],
    )
  })
})

import { describe, expect, it } from 'vitest'
import type { Widget, WidgetConfig, WidgetType } from '@/lib/dashboards/contract'
import { questionsOf } from '@/lib/dashboards/question'
import { anomaliesWidget, askedSpan, columnsOf, isAbout, rowsOf, storedQuestion } from '@/lib/shares/scope'

let made = 0
const widget = (type: WidgetType, metric: string | null, config: WidgetConfig = {}, width = 6): Widget => {
  made += 1
  return { id: String(made), type, title: '', metric, config, position: { x: 0, y: 0, width, height: 4 } }
}
const counter = widget('counter', 'orders_amount_sum', { aggregation: 'sum', filter: 'status:paid' })
const line = widget('line', 'orders_by_status', { limit: 5 })
const formula = widget('line', null, { queries: [{ expr: 'orders_deletes_total / orders_events_total * 100' }] })
const rows = widget('table', null, { table: 'orders', limit: 7, columns: ['id'] })
const anomalies = widget('alerts', null, { table: 'orders' })
const widgets = [counter, line, formula, rows, anomalies]

const hour = 3_600_000
const span = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) }
const sent = (one: Widget, at = span) =>
  questionsOf(one, at, 'UTC').map((question) => JSON.parse(JSON.stringify({ ...question, ref: '0' })))

describe('the questions of a shared board', () => {
  it('are all its own, as its page asks them', () => {
    for (const one of widgets) {
      const asked = sent(one)
      expect(asked.map((question) => storedQuestion(widgets, question, span, 'UTC'))).toEqual(
        questionsOf(one, span, 'UTC').map((question) => question),
      )
    }
  })
  it.each<[string, Record<string, unknown>]>([
    ['another metric', { metric: 'customers_rows' }],
    ['another aggregation', { aggregation: 'max' }],
    ['without its filter', { filter: undefined }],
    ['another filter', { filter: 'status:refunded' }],
    ['by another label', { group_by: 'customer_id' }],
    ['with more groups', { limit: 100 }],
    ['a formula in its place', { metric: undefined, expr: 'customers_rows' }],
    ['a formula beside it', { expr: 'customers_rows' }],
    ['compared with a week ago', { compare: '1w' }],
    ['a field that nobody knows', { sql: 'select 1' }],
  ])('not: %s', (_name, over) => {
    const [question] = sent(counter)
    expect(storedQuestion(widgets, { ...question, ...over }, span, 'UTC')).toBeNull()
  })
  it('run at the interval of the link, whatever interval and step were sent', () => {
    const [own] = questionsOf(line, span, 'UTC')
    const [asked] = sent(line, { from: Date.UTC(2020, 0, 1), to: Date.UTC(2026, 2, 2) })
    expect(storedQuestion(widgets, { ...asked, step: '1s' }, span, 'UTC')).toEqual(own)
  })
  it('tell a figure from the one before it by when they are', () => {
    const late = { from: span.from + 60_000, to: span.to + 60_000 }
    const [now, before] = sent(counter, late).map((question) => storedQuestion(widgets, question, span, 'UTC'))
    expect([now?.from, before?.from]).toEqual(['2026-03-01T00:00:00.000Z', '2026-02-28T00:00:00.000Z'])
  })
})

it.each<[unknown, unknown, object | null]>([
  ['2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z', { from: span.from, to: span.from + hour }],
  ['2026-03-01T01:00:00Z', '2026-03-01T00:00:00Z', null],
  ['1900-01-01T00:00:00Z', '2026-03-01T00:00:00Z', null],
  ['now', undefined, null],
])('the interval from %s to %s', (from, to, expected) => expect(askedSpan({ from, to })).toEqual(expected))

describe('rows and anomalies', () => {
  it('are those of a table that a widget lists, as many and as wide as it does', () => {
    const wide = widget('table', null, { table: 'orders' }, 4)
    expect(rowsOf(widgets, 'orders')).toEqual({ listing: [rows], limit: 7 })
    expect(rowsOf(widgets, 'customers')).toEqual({ listing: [], limit: 0 })
    expect(rowsOf([rows, wide], 'orders').limit).toBe(20)
    const images = [{ id: 1, amount: 2, email: 'a@b.c', note: 'x' }]
    expect(columnsOf([rows], images)).toEqual(['id'])
    expect(columnsOf([rows, wide], images)).toEqual(['id', 'amount'])
  })
  it('a table of a metric lists no rows', () => {
    expect(rowsOf([widget('table', 'orders_by_status', { table: 'orders' })], 'orders').listing).toEqual([])
  })
  it.each([
    [{ table: 'orders' }, true],
    [{ table: 'customers' }, false],
    [{}, false],
    [{ table: 'orders', metric: 'orders_rows' }, false],
  ])('anomalies of %j: %s', (subject, found) => {
    expect(anomaliesWidget(widgets, subject) !== undefined).toBe(found)
  })
  it.each([
    ['orders', true],
    ['customers', false],
    ['order', false],
    ['rders', false],
    ['*', true],
  ])('a board of orders is about %s: %s', (table, about) => expect(isAbout(widgets, table)).toBe(about))
})

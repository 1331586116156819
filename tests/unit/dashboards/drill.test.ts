import { describe, expect, it } from 'vitest'
import { hiddenParam, readAnnotations } from '@/lib/dashboards/annotations'
import { eventsPath, labelsOf, metricPath, narrow, otherLabels, partsOf } from '@/lib/dashboards/drill'
import { readFilter } from '@/lib/metrics/filter'

const span = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) }

it.each([
  ['bar', 'status'],
  ['table', 'status'],
  ['counter', undefined],
  ['heatmap', undefined],
] as const)('a part of a %s is of one %s', (type, label) =>
  expect(partsOf({ type, metric: 'orders_by_status', config: {} })).toBe(label),
)

describe('what was picked', () => {
  it.each<[string | undefined, string, Record<string, string>]>([
    ['status', 'paid', { status: 'paid' }],
    ['status,shop', 'paid · north', { status: 'paid', shop: 'north' }],
    ['status', 'a · b', {}],
    ['status', '__other__', {}],
    [undefined, 'orders_events_total', {}],
  ])('of %s is %s', (group, name, labels) => expect(labelsOf(group, name)).toEqual(labels))
  it.each([
    [undefined, {}, undefined],
    ['channel:web', {}, 'channel:web'],
    [undefined, { status: 'a,b' }, 'status:"a,b"'],
    ['channel:web', { status: 'paid' }, 'channel:web,status:paid'],
  ])('narrows the filter %s by %j', (filter, labels, narrowed) => {
    expect(narrow(filter, { labels: labels as Record<string, string> })).toBe(narrowed)
    if (narrowed) expect(() => readFilter([narrowed], ['status', 'channel'])).not.toThrow()
  })
  it('leads to its events, their table, time and value', () => {
    const url = new URL(eventsPath('orders', { span, labels: { status: 'pa&id' } }), 'http://x')
    expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
      '/events',
      { table: 'orders', from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z', q: 'pa&id' },
    ])
  })
  it('leads to its metric at the time that the board shows', () =>
    expect(metricPath('a b', span)).toBe(
      '/explore/a%20b?from=2026-03-01T00%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z',
    ))
  it('is taken apart by what it is neither grouped nor narrowed by', () =>
    expect(otherLabels(['status', 'shop', 'channel'], 'shop', { labels: { status: 'paid' } })).toEqual(['channel']))
})

it.each([
  [null, ['anomalies', 'notes', 'schema']],
  ['notes', ['anomalies', 'schema']],
  ['schema,anomalies', ['notes']],
  ['everything', ['anomalies', 'notes', 'schema']],
])('hide=%s shows %j', (hidden, shown) => {
  const read = readAnnotations(hidden)
  expect([...read]).toEqual(shown)
  expect([...readAnnotations(hiddenParam(read))]).toEqual(shown)
})

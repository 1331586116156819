import { describe, expect, test } from 'vitest'
import { addressOf, curlOf, queriesOf } from '@/components/explore/explore-request'
import type { ExploreView } from '@/components/explore/explore-view'
import { viewOfWidget, widgetOf } from '@/components/explore/explore-widget'
import { widgetBody } from '@/lib/dashboards/contract'
import { groupingOf, questionsOf } from '@/lib/dashboards/question'

const single: ExploreView = {
  queries: [
    { ref: 'a', kind: 'metric', text: 'orders_by_status', groupBy: 'status', limit: 5, filter: 'status!:open' },
  ],
  without: [],
  chart: 'bar',
  compare: '1w',
}
const several: ExploreView = {
  queries: [
    { ref: 'a', kind: 'metric', text: 'orders_amount_sum', aggregation: 'avg', transform: 'cumulative' },
    { ref: 'b', kind: 'formula', text: "a / b{x='1'} * 100" },
    { ref: 'c', kind: 'metric', text: 'hidden_one', hidden: true },
  ],
  without: [],
  step: '1h',
  scale: 'log',
}
const shown = (view: ExploreView) => ({ ...view, queries: view.queries.filter(({ hidden }) => !hidden) })
const span = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) }

describe('a widget of what is explored', () => {
  test.each([
    ['one metric keeps its name', single, 'orders_by_status'],
    ['several rows become queries', several, null],
  ])('%s, fits the contract and leads back to the same', (_, view, metric) => {
    const widget = widgetBody.parse(widgetOf(view, 'Title', () => 'EUR'))
    expect(widget.metric).toBe(metric)
    const back = viewOfWidget(widget, groupingOf(widget))
    expect(back?.queries.map(({ ref: _ref, ...query }) => query)).toMatchObject(
      shown(view).queries.map(({ ref: _ref, ...query }) => query),
    )
    expect([back?.chart, back?.scale, back?.step, back?.compare]).toEqual([
      view.chart,
      view.scale,
      view.step,
      view.compare,
    ])
  })

  test('asks what the explorer asks', () => {
    for (const view of [single, several]) {
      const { queries } = queriesOf({ view, span, stepMs: 3_600_000, timeZone: 'UTC' })
      const widget = widgetBody.parse(widgetOf({ ...view, step: '1h' }, '', () => ''))
      const asked = questionsOf(widget, span, 'UTC')
      expect(asked.map((one) => ({ ...one, step: '1h' }))).toMatchObject(
        queries.map(({ ref: _ref, ...query }) => (query.expr ? { ...query, limit: 10 } : query)),
      )
    }
  })

  test('a metric by a label that nobody grouped by stays one line', () => {
    const plain: ExploreView = { queries: [{ ref: 'a', kind: 'metric', text: 'orders_by_status' }], without: [] }
    const widget = widgetBody.parse(widgetOf(plain, '', () => ''))
    expect(groupingOf(widget)).toBeUndefined()
  })
})

test('the command line survives quotes in a formula, and asks for rows that are shown', () => {
  const body = queriesOf({ view: several, span, stepMs: 3_600_000, timeZone: 'Europe/Berlin' })
  expect(body.queries.map(({ ref }) => ref)).toEqual(['a', 'b'])
  const command = curlOf(body, 'http://host', '-H "Authorization: Bearer $API_KEY"')
  expect(command).toContain(`{x='\\''1'\\''}`)
  expect(command).toContain('$API_KEY')
  expect(command).toMatch(/^curl -X POST http:\/\/host\/api\/v1\/datawatch\/query/)
})

test('a metric has an address to get, a formula has none', () => {
  const ask = (view: ExploreView) =>
    addressOf(queriesOf({ view, span, stepMs: 3_600_000, timeZone: 'UTC' }), 'http://h')
  expect(ask(single)).toContain('/metrics/orders_by_status/range?group_by=status&filter=status')
  expect(ask({ ...several, queries: several.queries.slice(1) })).toBeNull()
})

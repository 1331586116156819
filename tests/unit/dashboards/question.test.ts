import { describe, expect, it } from 'vitest'
import { widgetTypes } from '@/lib/dashboards/contract'
import { earlier, groupingOf, ownSpan, previous, questionsOf } from '@/lib/dashboards/question'

const hour = 3_600_000
const day = 24 * hour
const to = Date.UTC(2026, 0, 2)
const span = (length: number) => ({ from: to - length, to })

describe('groupingOf', () => {
  for (const row of [
    { name: 'what the widget says', metric: 'orders_by_status', config: { group_by: 'channel' }, is: 'channel' },
    { name: 'the label in the name', metric: 'orders_by_status', config: {}, is: 'status' },
    { name: 'none where it is emptied', metric: 'orders_by_status', config: { group_by: '' }, is: undefined },
    { name: 'none', metric: 'orders_events_total', config: {}, is: undefined },
  ]) {
    it(row.name, () => expect(groupingOf({ type: 'bar', ...row })).toBe(row.is))
  }
})

describe('questionsOf', () => {
  const ask = (type: (typeof widgetTypes)[number], metric: string | null = 'orders_by_status') =>
    questionsOf({ type, metric, config: {} }, span(day), 'Europe/Berlin')

  it('asks a counter for now, for the period before, and for its sparkline', () => {
    const [now, before, line] = ask('counter', 'orders_events_total')
    expect(now).toEqual({
      metric: 'orders_events_total',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
    })
    expect([before?.from, before?.to]).toEqual(['2025-12-31T00:00:00.000Z', '2026-01-01T00:00:00.000Z'])
    expect([line?.step, line?.tz]).toEqual(['3600s', 'Europe/Berlin'])
  })
  it('asks for whole steps of the clock of the viewer', () => {
    const late = { from: Date.UTC(2026, 0, 1, 10, 7), to: Date.UTC(2026, 0, 31, 10, 7) }
    const [line] = questionsOf({ type: 'line', metric: 'm', config: {} }, late, 'Asia/Kolkata')
    expect([line?.from, line?.step]).toEqual(['2026-01-01T06:30:00.000Z', '21600s'])
  })
  it('asks for half as many steps where each is a bar', () => {
    const month = { from: to - 30 * day, to }
    const [line] = questionsOf({ type: 'line', metric: 'm', config: { chart: 'bar' } }, month, 'UTC')
    expect(line?.step).toBe('43200s')
  })
  it('groups lines, bars and pies by the label of the metric', () => {
    for (const type of ['line', 'bar', 'pie'] as const) expect(ask(type)[0]?.group_by).toBe('status')
  })
  it('asks nothing where no metric is read', () => {
    for (const type of widgetTypes) expect(ask(type, null)).toEqual([])
    expect(ask('text')).toEqual([])
    expect(ask('alerts')).toEqual([])
  })
})

it('puts the previous period right before', () => {
  expect(previous({ from: 100, to: 130 })).toEqual({ from: 70, to: 100 })
})

describe('the range of a widget alone', () => {
  it('is as long as it says, up to the end of what the board shows', () => {
    expect(ownSpan({ range: '7d' }, span(day))).toEqual({ from: to - 7 * day, to })
    expect(ownSpan({}, span(day))).toEqual(span(day))
  })
  it('is asked for', () => {
    const [value] = questionsOf({ type: 'gauge', metric: 'm', config: { range: '6h' } }, span(day), 'UTC')
    expect(value?.from).toBe('2026-01-01T18:00:00.000Z')
  })
})

describe('earlier', () => {
  for (const row of [
    { name: 'the interval just before', compare: undefined, is: { from: to - 2 * day, to: to - day } },
    { name: 'the same said', compare: 'previous_period', is: { from: to - 2 * day, to: to - day } },
    { name: 'a week before', compare: '1w', is: { from: to - 8 * day, to: to - 7 * day } },
  ]) {
    it(row.name, () => expect(earlier({ compare: row.compare }, span(day))).toEqual(row.is))
  }
})

describe('a formula', () => {
  const config = { queries: [{ expr: 'a / b', group_by: 'status', unit: 'ratio' }] }
  for (const type of ['counter', 'bar', 'pie', 'table', 'gauge', 'heatmap'] as const) {
    it(`is asked for by a ${type}`, () => {
      const [first] = questionsOf({ type, metric: null, config }, span(day), 'UTC')
      expect([first?.expr, first?.metric]).toEqual(['a / b', undefined])
      expect('unit' in first!).toBe(false)
    })
  }
  it('is split by its own labels', () => {
    const [first] = questionsOf({ type: 'bar', metric: null, config }, span(day), 'UTC')
    expect(first?.group_by).toBe('status')
    expect(groupingOf({ type: 'bar', metric: null, config })).toBe('status')
  })
})

it('asks for what stands in steps without samples', () => {
  for (const type of ['line', 'heatmap'] as const)
    expect(questionsOf({ type, metric: 'm', config: { fill: 'zero' } }, span(day), 'UTC')[0]?.fill).toBe('zero')
})

describe('max_points', () => {
  const ask = (config: object) => questionsOf({ type: 'line', metric: 'm', config }, span(day), 'UTC')[0]
  it('is asked for where a step gives more points than a chart is wide', () => {
    expect(ask({ step: '1m' })?.max_points).toBe(1000)
    expect(ask({ step: '1h' })?.max_points).toBeUndefined()
  })
  it('is not asked for by bars, each of which is one step', () => {
    expect(ask({ step: '1m', chart: 'bar' })?.max_points).toBeUndefined()
  })
})

it('asks nothing while none of its queries is chosen yet', () => {
  for (const type of ['line', 'counter', 'bar'] as const) {
    const config = { queries: [{ metric: '' }] }
    expect(questionsOf({ type, metric: null, config }, span(day), 'UTC')).toEqual([])
  }
})

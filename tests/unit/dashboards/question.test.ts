import { describe, expect, it } from 'vitest'
import { widgetTypes } from '@/lib/dashboards/contract'
import { groupingOf, previous, questionsOf } from '@/lib/dashboards/question'

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

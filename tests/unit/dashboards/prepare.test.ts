import { describe, expect, it } from 'vitest'
import {
  byWeekHour,
  finishedPoints,
  judge,
  latestOfWeekHour,
  seriesName,
  topRows,
  trendOf,
} from '@/lib/dashboards/prepare'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import type { Aggregation } from '@/lib/metrics/question-words'

const base = { metric: 'm', from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' }
const valued = (aggregation: Aggregation, counts: Record<string, number | null>): MetricValue => ({
  ...base,
  aggregation,
  value: 0,
  series: Object.entries(counts).map(([status, value]) => ({
    metric: 'm',
    labels: { status },
    value,
    data_points: [],
  })),
})

describe('topRows', () => {
  const counts = { paid: 5, open: 9, lost: 1, sent: 3, none: null }
  it('puts what the server kept together last, with the rest', () => {
    const rows = topRows(valued('sum', { ...counts, __other__: 40 }), 'status', 2)
    expect(rows.map(({ label, value }) => `${label} ${value}`)).toEqual(['open 9', 'paid 5', '__other__ 44'])
  })
  for (const row of [
    { name: 'all, largest first', aggregation: 'sum', most: 9, is: ['open 9', 'paid 5', 'sent 3', 'lost 1'] },
    { name: 'the rest added up', aggregation: 'sum', most: 2, is: ['open 9', 'paid 5', '__other__ 4'] },
    { name: 'no rest of averages', aggregation: 'avg', most: 2, is: ['open 9', 'paid 5'] },
  ] as const) {
    it(row.name, () => {
      const rows = topRows(valued(row.aggregation, counts), 'status', row.most)
      expect(rows.map(({ label, value }) => `${label} ${value}`)).toEqual(row.is)
    })
  }
})

describe('trendOf', () => {
  for (const row of [
    { name: 'a rise', now: 150, before: 100, is: { change: 0.5, direction: 'up' } },
    { name: 'a fall', now: 50, before: 100, is: { change: -0.5, direction: 'down' } },
    { name: 'the same', now: 100, before: 100, is: { change: 0, direction: 'same' } },
    { name: 'a rise of a negative', now: -50, before: -100, is: { change: 0.5, direction: 'up' } },
    { name: 'nothing before', now: 5, before: 0, is: null },
    { name: 'nothing known before', now: 5, before: null, is: null },
    { name: 'nothing now', now: null, before: 5, is: null },
  ]) {
    it(row.name, () => expect(trendOf(row.now, row.before)).toEqual(row.is))
  }
})

describe('judge', () => {
  const up = { change: 0.5, direction: 'up' } as const
  const down = { change: -0.5, direction: 'down' } as const
  for (const row of [
    { name: 'a welcome rise', trend: up, rise: 'good', is: 'good' },
    { name: 'an unwelcome rise', trend: up, rise: 'bad', is: 'bad' },
    { name: 'a fall of what should rise', trend: down, rise: 'good', is: 'bad' },
    { name: 'a fall of what should fall', trend: down, rise: 'bad', is: 'good' },
    { name: 'nobody said', trend: up, rise: undefined, is: 'neutral' },
    { name: 'no change', trend: { change: 0, direction: 'same' }, rise: 'good', is: 'neutral' },
    { name: 'nothing to compare with', trend: null, rise: 'good', is: 'neutral' },
  ] as const) {
    it(row.name, () => expect(judge(row.trend, row.rise)).toBe(row.is))
  }
})

describe('seriesName', () => {
  for (const row of [
    { name: 'the label', labels: { status: 'paid' }, group: 'status', is: 'paid' },
    { name: 'two labels', labels: { status: 'paid', channel: 'web' }, group: 'status,channel', is: 'paid · web' },
    { name: 'the metric', labels: {}, group: undefined, is: 'm' },
  ] as { name: string; labels: Record<string, string>; group: string | undefined; is: string }[]) {
    it(row.name, () => expect(seriesName('m', row.labels, row.group)).toBe(row.is))
  }
})

it('leaves the step that is still filling out of a sparkline', () => {
  const data_points = ['10:00', '10:15', '10:30'].map((time) => ({ timestamp: `2026-01-01T${time}:00.000Z`, value: 1 }))
  const range: MetricRange = {
    ...base,
    aggregation: 'sum',
    step: '15m',
    series: [{ metric: 'm', labels: {}, data_points }],
  }
  expect(finishedPoints(range, Date.UTC(2026, 0, 1, 10, 44))).toEqual(data_points.slice(0, 2))
  expect(finishedPoints(range, Date.UTC(2026, 0, 1, 10, 45))).toEqual(data_points)
})

it('averages by weekday and hour of the clock that is read, of hours that are over', () => {
  const monday = '2026-01-05T03:30:00.000Z'
  const nextMonday = '2026-01-12T03:30:00.000Z'
  const data_points = [
    { timestamp: monday, value: 10 },
    { timestamp: nextMonday, value: 20 },
    { timestamp: '2026-01-06T03:30:00.000Z', value: null },
    { timestamp: '2026-01-19T03:30:00.000Z', value: 1, partial: true as const },
  ]
  const range: MetricRange = {
    ...base,
    aggregation: 'sum',
    step: '1h',
    series: [{ metric: 'm', labels: {}, data_points }],
  }
  const cells = byWeekHour(range, 'Asia/Kolkata')
  expect(cells[0]?.[9]).toBe(15)
  expect(cells.flat().filter((cell) => cell !== null)).toHaveLength(1)
})

it('the newest finished hour of the week, on the clock of the zone', () => {
  const at = (timestamp: string, value: number | null, partial?: true) => ({
    timestamp,
    value,
    ...(partial ? { partial } : {}),
  })
  const range = {
    ...{ ...base, step: '1h' },
    series: [
      {
        ...{ metric: 'm', labels: {} },
        data_points: [
          at('2026-01-05T03:00:00.000Z', 1),
          at('2026-01-12T03:00:00.000Z', 2),
          at('2026-01-19T03:00:00.000Z', null),
          at('2026-01-26T03:00:00.000Z', 3, true),
        ],
      },
    ],
  } as unknown as MetricRange
  const from = Date.UTC(2026, 0, 12, 3)
  expect(latestOfWeekHour(range, 'Asia/Tokyo', 0, 12)).toEqual({ from, to: from + 3_600_000 })
  expect(latestOfWeekHour(range, 'UTC', 0, 3)).toEqual({ from, to: from + 3_600_000 })
  expect(latestOfWeekHour(range, 'UTC', 0, 12)).toBeNull()
})

import { describe, expect, test } from 'vitest'
import { readAnomalySearch } from '@/components/anomalies/anomaly-search'
import { descriptionIn, deviationOf, expectedRange, lengthOf, subjectOf } from '@/components/anomalies/anomaly-words'
import { chartWindow, decompositionSpan, filterOf } from '@/components/anomalies/chart-window'
import { describeAnomaly } from '@/lib/anomalies/describe'

const band = (value: number | null, min: number | null = null, max: number | null = null) => ({ value, min, max })

test.each([
  ['above', { value: 120, expected: band(80) }, '120 instead of 80 (+50%)'],
  ['below', { value: 0, expected: band(80) }, '0 instead of 80 (−100%)'],
  ['far above', { value: 800, expected: band(40) }, '800 instead of 40 (20 times)'],
  ['from nothing', { value: 5, expected: band(0) }, '5 instead of 0'],
  ['nothing known to compare with', { value: 5, expected: band(null) }, '5'],
])('deviationOf: %s', (_, anomaly, text) => expect(deviationOf(anomaly)).toBe(text))

test.each([
  ['both sides', band(1, 0, 2.5), '0 to 2.5'],
  ['a floor', band(1, 10), 'at least 10'],
  ['a ceiling', band(1, null, 10), 'at most 10'],
  ['neither', band(1), 'unknown'],
])('expectedRange: %s', (_, expected, text) => expect(expectedRange(expected)).toBe(text))

test.each([
  ['over', '2026-01-01T01:30:00Z', '1h 30m'],
  ['not over', null, '2h, still going on'],
])('lengthOf: %s', (_, ended_at, text) =>
  expect(lengthOf({ started_at: '2026-01-01T00:00:00Z', ended_at }, Date.parse('2026-01-01T02:00:40Z'))).toBe(text),
)

test('the labels of a table are not told twice', () => {
  const anomaly = { metric_name: 'orders_by_status', labels: { table: 'orders', schema: 'public', status: 'failed' } }
  expect(subjectOf(anomaly)).toBe('orders_by_status · status=failed')
  expect(filterOf(anomaly)).toBe('status:failed')
  expect(filterOf({ labels: { table: 'orders' } })).toBeUndefined()
})

test('what is judged by the hour is drawn by the hour, with twelve hours on either side', () => {
  const hourly = { started_at: '2026-01-05T12:00:00Z', ended_at: '2026-01-05T13:00:00Z', step_seconds: 3600 }
  const { window, stepMs } = chartWindow(hourly, Date.parse('2026-01-10T00:00:00Z'), 'UTC')
  expect([stepMs, window.resolve(0)]).toEqual([
    3_600_000,
    { from: Date.parse('2026-01-05T00:00:00Z'), to: Date.parse('2026-01-06T01:00:00Z') },
  ])
})

test.each([
  ['over', '2026-01-05T12:05:00Z', '2026-01-02T12:00:00.000Z', '2026-01-06T00:15:00.000Z'],
  ['going on', null, '2026-01-02T12:00:00.000Z', '2026-01-10T00:00:00.000Z'],
])('decompositionSpan: %s', (_, ended_at, from, to) => {
  const now = Date.parse('2026-01-10T00:00:20Z')
  const span = decompositionSpan({ started_at: '2026-01-05T12:00:00Z', ended_at }, now)
  expect([span.from, span.to].map((at) => new Date(at).toISOString())).toEqual([from, to])
})

describe('chartWindow', () => {
  const now = Date.parse('2026-01-10T00:00:20Z')
  const around = (started_at: string, ended_at: string | null) => {
    const { window, stepMs } = chartWindow({ started_at, ended_at }, now, 'UTC')
    const { from, to } = window.resolve(0)
    return [new Date(from).toISOString(), new Date(to).toISOString(), stepMs / 60_000]
  }
  test.each([
    [
      'short: some hours on either side',
      '2026-01-05T12:00:00Z',
      '2026-01-05T12:05:00Z',
      '2026-01-05T09:00:00.000Z',
      '2026-01-05T15:05:00.000Z',
      5,
    ],
    [
      'long: three times its length',
      '2026-01-05T00:00:00Z',
      '2026-01-05T10:00:00Z',
      '2026-01-03T18:00:00.000Z',
      '2026-01-06T16:00:00.000Z',
      60,
    ],
    [
      'going on: not beyond now',
      '2026-01-09T23:00:00Z',
      null,
      '2026-01-09T19:59:00.000Z',
      '2026-01-10T00:01:00.000Z',
      5,
    ],
  ])('%s', (_, start, end, from, to, minutes) => expect(around(start, end)).toEqual([from, to, minutes]))
})

test.each([
  ['open ones unless asked otherwise', '', { limit: 100, status: 'open' }],
  ['all', 'status=all', { limit: 100 }],
  [
    'filters',
    'status=resolved&severity=high&table=orders&metric=m',
    { limit: 100, status: 'resolved', severity: 'high', table: 'orders', metric: 'm' },
  ],
  [
    'words, a kind and another order',
    'q=+paypal+&type=drop&sort=score',
    { limit: 100, status: 'open', q: 'paypal', type: 'drop', sort: 'score' },
  ],
  [
    'the last day, in whole five minutes',
    'range=24h',
    { limit: 100, status: 'open', from: '2026-01-09T12:00:00.000Z' },
  ],
  [
    'between two times',
    'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&range=1h',
    { limit: 100, status: 'open', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  ],
  ['an end before the start', 'from=2026-01-03&to=2026-01-02', { limit: 100, status: 'open' }],
  ['nonsense', 'status=maybe&severity=huge&type=odd&range=soon&from=then', { limit: 100, status: 'open' }],
])('readAnomalySearch: %s', (_, query, expected) =>
  expect(readAnomalySearch(new URLSearchParams(query), Date.parse('2026-01-10T12:04:00Z'))).toEqual(expected),
)

describe('descriptionIn: the time of what is said is that of the chart beside it', () => {
  const description = (fromMs: number, toMs: number) =>
    describeAnomaly({ metricName: 'm', label: null, value: 5, band: band(1), fromMs, toMs, stepMs: 300_000 })
  const noon = Date.UTC(2026, 0, 5, 12)
  test.each([
    ['UTC', noon, noon + 300_000, 'UTC', 'm was 5 between 12:00 and 12:05 on 5 Jan, about 5 times'],
    ['another zone', noon, noon + 300_000, 'Asia/Kolkata', 'm was 5 between 17:30 and 17:35 on 5 Jan, about 5 times'],
    ['another day there', noon + 39_600_000, noon + 39_900_000, 'Asia/Tokyo', 'between 08:00 and 08:05 on 6 Jan'],
    ['over midnight there', noon, noon + 43_200_000, 'Europe/Berlin', 'between 5 Jan, 13:00 and 6 Jan, 01:00, about'],
  ])('%s', (_, from, to, zone, expected) =>
    expect(descriptionIn({ description: description(from, to) }, zone)).toContain(expected),
  )
  test('what names no time is left as it is', () => expect(descriptionIn({ description: 'x' }, 'UTC')).toBe('x'))
})

import { describe, expect, test } from 'vitest'
import { cadenceOf } from '@/lib/anomalies/cadence'
import { formatCursor, parseCursor } from '@/lib/anomalies/cursor'
import { describeAnomaly, typeOf } from '@/lib/anomalies/describe'
import { type Lead, scoreOf } from '@/lib/anomalies/detector/surprise'
import { severityOf } from '@/lib/anomalies/findings'
import type { Nature } from '@/lib/anomalies/grid'

const fromMs = Date.UTC(2026, 10, 20, 14, 5)
const subject = {
  metricName: 'orders_events_total',
  label: null,
  fromMs,
  toMs: fromMs + 300_000,
  stepMs: 300_000,
  value: 412,
  band: { value: 80, min: 60.4, max: 104.2 },
}
const when = 'between 14:05 and 14:10 UTC on 2026-11-20'

test.each([
  {
    name: 'a multiple',
    change: {},
    expected: `orders_events_total was 412 ${when}, about 5 times the usual 80 (60.4 to 104)`,
  },
  {
    name: 'a large multiple',
    change: { value: 80_000 },
    expected: `orders_events_total was 80,000 ${when}, about 1,000 times the usual 80 (60.4 to 104)`,
  },
  {
    name: 'a part',
    change: { value: 20 },
    expected: `orders_events_total was 20 ${when}, 75% below the usual 80 (60.4 to 104)`,
  },
  {
    name: 'nothing, as happens, but for long',
    change: { value: 0, band: { value: 4.6, min: 0, max: 26 }, toMs: fromMs + 2_100_000 },
    expected:
      'orders_events_total was 0 between 14:05 and 14:40 UTC on 2026-11-20, where the usual is 4.6 in 5 minutes; one alone would be nothing unusual, so many in a row are',
  },
  {
    name: 'a count that one bucket does not show',
    change: { value: 9, band: { value: 4.6, min: 0, max: 26 } },
    expected: `orders_events_total was 9 ${when}, about 2 times the usual 4.6`,
  },
  {
    name: 'somewhat more',
    change: { value: 120 },
    expected: `orders_events_total was 120 ${when}, 50% above the usual 80 (60.4 to 104)`,
  },
  {
    name: 'nothing',
    change: { value: 0 },
    expected: `orders_events_total was 0 ${when}, where the usual is 80 (60.4 to 104)`,
  },
  {
    name: 'a silence of half an hour',
    change: { value: 0, toMs: fromMs + 1_800_000 },
    expected:
      'orders_events_total was 0 between 14:05 and 14:35 UTC on 2026-11-20, where the usual is 80 (60.4 to 104) in 5 minutes',
  },
  {
    name: 'a category',
    change: { label: 'failed' },
    expected: `orders_events_total (failed) was 412 ${when}, about 5 times the usual 80 (60.4 to 104)`,
  },
  {
    name: 'where nothing is usual',
    change: { band: { value: 0, min: 0, max: 2 } },
    expected: `orders_events_total was 412 ${when}, where the usual is 0 (0 to 2)`,
  },
  {
    name: 'standing still',
    change: { lead: 'flat' as const },
    expected: `orders_events_total stood still at 412 ${when}, over three times as long as ever before`,
  },
  {
    name: 'below zero',
    change: { value: -3 },
    expected: `orders_events_total was -3 ${when}, where the usual is 80 (60.4 to 104)`,
  },
])('described: $name', ({ change, expected }) => {
  expect(describeAnomaly({ ...subject, ...change })).toBe(expected)
})

test.each<[Nature, number, number, number, Lead, string]>([
  ['count', 412, 80, 9, 'bucket', 'spike'],
  ['count', 20, 80, -6, 'bucket', 'drop'],
  ['sum', 0, 80, -6, 'run', 'missing'],
  ['average', 412, 80, 9, 'bucket', 'outlier'],
  ['share', 0.4, 0.1, 9, 'shape', 'outlier'],
  ['count', 60, 80, -2, 'run', 'trend'],
  ['count', 79, 80, 0, 'shape', 'seasonal'],
  ['count', 79, 80, 0, 'flat', 'outlier'],
])('%s of %d where %d is usual, z %d, seen by its %s, is %s', (nature, value, expected, z, lead, type) => {
  expect(typeOf({ nature, value, expected, z, lead })).toBe(type)
})

test.each([
  [1.35, 'low'],
  [2, 'medium'],
  [3, 'high'],
  [6, 'critical'],
])('a surprise of %d is %s', (surprise, severity) => {
  expect(severityOf(surprise)).toBe(severity)
  expect(scoreOf(surprise)).toBeGreaterThan(0)
  expect(scoreOf(surprise)).toBeLessThan(1)
})

const minutes = 60_000
describe('buckets', () => {
  test.each<{ name: string; perHour: number[]; nature?: Nature; step: number | null }>([
    { name: 'busy', perHour: [100, 120, 90, 110], step: 5 * minutes },
    { name: 'busy in office hours only', perHour: [0, 0, 200, 210], step: 5 * minutes },
    { name: 'middling', perHour: [9, 12, 8, 10], step: 15 * minutes },
    { name: 'thin', perHour: [5, 6, 7, 5], step: 60 * minutes },
    { name: 'sparse', perHour: [0, 1, 0, 3], step: null },
    { name: 'none', perHour: [], step: null },
    { name: 'averages need more', perHour: [60, 60, 60, 60], nature: 'average', step: 15 * minutes },
    { name: 'averages of too few', perHour: [6, 6, 6, 6], nature: 'average', step: null },
  ])('$name', ({ perHour, nature = 'count', step }) => {
    expect(cadenceOf(perHour, nature)).toBe(step)
  })
})

describe('cursor', () => {
  const id = '01934567-89ab-7cde-8f01-23456789abcd'
  test.each([fromMs, 0, 1, 0.123456789012345, 1e-7])('leads back to its place at %d', (key) => {
    expect(parseCursor(formatCursor({ key, id }))).toEqual({ key, id })
  })
  test.each([
    '',
    'x',
    '%%%',
    Buffer.from('12~no-uuid').toString('base64url'),
    Buffer.from(`999999999999999999~${id}`).toString('base64url'),
    Buffer.from(`1e999~${id}`).toString('base64url'),
  ])('%s is none', (cursor) => {
    expect(parseCursor(cursor)).toBeNull()
  })
})

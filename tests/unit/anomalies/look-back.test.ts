import { expect, test } from 'vitest'
import { parseCells } from '@/lib/anomalies/cells'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { judgeFrom, samplesBefore } from '@/lib/anomalies/look-back'

const now = Date.UTC(2026, 10, 20, 15, 7)
const until = Date.UTC(2026, 10, 20, 15)
const hours = (counts: Record<number, number>) => [
  parseCells(
    Object.entries(counts)
      .map(([ago, count]) => `${until / hourMs - Number(ago)}:${count}:${count}`)
      .join(','),
  ),
]
const usual = hours({ 1: 10, 2: 12, 30: 7, 80: 99 })

test('the samples of today and two days before are remembered', () => {
  expect(samplesBefore(usual, until)).toBe(29)
})

test.each([
  { name: 'at first, two days', read: null, until, from: now - 2 * dayMs },
  { name: 'nothing finished since', read: { scoredUntilMs: until, samples: 29 }, until, from: null },
  {
    name: 'one new bucket: three hours again',
    read: { scoredUntilMs: until - 300_000, samples: 19 },
    until,
    from: until - 3 * hourMs,
  },
  {
    name: 'after hours of standstill, all of them',
    read: { scoredUntilMs: until - 5 * hourMs, samples: 7 },
    until,
    from: until - 5 * hourMs,
  },
  {
    name: 'after a week of standstill, two days',
    read: { scoredUntilMs: until - 7 * dayMs, samples: 0 },
    until,
    from: now - 2 * dayMs,
  },
  { name: 'late data: all that is noticed', read: { scoredUntilMs: until, samples: 28 }, until, from: now - 2 * dayMs },
  { name: 'a source silent for longer than two days', read: null, until: now - 2 * dayMs, from: null },
])('$name', ({ read, until, from }) => {
  expect(judgeFrom({ untilMs: until, nowMs: now, hours: usual, read })).toBe(from)
})

import { expect, test } from 'vitest'
import { type NdjsonSeries, writeNdjson } from '@/components/explore/explore-ndjson'

test('each point is a line with its series and labels, on the clock of the zone; what is missing is null', () => {
  const points = [1, null].map((value, at) => ({
    timestamp: new Date(Date.UTC(2026, 2, 12, 13 + at)).toISOString(),
    value,
  }))
  const series: NdjsonSeries[] = [
    { name: '=x "y"', labels: { status: 'a\nb' }, points },
    { name: 'none', labels: {}, points: [] },
  ]
  const lines = writeNdjson(series, 'Europe/Berlin').split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: '2026-03-12T14:00:00+01:00', series: '=x "y"', labels: { status: 'a\nb' }, value: 1 },
    { time: '2026-03-12T15:00:00+01:00', series: '=x "y"', labels: { status: 'a\nb' }, value: null },
  ])
})

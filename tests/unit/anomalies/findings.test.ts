import { describe, expect, test } from 'vitest'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import { toFindings } from '@/lib/anomalies/findings'
import { dayMs, type Grid, hourMs } from '@/lib/anomalies/grid'
import { change, fiveMinutes, line, monday, shop } from './series'

const noon = monday + 12 * dayMs + 13 * hourMs

function found(grid: Grid) {
  const detector = detect(grid, { windowMs: 7 * dayMs, sensitivity: 'medium', algorithms })
  return toFindings(detector, { metricName: 'orders_events_total', label: null, grid }, {})
    .filter(({ finding }) => finding !== null)
    .map(({ startMs, endMs, closed, finding }) => ({
      type: finding?.type,
      hours: (endMs - startMs) / hourMs,
      closed,
    }))
}

describe('a silence', () => {
  const usual = line({ days: 14 }, shop())
  test.each([
    { name: 'is over with the first that comes', hours: 1, of: usual },
    { name: 'of a day and more is one, and over no earlier', hours: 30, of: usual },
    {
      name: 'unknown in between goes on',
      hours: 12,
      of: change(usual, noon + hourMs, noon + 2 * hourMs, () => Number.NaN),
    },
  ])('$name', ({ hours, of }) => {
    const silent = change(of, noon, noon + hours * hourMs, (value) => (Number.isNaN(value) ? value : 0))
    const silences = found(silent).filter(({ type }) => type === 'missing')
    expect(silences).toEqual([{ type: 'missing', hours, closed: true }])
  })

  test('goes on as long as nothing comes', () => {
    const silent = change(usual, noon, noon + 3 * dayMs, () => 0)
    expect(found(silent)).toEqual([{ type: 'missing', hours: 35, closed: false }])
  })

  test('a drop that is none ends as soon as it is usual', () => {
    const less = change(usual, noon, noon + 6 * fiveMinutes, (value) => Math.floor(value / 10) + 1)
    const [drop] = found(less)
    expect(drop).toMatchObject({ type: 'drop', closed: true })
    expect(drop!.hours).toBeLessThan(1)
  })
})

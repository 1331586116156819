import { describe, expect, test } from 'vitest'
import { logTicks } from '@/components/charts/ticks'
import { stepsBetween, timeAt } from '@/components/charts/zoom'

const plot = { width: 200, left: 40, right: 10, domain: [1000, 2500] as const }

test.each([
  ['the left edge of the plot', 40, 1000],
  ['its right edge', 190, 2500],
  ['between', 115, 1750],
  ['over the axis', 0, 1000],
  ['past the end', 500, 2500],
])('timeAt: %s', (_, x, expected) => expect(timeAt({ x, ...plot })).toBe(expected))

describe('stepsBetween', () => {
  const starts = [0, 100, 200, 300]
  test.each([
    ['within one step', 90, 110, { from: 100, to: 200 }],
    ['several', 90, 210, { from: 100, to: 300 }],
    ['dragged to the left', 210, 90, { from: 100, to: 300 }],
    ['to the end of the last', 250, 999, { from: 200, to: 400 }],
  ])('%s', (_, a, b, expected) => expect(stepsBetween(starts, 100, a, b)).toEqual(expected))
  test('nothing is drawn', () => expect(stepsBetween([], 100, 0, 1)).toBeNull())
})

test.each([
  ['nothing above zero', [-1, 0], [1, 10]],
  ['within one power of ten', [3, 7], [2, 5, 10]],
  ['over two', [47, 1128], [20, 50, 100, 200, 500, 1000, 2000]],
  ['over many', [1, 1e6], [1, 100, 10_000, 1e6]],
  ['one value', [100], [100, 200]],
])('logTicks: %s', (_, values, expected) => expect(logTicks(values, 5)).toEqual(expected))

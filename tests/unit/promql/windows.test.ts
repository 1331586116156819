import { describe, expect, test } from 'vitest'
import { type Aggregate, addSample } from '@/lib/metrics/fold'
import { exactSums } from '@/lib/promql/exact-sums'
import { canAnswer, needOf } from '@/lib/promql/nature'
import { readWindows } from '@/lib/promql/read-windows'
import type { Reading } from '@/lib/promql/scope'
import { cellGrid, layWindows, type Need } from '@/lib/promql/windows'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 2, 1, 12)

describe('cells', () => {
  const ranged: Need = { starts: true, before: 'nothing', byMinute: false }
  const edgesOf = (ends: number[], rangeMs: number, need: Need) => {
    const { edges, low, high } = layWindows(ends, rangeMs, need)
    return { edges: edges.map((edge) => edge - now), low, high }
  }

  test('of windows that overlap are the stretches between their edges', () => {
    const ends = [0, 1, 2].map((n) => now + n * minute)
    const edges = [-2 * minute, -minute, 0, minute, 2 * minute]
    expect(edgesOf(ends, 2 * minute, ranged)).toEqual({ edges, low: [0, 1, 2], high: [2, 3, 4] })
  })

  test('take in all that came before', () => {
    const need: Need = { starts: true, before: 'all', byMinute: false }
    const edges = [-now, -hour, 0, hour]
    expect(edgesOf([now, now + hour], hour, need)).toEqual({ edges, low: [1, 2], high: [2, 3] })
    const total: Need = { starts: false, before: 'all', byMinute: false }
    expect(edgesOf([now, now + 1], 0, total)).toEqual({ edges: [-now, 0], low: [0, 0], high: [1, 1] })
  })

  test('take in how things stood a minute before, and reach to the end of the minute', () => {
    const need: Need = { starts: true, before: 'minute', byMinute: true }
    const edges = [-hour, -hour + minute, minute]
    expect(edgesOf([now + 1500], hour, need)).toEqual({ edges, low: [1], high: [2] })
  })

  test('of several steps know whole minutes, of one instant all', () => {
    const ends = [now + 1, now + 15_000, now + 61_000]
    expect(edgesOf(ends, minute, ranged)).toEqual({ edges: [-minute, 0, minute], low: [0, 0, 1], high: [1, 1, 2] })
    expect(edgesOf([now + 1500], 90_000, ranged).edges).toEqual([-88_500, 1500])
    expect(() => layWindows([now, now + minute], 90_000, ranged)).toThrow('whole minutes')
  })

  test('lie where there are events', () => {
    expect(layWindows([now], 1e18, ranged).edges).toEqual([0, now])
    expect(layWindows([-5, 1e300], minute, ranged).edges).toEqual([0, Date.UTC(9999, 0)])
  })

  test('are steps of a grid', () => {
    expect(cellGrid({ edges: [0, now, now + 1] })).toMatchObject({
      starts: [0, now],
      end: now + 1,
      from: 0,
      to: now + 1,
    })
  })
})

/** One cell for each list of samples, a minute apart from `now` on. */
function cellsOf(lists: number[][]): Map<number, Aggregate> {
  const cells = new Map<number, Aggregate>()
  lists.forEach((values, cell) => {
    for (const [i, value] of values.entries()) {
      cells.set(cell, addSample(cells.get(cell), value, now + cell * minute + i * 1000))
    }
  })
  return cells
}

/** Windows of two cells each that move by one; the first lies before all samples. */
const moving = {
  edges: Array.from({ length: 8 }, (_, i) => now + i * minute),
  low: [0, 0, 1, 2, 3, 4, 5],
  high: [1, 2, 3, 4, 5, 6, 7],
  seconds: 120,
}
const cells = cellsOf([[], [3, 1], [5], [], [], [0.1], [0.2, -4]])

test.each<[string, 'sum' | 'count' | 'last' | 'avg' | 'max', Reading, (number | null)[]]>([
  ['a counter is the total so far', 'sum', 'instant', [null, 4, 9, 9, 9, 9.1, 5.3]],
  ['a counter of samples', 'count', 'instant', [null, 2, 3, 3, 3, 4, 6]],
  ['an increase is zero where nothing came', 'sum', 'increase', [null, 4, 9, 5, 0, 0.1, -3.7]],
  ['a rate', 'sum', 'rate', [null, 4 / 120, 9 / 120, 5 / 120, 0, 0.1 / 120, -3.7 / 120]],
  ['a sum over time is nothing where nothing came', 'sum', 'sum', [null, 4, 9, 5, null, 0.1, -3.7]],
  ['an average', 'avg', 'avg', [null, 2, 3, 5, null, 0.1, -3.7 / 3]],
  ['the smallest', 'avg', 'min', [null, 1, 1, 5, null, 0.1, -4]],
  ['the largest', 'avg', 'max', [null, 3, 5, 5, null, 0.1, 0.2]],
  ['how many', 'avg', 'count', [null, 2, 3, 1, null, 1, 3]],
  ['the last', 'sum', 'last', [null, 1, 5, 5, null, 0.1, -4]],
  ['whether there is one', 'avg', 'present', [null, 1, 1, 1, null, 1, 1]],
  ['its own aggregation of the last minutes', 'max', 'instant', [null, 3, 5, 5, null, 0.1, 0.2]],
  ['a level stands until it changes', 'last', 'instant', [null, 1, 5, 5, 5, 0.1, -4]],
  ['a level has changed from where it stood', 'last', 'delta', [null, null, null, 4, 0, -4.9, -9]],
  ['the smallest of a level, with where it stood', 'last', 'min', [null, 1, 1, 1, 5, 0.1, -4]],
  ['the largest of a level, with where it stood', 'last', 'max', [null, 3, 5, 5, 5, 5, 5]],
  ['a level is there once it was', 'last', 'present', [null, 1, 1, 1, 1, 1, 1]],
])('%s', (_name, aggregation, reading, expected) => {
  expect(canAnswer({ kind: 'value', aggregation }, reading)).toBe(true)
  expect(readWindows(cells, { aggregation, reading, windows: moving })).toEqual(expected)
})

test('the time of the last sample', () => {
  const at = readWindows(cells, { aggregation: 'sum', reading: 'timestamp', windows: moving })
  expect(at.map((time) => time && time - now / 1000)).toEqual([null, 61, 120, 120, 120, 300, 361])
})

test.each([
  ['value', 'avg', 'rate'],
  ['value', 'max', 'delta'],
  ['value', 'last', 'increase'],
  ['value', 'last', 'count'],
  ['category', 'sum', 'p95'],
] as const)('of a %s by %s there is no %s', (kind, aggregation, reading) => {
  expect(canAnswer({ kind, aggregation }, reading)).toBe(false)
})

test('what a reading needs of the past', () => {
  expect(needOf('counter', 'rate', 'events')).toEqual({ starts: true, before: 'all', byMinute: false })
  expect(needOf('counter', 'sum', 'events')).toEqual({ starts: true, before: 'nothing', byMinute: false })
  expect(needOf('level', 'max', 'rows')).toEqual({ starts: true, before: 'minute', byMinute: true })
})

describe('sums', () => {
  test.each<[string, string[], number, number, number]>([
    ['of decimals', ['0.1', '0.2', '-0.3'], 0, 3, 0],
    ['of a part', ['0.1', '0.2', '100.05'], 1, 3, 100.25],
    ['beyond the integers of a double', ['9007199254740993', '0.5', '2'], 1, 3, 2.5],
    ['of many places', ['0.12345678901234567890123', '0.1'], 0, 2, 0.22345678901234567],
    ['of nothing', ['1'], 1, 1, 0],
  ])('%s', (_name, texts, from, to, expected) => expect(exactSums(texts)(from, to)).toBe(expected))
})

import { describe, expect, test } from 'vitest'
import { type Aggregate, addSample } from '@/lib/metrics/fold'
import { exactSums } from '@/lib/promql/exact-sums'
import { canAnswer, natureOf, needOf } from '@/lib/promql/nature'
import { readWindows } from '@/lib/promql/read-windows'
import type { Reading } from '@/lib/promql/scope'
import { layWindows } from '@/lib/promql/windows'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.UTC(2026, 2, 1, 12)

describe('what is read', () => {
  const piecesOf = (ends: number[], rangeMs: number, need: { starts: boolean; before: boolean }) =>
    layWindows(ends, rangeMs, need).pieces.map(({ from, to, resolution }) => [from - now, to - now, resolution])

  test('windows that overlap are read once, at the resolution that meets their edges', () => {
    const ends = [0, 1, 2].map((n) => now + n * minute)
    expect(piecesOf(ends, hour, { starts: true, before: false })).toEqual([[-hour, 2 * minute, 'samples_1m']])
    const hours = [0, 1, 2].map((n) => now + n * hour)
    expect(piecesOf(hours, 2 * hour, { starts: true, before: false })).toEqual([[-2 * hour, 2 * hour, 'samples_1h']])
  })

  test('windows far apart leave out what lies between', () => {
    expect(piecesOf([now, now + day], 5 * minute, { starts: true, before: false })).toEqual([
      [-5 * minute, 0, 'samples_1m'],
      [day - 5 * minute, day, 'samples_1m'],
    ])
  })

  test('all that came before is read in days', () => {
    const pieces = piecesOf([now, now + hour], 0, { starts: false, before: true })
    expect(pieces).toEqual([
      [-now, -12 * hour, 'samples_1d'],
      [-12 * hour, 0, 'samples_1h'],
      [0, hour, 'samples_1h'],
    ])
  })

  test('several steps know whole minutes, one instant is exact', () => {
    expect(layWindows([now + 1, now + 15_000, now + 61_000], minute, { starts: true, before: false })).toMatchObject({
      edges: [now - minute, now, now + minute],
      low: [0, 0, 1],
      high: [1, 1, 2],
    })
    expect(piecesOf([now + 1500], 90_000, { starts: true, before: false })).toEqual([
      [-88_500, -minute, 'raw'],
      [-minute, 0, 'samples_1m'],
      [0, 1500, 'raw'],
    ])
  })

  test('a range of seconds over several steps is refused', () => {
    expect(() => layWindows([now, now + minute], 90_000, { starts: true, before: false })).toThrow('whole minutes')
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
  pieces: [],
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
  expect(canAnswer(natureOf(aggregation), reading)).toBe(true)
  expect(readWindows(cells, { aggregation, reading, windows: moving })).toEqual(expected)
})

test('the time of the last sample', () => {
  const at = readWindows(cells, { aggregation: 'sum', reading: 'timestamp', windows: moving })
  expect(at.map((time) => time && time - now / 1000)).toEqual([null, 61, 120, 120, 120, 300, 361])
})

test.each([
  ['window', 'rate'],
  ['window', 'delta'],
  ['level', 'increase'],
  ['level', 'avg'],
] as const)('a %s has no %s', (nature, reading) => expect(canAnswer(nature, reading)).toBe(false))

test('what a reading needs of the past', () => {
  expect(needOf('counter', 'rate')).toEqual({ starts: true, before: true })
  expect(needOf('counter', 'sum')).toEqual({ starts: true, before: false })
  expect(needOf('level', 'max')).toEqual({ starts: true, before: true })
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

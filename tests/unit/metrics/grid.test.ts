import { describe, expect, test } from 'vitest'
import { extendGrid, layGrid, periodOf, segments, shiftGrid, stepSpan, wholeGrid } from '@/lib/metrics/grid'
import { formatStep, parseStep } from '@/lib/metrics/steps'

const at = (text: string) => Date.parse(`${text}Z`)
const iso = (time: number) => new Date(time).toISOString().slice(0, 16)
const berlin = 'Europe/Berlin'
const interval = { from: at('2026-03-28T08:30'), to: at('2026-03-30T12:00') }

describe('extendGrid', () => {
  test('puts whole steps before the first, which stays cut', () => {
    const grid = extendGrid(layGrid(interval, parseStep('1d')!, berlin), 2)
    expect(grid.starts.map(iso)).toEqual([
      '2026-03-25T23:00',
      '2026-03-26T23:00',
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ])
    expect([1, 2, 4].map((i) => Object.values(stepSpan(grid, i)).map(iso))).toEqual([
      ['2026-03-26T23:00', '2026-03-27T23:00'],
      ['2026-03-28T08:30', '2026-03-28T23:00'],
      ['2026-03-29T22:00', '2026-03-30T12:00'],
    ])
    expect(segments(grid).map(({ from, to, offset }) => [iso(from), iso(to), offset])).toEqual([
      ['2026-03-25T23:00', '2026-03-27T23:00', 0],
      ['2026-03-28T08:30', '2026-03-30T12:00', 2],
    ])
  })

  test('twice is as once by as many', () => {
    const grid = layGrid(interval, parseStep('6h')!, berlin)
    expect(extendGrid(extendGrid(grid, 2), 3).starts).toEqual(extendGrid(grid, 5).starts)
  })

  test('a whole interval has intervals of its length before it', () => {
    expect(extendGrid(wholeGrid({ from: 100, to: 130 }), 2).starts).toEqual([40, 70, 100])
  })
})

test('shiftGrid follows the clock over the change', () => {
  const grid = shiftGrid(layGrid(interval, parseStep('1d')!, berlin), parseStep('1w')!, berlin)
  expect([...grid.starts, grid.end].map(iso)).toEqual([
    '2026-03-20T23:00',
    '2026-03-21T23:00',
    '2026-03-22T23:00',
    '2026-03-23T23:00',
  ])
  expect([grid.from, grid.to].map(iso)).toEqual(['2026-03-21T08:30', '2026-03-23T13:00'])
})

test.each([
  ['days of the clock over the change', '2026-03-27T23:00', '2026-03-30T22:00', berlin, '3d'],
  ['hours', '2026-03-27T23:00', '2026-03-28T01:00', berlin, '2h'],
  ['half an hour more on Lord Howe', '2026-04-03T13:00', '2026-04-05T13:30', 'Australia/Lord_Howe', '2d'],
])('periodOf %s', (_name, from, to, tz, expected) => {
  expect(formatStep(periodOf({ from: at(from), to: at(to) }, tz))).toBe(expected)
})

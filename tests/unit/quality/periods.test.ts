import { describe, expect, test } from 'vitest'
import { countBounds, isSame, lastEnd, MinuteCounts } from '@/lib/quality/periods'

const minute = 60_000

describe('minutes', () => {
  const counts = new MinuteCounts([
    { at: minute, count: 2 },
    { at: 3 * minute, count: 5 },
    { at: 4 * minute, count: 1 },
  ])

  test('are added up over what begins in a stretch', () => {
    expect(counts.within(0, 10 * minute)).toBe(8)
    expect(counts.within(minute, 3 * minute)).toBe(2)
    expect(counts.within(minute + 1, 4 * minute)).toBe(5)
    expect(counts.within(5 * minute, 9 * minute)).toBe(0)
  })

  test('the newest before a time', () => {
    expect(counts.newestBefore(minute)).toBeNull()
    expect(counts.newestBefore(3 * minute)).toBe(minute)
    expect(counts.newestBefore(90 * minute)).toBe(4 * minute)
  })

  test('none at all', () => {
    expect(new MinuteCounts([]).within(0, minute)).toBe(0)
    expect(new MinuteCounts([]).newestBefore(minute)).toBeNull()
  })
})

describe('how many rows a period may have', () => {
  test('what the rule says, where nothing is learned', () => {
    expect(countBounds({ min: 3 }, [])).toEqual({ min: 3, max: Number.POSITIVE_INFINITY })
  })

  test('is not known from four days, and not from days before the table was there', () => {
    expect(countBounds({ learned: true }, [100, 100, 100, 100])).toBeNull()
    expect(countBounds({ learned: true }, [100, 100, 100, 100, 0, 0, 0])).toBeNull()
  })

  test('is what is usual, within what the rule says', () => {
    const usual = countBounds({ learned: true }, [100, 104, 96, 100, 100])
    expect(usual!.min).toBeGreaterThan(50)
    expect(usual!.max).toBeLessThan(150)
    expect(countBounds({ learned: true, min: 90 }, [100, 104, 96, 100, 100])!.min).toBe(90)
  })
})

test('figures are the same within so many percent of the second', () => {
  expect(isSame(101, 100, { tolerance_percent: 1 })).toBe(true)
  expect(isSame(101.1, 100, { tolerance_percent: 1 })).toBe(false)
  expect(isSame(0.1 + 0.2, 0.3, {})).toBe(true)
  expect(isSame(-101, -100, { tolerance_percent: 1 })).toBe(true)
  expect(isSame(1, 0, { tolerance_percent: 100 })).toBe(false)
})

test('a period is over a minute after its end', () => {
  expect(lastEnd(10 * minute, 5 * minute)).toBe(5 * minute)
  expect(lastEnd(11 * minute, 5 * minute)).toBe(10 * minute)
})

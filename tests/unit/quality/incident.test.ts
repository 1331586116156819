import { describe, expect, test } from 'vitest'
import { endOf, isBroken, spanOf, togetherMs } from '@/lib/quality/incident'

const minute = 60_000
const judgement = { windowMs: 5 * minute, threshold: 95, minRows: 10 }
const window = (place: number, checked: number, passed: number) => ({ start: place * 5 * minute, checked, passed })

test.each([
  ['too few rows', 9, 0, null],
  ['just enough passed', 20, 19, false],
  ['too few passed', 20, 18, true],
])('%s', (_name, checked, passed, broken) => {
  expect(isBroken(window(0, checked, passed), judgement)).toBe(broken)
})

describe('a violation', () => {
  test('spans its broken windows and counts these alone', () => {
    const windows = [window(0, 20, 20), window(1, 20, 10), window(2, 20, 20), window(3, 20, 0), window(4, 5, 0)]
    expect(spanOf(windows, judgement)).toEqual({
      startedAt: 5 * minute,
      lastFailedAt: 20 * minute,
      checked: 40,
      failed: 30,
    })
    expect(spanOf([window(0, 20, 20)], judgement)).toBeNull()
  })

  test('ends with the first window that is over and met the rule', () => {
    const windows = [window(1, 20, 10), window(2, 5, 0), window(3, 20, 20), window(4, 20, 20)]
    expect(endOf(windows, 10 * minute, 60 * minute, judgement)).toBe(15 * minute)
    expect(endOf(windows, 10 * minute, 19 * minute, judgement)).toBeNull()
    expect(endOf([window(3, 20, 10), window(4, 20, 20)], 10 * minute, 60 * minute, judgement)).toBeNull()
  })

  test('goes on over an hour, or three windows', () => {
    expect([togetherMs({ windowMs: minute }), togetherMs({ windowMs: 60 * minute })]).toEqual([
      60 * minute,
      180 * minute,
    ])
  })
})

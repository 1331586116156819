import { expect, test } from 'vitest'
import { lowerBound } from '@/lib/stats/lower-bound'

test.each<[string, number[], number, number]>([
  ['nothing', [], 1, 0],
  ['less than all', [2, 4], 1, 0],
  ['greater than all', [2, 4], 5, 2],
  ['between', [2, 4], 3, 1],
  ['the first of equals', [1, 3, 3, 8], 3, 1],
  ['infinite', [Number.NEGATIVE_INFINITY, 0], Number.POSITIVE_INFINITY, 2],
])('how many are less: %s', (_, sorted, value, expected) => {
  expect(lowerBound(sorted, value)).toBe(expected)
})

import { expect, test } from 'vitest'
import { toPast, withoutBroken } from '@/lib/anomalies/broken'
import { hourMs } from '@/lib/anomalies/grid'
import { markLeftOut } from '@/lib/anomalies/leave-out'
import { line, monday } from './series'

const broken = { ruleId: 'one', startMs: 10, endMs: 20 }

test.each([
  { name: 'within', run: { startMs: 12, endMs: 14 }, isTold: true },
  { name: 'from before', run: { startMs: 5, endMs: 11 }, isTold: true },
  { name: 'that goes on', run: { startMs: 15, endMs: null }, isTold: true },
  { name: 'that ends where it begins', run: { startMs: 5, endMs: 10 }, isTold: false },
  { name: 'that begins where it ends', run: { startMs: 20, endMs: 30 }, isTold: false },
])('a fall $name is told by a violation: $isTold', ({ run, isTold }) => {
  expect(withoutBroken([run], [broken])).toEqual(isTold ? [] : [run])
})

test('a violation that goes on tells all that follows', () => {
  expect(withoutBroken([{ startMs: 99, endMs: 100 }], [{ ...broken, endMs: null }])).toEqual([])
})

test('a broken time is left out of learning, of a lasting one the first day', () => {
  const grid = line({ days: 3, stepMs: hourMs }, () => 1)
  const marks = markLeftOut(grid, [toPast({ ruleId: 'one', startMs: monday + 5 * hourMs, endMs: null })])
  expect([marks.indexOf(1), marks.lastIndexOf(1)]).toEqual([5, 28])
})

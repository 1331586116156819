import { expect, test } from 'vitest'
import { Spread, Spreads, Tally } from '@/lib/runtime/figures'

test('a tally keeps so many values apart, and counts the rest together', () => {
  const tally = new Tally(2)
  for (const value of ['a', 'b', 'c', 'a', 'd']) tally.add(value)
  expect(Object.fromEntries(tally.counts)).toEqual({ a: 2, b: 1, __other__: 2 })
})

test('a spread counts each value once, at the first bound that holds it', () => {
  const spread = new Spread([1, 2, 5])
  for (const value of [0.5, 1, 1.5, 5, 7]) spread.observe(value)
  expect([[...spread.counts], spread.count, spread.sum]).toEqual([[2, 1, 1], 5, 15])
})

test('spreads are bounded as a tally is', () => {
  const spreads = new Spreads([1], 1)
  for (const value of ['a', 'b', 'c']) spreads.observe(value, 1)
  expect([...spreads.byValues].map(([name, { count }]) => [name, count])).toEqual([
    ['a', 1],
    ['__other__', 2],
  ])
})

import { expect, test } from 'vitest'
import { type Condition, hasChanged, judgeValue } from '@/lib/alerts/condition'
import type { Operator } from '@/lib/alerts/contract'
import { canTellEarly, finishedWindow, runningWindow } from '@/lib/alerts/window'

const condition = (more: Partial<Condition>): Condition => ({
  operator: '>',
  threshold: 10,
  change: null,
  recoveryThreshold: null,
  ...more,
})

test.each<[Operator, number, boolean]>([
  ['>', 10, false],
  ['>', 10.1, true],
  ['>=', 10, true],
  ['<', 10, false],
  ['<', 9, true],
  ['<=', 10, true],
  ['=', 10, true],
  ['=', 9, false],
  ['!=', 9, true],
])('%s 10 of %d is %s', (operator, value, breached) => {
  expect(judgeValue(value, null, condition({ operator }))).toEqual({ kind: 'value', breached, recovered: !breached })
})

test('between threshold and recovery threshold it neither holds nor is over', () => {
  const above = condition({ recoveryThreshold: 5 })
  expect([11, 7, 5].map((value) => judgeValue(value, null, above))).toMatchObject([
    { breached: true, recovered: false },
    { breached: false, recovered: false },
    { breached: false, recovered: true },
  ])
  const below = condition({ operator: '<', recoveryThreshold: 15 })
  expect([9, 12, 15].map((value) => judgeValue(value, null, below))).toMatchObject([
    { breached: true },
    { breached: false, recovered: false },
    { recovered: true },
  ])
})

test('a change in percent and in absolute terms needs both', () => {
  const both = { from: 'baseline', direction: 'either', percent: 50, absolute: 100 } as const
  expect([
    hasChanged(160, 100, both),
    hasChanged(220, 200, both),
    hasChanged(1100, 1000, both),
    hasChanged(50, 250, both),
  ]).toEqual([false, false, false, true])
  expect(hasChanged(5, 0, { from: '1d', direction: 'up', percent: 50 })).toBe(true)
  expect(hasChanged(0, 0, { from: '1d', direction: 'up', percent: 50 })).toBe(false)
  expect(hasChanged(5, 10, { from: '1d', direction: 'up', percent: 10 })).toBe(false)
})

test('what is not there is no data, as is a change without anything to compare with', () => {
  const change = { direction: 'up', percent: 5, absolute: undefined } as const
  expect(judgeValue(null, null, condition({}))).toEqual({ kind: 'no_data' })
  expect(judgeValue(Number.NaN, 1, condition({}))).toEqual({ kind: 'no_data' })
  expect(judgeValue(5, null, condition({ threshold: null, change }))).toEqual({ kind: 'no_data' })
})

test('windows end at whole minutes that are over; what runs is a part of the next', () => {
  const now = Date.UTC(2026, 2, 4, 12, 7, 3)
  const rule = { window: '5m', change: null }
  expect(finishedWindow(rule, now, 60_000)).toEqual({
    from: Date.UTC(2026, 2, 4, 12, 1),
    to: Date.UTC(2026, 2, 4, 12, 6),
  })
  expect(finishedWindow(rule, now + 3000, 60_000).to).toBe(Date.UTC(2026, 2, 4, 12, 7))
  expect(runningWindow(rule, now, 60_000)).toEqual({
    from: Date.UTC(2026, 2, 4, 12, 3),
    to: Date.UTC(2026, 2, 4, 12, 8),
  })
  const usual = { window: '15m', change: { from: 'baseline' as const, direction: 'up' as const, percent: 1 } }
  expect(finishedWindow(usual, now, 60_000)).toEqual({
    from: Date.UTC(2026, 2, 4, 11, 45),
    to: Date.UTC(2026, 2, 4, 12),
  })
})

test('only what can but get worse is told before its window is over', () => {
  const above = { operator: '>' as const, change: null }
  const below = { operator: '<' as const, change: null }
  expect(canTellEarly(above, 'sum', false)).toBe(true)
  expect(canTellEarly(above, 'avg', false)).toBe(false)
  expect(canTellEarly(below, 'sum', false)).toBe(false)
  expect(canTellEarly(below, 'min', false)).toBe(true)
  expect(canTellEarly(below, 'last', true)).toBe(true)
  const change = { from: '1d', percent: 10 }
  expect(canTellEarly({ operator: '>', change: { ...change, direction: 'up' } }, 'count', false)).toBe(true)
  expect(canTellEarly({ operator: '>', change: { ...change, direction: 'down' } }, 'count', false)).toBe(false)
})

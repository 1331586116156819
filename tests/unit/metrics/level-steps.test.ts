import { describe, expect, test } from 'vitest'
import { layGrid, wholeGrid } from '@/lib/metrics/grid'
import { addLevels, foldLevels, layStretches, levelsAt } from '@/lib/metrics/level-steps'

const minute = 60_000
const start = Date.UTC(2026, 2, 5, 10)
const grid = (minutes: number, step: number) =>
  layGrid({ from: start, to: start + minutes * minute }, step * minute, 'UTC')
const minutesOf = (times: readonly number[]) => times.map((at) => (at - start) / minute)

describe('where a level is read', () => {
  test('at the ends of steps for the last of each', () => {
    const { starts, stepOf, end } = layStretches(grid(6, 2), 'last')
    expect([minutesOf(starts), stepOf, minutesOf([end])]).toEqual([[0, 2, 4], [0, 1, 2], [6]])
  })
  test('at the ends of minutes for what they come to', () => {
    const { starts, stepOf } = layStretches(grid(4, 2), 'avg')
    expect([minutesOf(starts), stepOf]).toEqual([
      [0, 1, 2, 3],
      [0, 0, 1, 1],
    ])
  })
  test('at those of hours where minutes would be too many', () => {
    const { starts } = layStretches(wholeGrid({ from: start, to: start + 20 * 1440 * minute }), 'max')
    expect(starts).toHaveLength(20 * 24)
  })
  test('an edge within a minute is its end', () => {
    const { starts, end } = layStretches(wholeGrid({ from: start + 30_000, to: start + 90_000 }), 'last')
    expect(minutesOf([...starts, end])).toEqual([0, 2])
  })
})

describe('a level at the ends of stretches', () => {
  const stretches = layStretches(grid(5, 1), 'last')
  const at = (now: string, changes: [number, string[]][], since = 0) =>
    levelsAt(stretches, { now, changes: new Map(changes), knownSince: since })

  test.each<[string, (number | null)[], (number | null)[]]>([
    ['is what it is now where nothing changed', at('3', []), [3, 3, 3, 3, 3]],
    ['was less by what came since', at('3', [[2, ['2']]]), [1, 1, 3, 3, 3]],
    ['does not tell of what came after the last', at('3', [[5, ['1', '-4']]]), [6, 6, 6, 6, 6]],
    ['is exact', at('0.3', [[1, ['0.2']]]), [0.1, 0.3, 0.3, 0.3, 0.3]],
    ['is null before it is known', at('3', [[2, ['1']]], start + 2 * minute), [null, null, 3, 3, 3]],
  ])('%s', (_name, found, expected) => expect(found).toEqual(expected))

  test('of tables together is of those known', () =>
    expect(
      addLevels([
        [null, 1, 0.1],
        [null, null, 0.2],
      ]),
    ).toEqual([null, 1, 0.3]))
})

test('a step says what the levels in it come to', () => {
  const steps = foldLevels(layStretches(grid(4, 2), 'avg'), [null, 3, 5, 2])
  expect([...steps].map(([step, { count, min, max, last }]) => [step, count, min, max, last])).toEqual([
    [0, 1, 3, 3, 3],
    [1, 2, 2, 5, 2],
  ])
  expect(steps.get(1)!.sum.toString()).toBe('7')
})

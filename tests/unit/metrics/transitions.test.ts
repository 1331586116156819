import { describe, expect, test } from 'vitest'
import { countTransitions, followValue, type ValueVersion } from '@/lib/metrics/transitions'

const is = (at: number, value: string | null, era = 0): ValueVersion => ({ at, value, era })

describe('the transitions of a row', () => {
  test.each<[string, ValueVersion[], number, unknown[]]>([
    ['are none where it begins', [is(1, 'new')], 1, []],
    [
      'tell how long the value before had lasted',
      [is(1, 'new'), is(5, 'new'), is(7, 'paid'), is(8, 'sent')],
      1,
      [
        ['new', 'paid', 6],
        ['paid', 'sent', 1],
      ],
    ],
    ['are none into and out of nothing', [is(1, 'new'), is(2, null), is(3, 'paid')], 1, []],
    ['are none where its table was emptied in between', [is(1, 'new'), is(3, 'paid', 1)], 1, []],
    [
      'begin anew where its table was emptied in between',
      [is(1, 'new'), is(3, 'new', 1), is(4, 'paid', 1)],
      1,
      [['new', 'paid', 1]],
    ],
    [
      'do not tell what lasted since before the oldest version',
      [is(5, 'new'), is(7, 'paid')],
      1,
      [['new', 'paid', null]],
    ],
  ])('%s', (_name, versions, begunAt, expected) => {
    const found = [...followValue(versions, begunAt)]
    expect(found.map(({ from, to, dwellMs }) => [from, to, dwellMs])).toEqual(expected)
  })
})

test('transitions are counted by their values, with the median of how long the one before had lasted', () => {
  const at = { at: 0 }
  const counted = countTransitions([
    { ...at, from: 'new', to: 'paid', dwellMs: 1000 },
    { ...at, from: 'new', to: 'paid', dwellMs: 9000 },
    { ...at, from: 'new', to: 'paid', dwellMs: 2000 },
    { ...at, from: 'paid', to: 'void', dwellMs: null },
  ])
  expect(counted).toEqual([
    { from: 'new', to: 'paid', count: 3, medianDwellSeconds: 2 },
    { from: 'paid', to: 'void', count: 1, medianDwellSeconds: null },
  ])
})

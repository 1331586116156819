import { describe, expect, test } from 'vitest'
import type { Image } from '@/lib/events/native'
import type { Version } from '@/lib/events/timeline'
import { countTransitions, followValue } from '@/lib/metrics/transitions'

const version = (at: number, image: Image | null): Version => ({ at, uid: `${at}`, whole: true, own: image, image })
const is = (at: number, status: string | null) => version(at, { id: 1, status })
const gone = (at: number) => version(at, null)

describe('the transitions of a row', () => {
  test.each<[string, Version[], number, { at: number; uid: string }[], unknown[]]>([
    ['are none where it begins', [is(1, 'new')], 1, [], []],
    [
      'tell how long the value before had lasted',
      [is(1, 'new'), is(5, 'new'), is(7, 'paid'), is(8, 'sent')],
      1,
      [],
      [
        ['new', 'paid', 6],
        ['paid', 'sent', 1],
      ],
    ],
    ['are none into and out of nothing', [is(1, 'new'), is(2, null), is(3, 'paid')], 1, [], []],
    ['are none where it was deleted in between', [is(1, 'new'), gone(2), is(3, 'paid')], 1, [], []],
    ['are none where its table was emptied in between', [is(1, 'new'), is(3, 'paid')], 1, [{ at: 2, uid: '2' }], []],
    [
      'do not tell what lasted since before the oldest version',
      [is(5, 'new'), is(7, 'paid')],
      1,
      [],
      [['new', 'paid', null]],
    ],
  ])('%s', (_name, versions, begunAt, truncations, expected) => {
    const found = [...followValue(versions, 'status', begunAt, truncations)]
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

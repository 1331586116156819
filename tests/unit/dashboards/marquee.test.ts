import { describe, expect, test } from 'vitest'
import { boxOf, doOverlap } from '@/components/dashboards/marquee'
import { isFullScreen, readFullScreen } from '@/components/layout/full-screen'

test('a box is the same from whichever corner it is drawn', () => {
  const box = { left: 10, top: 20, width: 30, height: 5 }
  expect(boxOf({ x: 10, y: 20 }, { x: 40, y: 25 })).toEqual(box)
  expect(boxOf({ x: 40, y: 25 }, { x: 10, y: 20 })).toEqual(box)
  expect(boxOf({ x: 10, y: 25 }, { x: 40, y: 20 })).toEqual(box)
})

test.each([
  ['one in the other', [0, 0, 10, 10], [2, 2, 1, 1], true],
  ['over a corner', [0, 0, 10, 10], [9, 9, 10, 10], true],
  ['side by side', [0, 0, 10, 10], [10, 0, 10, 10], false],
  ['above each other', [0, 0, 10, 10], [0, 12, 10, 10], false],
])('%s', (_, a, b, overlap) => {
  const [first, second] = [a, b].map(([left = 0, top = 0, width = 0, height = 0]) => ({ left, top, width, height }))
  expect([doOverlap(first!, second!), doOverlap(second!, first!)]).toEqual([overlap, overlap])
})

describe('full screen in the address', () => {
  test.each([
    ['a board', '/dashboards/1', 'full=1', true],
    ['a widget', '/dashboards/1', 'widget=2', true],
    ['while it is edited', '/dashboards/1', 'full=1&edit=1', false],
    ['another page', '/anomalies', 'full=1', false],
    ['its history', '/dashboards/1/history', 'full=1', false],
    ['neither', '/dashboards/1', 'range=7d', false],
  ])('%s', (_, path, search, full) => expect(isFullScreen(path, new URLSearchParams(search))).toBe(full))

  test('a widget goes before the board', () => {
    expect(readFullScreen(new URLSearchParams('full=1&widget=2'))).toEqual({ board: false, widget: '2' })
  })
})

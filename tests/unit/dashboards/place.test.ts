import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WidgetPosition } from '@/lib/dashboards/contract'
import { gridColumns } from '@/lib/dashboards/limits'
import { drop, findSpace, fit, overlap, readingOrder, settle } from '@/lib/dashboards/place'

const at = (x: number, y: number, width: number, height: number): WidgetPosition => ({ x, y, width, height })
const position = fc.record({
  x: fc.integer({ min: 0, max: 11 }),
  y: fc.integer({ min: 0, max: 20 }),
  width: fc.integer({ min: 1, max: 12 }),
  height: fc.integer({ min: 1, max: 6 }),
})
const board = fc
  .array(position, { maxLength: 14 })
  .map((list) => list.map((place, i) => ({ id: `w${i}`, position: place })))

const overlaps = (list: { position: WidgetPosition }[]) =>
  list.some((a, i) => list.slice(i + 1).some((b) => overlap(a.position, b.position)))

describe('fit', () => {
  for (const row of [
    { name: 'inside stays', asked: at(3, 1, 4, 2), is: at(3, 1, 4, 2) },
    { name: 'over the right edge moves left', asked: at(10, 0, 4, 2), is: at(8, 0, 4, 2) },
    { name: 'full width starts at the left', asked: at(5, 2, 12, 1), is: at(0, 2, 12, 1) },
  ]) {
    it(row.name, () => expect(fit(row.asked)).toEqual(row.is))
  }
})

describe('findSpace', () => {
  for (const row of [
    { name: 'an empty board', taken: [], size: [4, 2], is: at(0, 0, 4, 2) },
    { name: 'beside the first', taken: [at(0, 0, 4, 2)], size: [4, 2], is: at(4, 0, 4, 2) },
    { name: 'under a full row', taken: [at(0, 0, 12, 3)], size: [4, 2], is: at(0, 3, 4, 2) },
    { name: 'a gap between two', taken: [at(0, 0, 4, 2), at(8, 0, 4, 2)], size: [4, 2], is: at(4, 0, 4, 2) },
    { name: 'a gap too low', taken: [at(0, 0, 12, 1), at(0, 2, 12, 1)], size: [3, 2], is: at(0, 3, 3, 2) },
    { name: 'wider than the grid', taken: [at(0, 0, 1, 1)], size: [40, 2], is: at(0, 1, 12, 2) },
    { name: 'above a widget far below', taken: [at(0, 9000, 12, 1)], size: [6, 4], is: at(0, 0, 6, 4) },
  ]) {
    it(row.name, () => {
      const [width = 1, height = 1] = row.size
      expect(findSpace(row.taken, { width, height })).toEqual(row.is)
    })
  }
  it('never overlaps and never leaves the grid', () => {
    fc.assert(
      fc.property(board, position, (items, { width, height }) => {
        const taken = settle(items).map((item) => item.position)
        const found = findSpace(taken, { width, height })
        expect(taken.some((other) => overlap(other, found))).toBe(false)
        expect(found.x + found.width).toBeLessThanOrEqual(gridColumns)
      }),
    )
  })
})

describe('drop', () => {
  for (const row of [
    { name: 'a free place is kept', taken: [at(0, 0, 4, 2)], asked: at(4, 0, 4, 2), is: at(4, 0, 4, 2) },
    { name: 'a taken place moves down', taken: [at(0, 0, 4, 2)], asked: at(2, 1, 4, 2), is: at(2, 2, 4, 2) },
    {
      name: 'past two below each other',
      taken: [at(0, 2, 4, 2), at(0, 0, 4, 2)],
      asked: at(0, 0, 1, 1),
      is: at(0, 4, 1, 1),
    },
  ]) {
    it(row.name, () => expect(drop(row.asked, row.taken)).toEqual(row.is))
  }
})

describe('settle', () => {
  it('keeps what does not overlap where it is, gaps included', () => {
    const items = [
      { id: 'a', position: at(0, 0, 4, 2) },
      { id: 'b', position: at(0, 7, 4, 2) },
    ]
    expect(settle(items)).toEqual(items)
  })
  it('leaves the pinned one and moves the other down', () => {
    const items = [
      { id: 'a', position: at(0, 0, 4, 2) },
      { id: 'b', position: at(0, 0, 4, 3) },
    ]
    expect(settle(items, 'b').map((item) => item.position)).toEqual([at(0, 3, 4, 2), at(0, 0, 4, 3)])
  })
  it('has no overlap left, whatever is asked', () => {
    fc.assert(
      fc.property(board, (items) => {
        const settled = settle(items, 'w1')
        expect(overlaps(settled)).toBe(false)
        expect(settled.map((item) => item.id)).toEqual(items.map((item) => item.id))
        expect(settle(settled)).toEqual(settled)
      }),
    )
  })
})

it('reads from top to bottom, then from left to right', () => {
  const items = [at(6, 0, 1, 1), at(0, 2, 1, 1), at(0, 0, 1, 1)].map((place) => ({ position: place }))
  expect(readingOrder(items).map((item) => [item.position.x, item.position.y])).toEqual([
    [0, 0],
    [6, 0],
    [0, 2],
  ])
})

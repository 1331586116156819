import fc from 'fast-check'
import { verticalCompactor } from 'react-grid-layout/core'
import { describe, expect, it } from 'vitest'
import { compact, type Direction, move, resize } from '@/lib/dashboards/arrange'
import type { WidgetPosition } from '@/lib/dashboards/contract'
import { gridColumns } from '@/lib/dashboards/limits'
import { overlap } from '@/lib/dashboards/place'

const at = (x: number, y: number, width: number, height: number): WidgetPosition => ({ x, y, width, height })
const board = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 11 }),
      y: fc.integer({ min: 0, max: 20 }),
      width: fc.integer({ min: 2, max: 12 }),
      height: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 14 },
  )
  .map((list) => list.map((position, i) => ({ id: `w${i}`, position })))
const direction = fc.constantFrom<Direction>('left', 'right', 'up', 'down')

const two = [
  { id: 'a', position: at(0, 0, 4, 2) },
  { id: 'b', position: at(0, 2, 4, 4) },
]
const placeOf = (items: { id: string; position: WidgetPosition }[], id: string) =>
  items.find((item) => item.id === id)?.position

describe('compact', () => {
  it('lays out as the grid of the editor does, so that nothing jumps between viewing and editing', () => {
    fc.assert(
      fc.property(board, (items) => {
        const ours = compact(items)
        const { compact: theirs } = verticalCompactor
        const layout = ours.map(({ id, position: { x, y, width, height } }) => ({ i: id, x, y, w: width, h: height }))
        const settled = theirs.call(verticalCompactor, layout, gridColumns)
        expect(settled.map(({ i, x, y }) => ({ i, x, y }))).toEqual(
          ours.map(({ id, position: { x, y } }) => ({ i: id, x, y })),
        )
      }),
    )
  })
})

describe('move', () => {
  for (const row of [
    { name: 'right by a column', id: 'a', way: 'right', is: at(1, 0, 4, 2) },
    { name: 'left at the edge stays', id: 'a', way: 'left', is: at(0, 0, 4, 2) },
    { name: 'down past a taller neighbour', id: 'a', way: 'down', is: at(0, 4, 4, 2) },
    { name: 'up past a smaller neighbour', id: 'b', way: 'up', is: at(0, 0, 4, 4) },
    { name: 'down at the bottom stays', id: 'b', way: 'down', is: at(0, 2, 4, 4) },
    { name: 'up at the top stays', id: 'a', way: 'up', is: at(0, 0, 4, 2) },
  ] as const) {
    it(row.name, () => expect(placeOf(move(two, row.id, row.way), row.id)).toEqual(row.is))
  }
})

describe('resize', () => {
  for (const row of [
    { name: 'wider', way: 'right', is: at(0, 0, 5, 2) },
    { name: 'narrower', way: 'left', is: at(0, 0, 3, 2) },
    { name: 'taller pushes the one below', way: 'down', is: at(0, 0, 4, 3) },
    { name: 'shorter', way: 'up', is: at(0, 0, 4, 1) },
  ] as const) {
    it(row.name, () => expect(placeOf(resize(two, 'a', row.way), 'a')).toEqual(row.is))
  }
  it('stops at two columns and one row', () => {
    const small = [{ id: 'a', position: at(0, 0, 2, 1) }]
    expect(resize(small, 'a', 'left')).toEqual(small)
    expect(resize(small, 'a', 'up')).toEqual(small)
  })
})

it('keeps every board free of overlaps and inside the grid, whatever keys are pressed', () => {
  fc.assert(
    fc.property(board, fc.array(fc.tuple(fc.nat(13), direction, fc.boolean()), { maxLength: 6 }), (start, keys) => {
      let items = start
      for (const [n, way, shift] of keys) items = (shift ? resize : move)(items, `w${n}`, way)
      expect(items.length).toBe(start.length)
      for (const [i, a] of compact(items).entries()) {
        expect(a.position.x + a.position.width).toBeLessThanOrEqual(gridColumns)
        expect(compact(items).some((b, j) => i !== j && overlap(a.position, b.position))).toBe(false)
      }
    }),
  )
})

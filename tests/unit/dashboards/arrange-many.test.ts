import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact } from '@/lib/dashboards/arrange'
import { moveTogether, placeBelow, shift, swap } from '@/lib/dashboards/arrange-many'
import { overlap } from '@/lib/dashboards/place'

const item = (id: string, x: number, y: number, width = 3, height = 2) => ({ id, position: { x, y, width, height } })
const at = (items: readonly ReturnType<typeof item>[], id: string) => {
  const { x, y } = items.find((one) => one.id === id)!.position
  return [x, y]
}
const board = [item('a', 0, 0), item('b', 3, 0), item('c', 0, 2, 12), item('d', 0, 4)]

describe('shift', () => {
  it('keeps the distance between those that move', () => {
    const next = shift(board, new Set(['a', 'b']), 2, 0)
    expect([at(next, 'a'), at(next, 'b')]).toEqual([
      [2, 0],
      [5, 0],
    ])
  })
  it('goes no further than the edge lets all of them', () => {
    const next = shift(board, new Set(['a', 'b']), 99, -9)
    expect([at(next, 'a'), at(next, 'b')]).toEqual([
      [6, 0],
      [9, 0],
    ])
  })
})

describe('moveTogether', () => {
  it('goes past what is below, in one step', () => {
    const next = moveTogether(board, new Set(['a', 'b']), 'down')
    expect([at(next, 'c')[1], at(next, 'a')[1], at(next, 'b')[1]]).toEqual([0, 2, 2])
  })
  it('stays where there is nowhere to go', () => {
    expect(moveTogether(board, new Set(['a', 'b']), 'up')).toEqual(compact(board))
  })
})

describe('swap', () => {
  it('changes places with the one before', () => {
    const next = swap(board, 'c', -1)
    expect(at(next, 'c')[1]).toBeLessThan(at(next, 'b')[1]!)
  })
  it('changes places beside each other', () => {
    const next = swap([item('a', 0, 0, 4), item('b', 4, 0, 8)], 'b', -1)
    expect([at(next, 'b'), at(next, 'a')]).toEqual([
      [0, 0],
      [8, 0],
    ])
  })
  it('does nothing at either end', () => {
    expect(swap(board, 'a', -1)).toEqual(compact(board))
    expect(swap(board, 'd', 1)).toEqual(compact(board))
  })
})

it('puts copies below all else, arranged as they were', () => {
  const copies = placeBelow([item('x', 0, 7), item('y', 3, 8)], board)
  expect(copies.map(({ position }) => position.y)).toEqual([6, 7])
})

const places = fc.array(
  fc.record({
    x: fc.nat(11),
    y: fc.nat(20),
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
)

it('never lets widgets overlap or leave the grid, whatever moves where', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: -12, max: 12 }), fc.integer({ min: -9, max: 9 }), (given, dx, dy) => {
      const items = given.map((position, index) => ({
        id: String(index),
        position: { ...position, x: Math.min(position.x, 12 - position.width) },
      }))
      const ids = new Set(items.filter((_, index) => index % 2 === 0).map(({ id }) => id))
      const results = [shift(items, ids, dx, dy), moveTogether(items, ids, 'down'), swap(items, '0', 1)]
      for (const result of results) {
        result.forEach(({ position: a }, i) => {
          expect(a.x + a.width).toBeLessThanOrEqual(12)
          expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0)
          for (const { position: b } of result.slice(i + 1)) expect(overlap(a, b)).toBe(false)
        })
      }
    }),
    { numRuns: 150 },
  )
})

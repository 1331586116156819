import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { largestTriangles } from '@/lib/stats/largest-triangles'

const x = (length: number) => Array.from({ length }, (_, index) => index)

describe('largestTriangles', () => {
  for (const row of [
    { name: 'keeps a peak', y: [0, 0, 9, 0, 0], most: 3, is: [0, 2, 4] },
    { name: 'keeps a trough', y: [5, 5, 5, -9, 5], most: 3, is: [0, 3, 4] },
    { name: 'keeps all of few', y: [1, 2], most: 3, is: [0, 1] },
    { name: 'has nothing of nothing', y: [], most: 3, is: [] },
  ]) {
    it(row.name, () => expect(largestTriangles(x(row.y.length), row.y, row.most)).toEqual(row.is))
  }
  it('refuses fewer than three', () => expect(() => largestTriangles([0, 1], [0, 1], 2)).toThrow())

  it('keeps just as many as asked, ascending, with both ends', () => {
    const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 400 })
    fc.assert(
      fc.property(series, fc.integer({ min: 3, max: 60 }), (y, most) => {
        const kept = largestTriangles(x(y.length), y, most)
        expect(kept).toHaveLength(Math.min(most, y.length))
        expect([kept[0], kept.at(-1)]).toEqual([0, y.length - 1])
        for (let i = 1; i < kept.length; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1]!)
      }),
    )
  })
})

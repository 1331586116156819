import { expect, test } from 'vitest'
import { layGrid, parseCells } from '@/lib/anomalies/cells'
import type { Nature } from '@/lib/anomalies/grid'

const cells = [parseCells('102:4:40,104:6:90'), parseCells('102:1:10,108:9:9')]
const nan = Number.NaN

test.each<{ name: string; nature: Nature; present: number[]; values: number[] }>([
  { name: 'counts are 0 where something was there', nature: 'count', present: [103, 105], values: [5, 0, 6, 0, nan] },
  { name: 'sums are 0 where something was there', nature: 'sum', present: [103], values: [50, 0, 90, nan, nan] },
  {
    name: 'averages of fewer than five are unknown',
    nature: 'average',
    present: [103, 105],
    values: [10, nan, 15, nan, nan],
  },
])('$name', ({ nature, present, values }) => {
  const grid = layGrid(cells, {
    stepMs: 1000,
    nature,
    fromSlot: 100,
    toSlot: 107,
    present: (slot) => present.includes(slot),
  })
  expect(grid.startMs).toBe(102_000)
  expect([...grid.values]).toEqual(values)
})

test('the unit is what one row adds', () => {
  const lay = { stepMs: 1000, fromSlot: 100, toSlot: 107, present: () => true }
  expect(layGrid(cells, { ...lay, nature: 'sum' }).unit).toBeCloseTo(140 / 11)
  expect(layGrid(cells, { ...lay, nature: 'count' }).unit).toBe(1)
  expect(layGrid(cells, { ...lay, nature: 'average' }).unit).toBeCloseTo(140 / 11 / 5.5)
})

test('no samples at all', () => {
  const grid = layGrid([], { stepMs: 1000, nature: 'count', fromSlot: 3, toSlot: 5, present: () => true })
  expect([...grid.values]).toEqual([0, 0])
})

test('shares know their whole and of how many rows they are', () => {
  const lay = { stepMs: 1000, fromSlot: 102, toSlot: 105, present: () => true }
  const parts = [parseCells('102:10:900,104:4:100')]
  const grid = layGrid(parts, { ...lay, nature: 'share', bounds: 100 })
  expect(grid).toMatchObject({ nature: 'share', whole: 100, unit: 0 })
  expect([...grid.values]).toEqual([90, nan, nan])
  expect([...grid.rows!]).toEqual([10, 0, 4])
})

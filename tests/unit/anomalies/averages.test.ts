import { describe, expect, test } from 'vitest'
import { layGrid } from '@/lib/anomalies/cells'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import { bucketAt, dayMs, hourMs } from '@/lib/anomalies/grid'
import { fiveMinutes, monday, seeded } from './series'

const days = 14
const noon = monday + 12 * dayMs + 13 * hourMs
const first = monday / fiveMinutes

/** The mean of amounts that spread widely, of about so many rows in each bucket; for an hour all of them are `share` of themselves. */
function amounts(rows: number, share: number, seed: number) {
  const random = seeded(seed)
  const length = (days * dayMs) / fiveMinutes
  const cells = { slots: new Float64Array(length), counts: new Float64Array(length), sums: new Float64Array(length) }
  for (let index = 0; index < length; index++) {
    const at = monday + index * fiveMinutes
    const count = Math.round(rows * (0.6 + 0.8 * random()))
    let sum = 0
    for (let row = 0; row < count; row++) sum += -80 * Math.log(1 - random())
    cells.slots[index] = first + index
    cells.counts[index] = count
    cells.sums[index] = at >= noon && at < noon + hourMs ? share * sum : sum
  }
  return layGrid([cells], {
    stepMs: fiveMinutes,
    nature: 'average',
    fromSlot: first,
    toSlot: first + length,
    present: () => true,
  })
}

function alarmsOf(rows: number, share: number, seed = 11): number[] {
  const grid = amounts(rows, share, seed)
  const { incidents } = detect(grid, { windowMs: 7 * dayMs, sensitivity: 'medium', algorithms })
  return incidents.all.flatMap(({ alarmAt }) => (alarmAt === null ? [] : [bucketAt(grid, alarmAt)]))
}

const within = (at: number) => at >= noon && at < noon + hourMs

describe('the mean of what many rows have', () => {
  test.each([
    [20, 0.3],
    [60, 0.3],
    [400, 0.6],
    [400, 1.5],
  ])('of %i rows a bucket that falls or rises to %f of itself for an hour alarms', (rows, share) => {
    expect(alarmsOf(rows, share).filter(within)).not.toEqual([])
  })

  test.each([5, 20, 60, 400])('of %i rows a bucket says nothing where only chance moves it', (rows) => {
    expect([1, 2, 3].flatMap((seed) => alarmsOf(rows, 1, seed))).toEqual([])
  })
})

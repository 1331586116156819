import { expect, test } from 'vitest'
import { detectionAlgorithms as algorithms } from '@/lib/anomalies/detector/detector'
import { KnownDetectors } from '@/lib/anomalies/detector/known-detectors'
import { dayMs, type Grid } from '@/lib/anomalies/grid'
import { fiveMinutes, line, shop } from '../series'

const detection = { windowMs: 7 * dayMs, sensitivity: 'medium' as const, algorithms }
const whole = line({ days: 10 }, shop())
const part = (from: number, to: number, change: (values: Float64Array) => void = () => {}): Grid => {
  const values = whole.values.slice(from, to)
  change(values)
  return { ...whole, startMs: whole.startMs + from * fiveMinutes, values }
}
const detectors = (bytes = 2 ** 30) => new KnownDetectors(bytes, async () => {})
const none = (grid: Grid) => new Uint8Array(grid.values.length)
const judge = (known: KnownDetectors, grid: Grid, leftOut = none(grid)) =>
  known.judge({ key: 'orders', grid, leftOut, detection })
const first = async () => {
  const known = detectors()
  return { known, before: (await judge(known, part(0, 2500))).detector }
}

test('one that knows the past goes on with what is new, and judges it as one that began with it', async () => {
  const { known, before } = await first()
  const { detector, skipped } = await judge(known, part(100, 2600))
  expect([detector === before, skipped, detector.length]).toEqual([true, 100, 2600])
  const anew = (await judge(detectors(0), part(0, 2600))).detector
  expect(detector.surprise.data.slice(0, 2600)).toEqual(anew.surprise.data.slice(0, 2600))
})

test.each<{ name: string; grid: Grid; marks?: number }>([
  { name: 'late data has changed a bucket', grid: part(0, 2600, (values) => (values[2000]! += 1)) },
  { name: 'the line reaches further back', grid: { ...part(0, 2600), startMs: whole.startMs - fiveMinutes } },
  { name: 'it is shorter', grid: part(0, 2400) },
  { name: 'its buckets are others', grid: { ...part(0, 2600), stepMs: 3 * fiveMinutes } },
])('begins anew where $name', async ({ grid }) => {
  const { known, before } = await first()
  expect((await judge(known, grid)).detector === before).toBe(false)
})

test('begins anew where what was left out counts again, not where more is left out', async () => {
  const known = detectors()
  const [grid, marked] = [part(0, 2500), none(part(0, 2500))]
  marked[2400] = 1
  const before = (await judge(known, grid)).detector
  expect((await judge(known, grid, marked)).detector === before).toBe(true)
  expect((await judge(known, grid)).detector === before).toBe(false)
})

test('begins anew where a share is of other rows, though it is the same share', async () => {
  const share = (rows: number): Grid => ({
    ...line({ days: 2, nature: 'share' }, () => 1),
    rows: new Float64Array(576).fill(rows),
  })
  const known = detectors()
  const before = (await judge(known, share(20))).detector
  expect((await judge(known, share(20))).detector === before).toBe(true)
  expect((await judge(known, share(21))).detector === before).toBe(false)
})

test('keeps none beyond its memory, and lets go of those that are not asked for', async () => {
  const small = detectors(1000)
  const before = (await judge(small, part(0, 600))).detector
  expect((await judge(small, part(0, 600))).detector === before).toBe(false)
  const { known, before: old } = await first()
  for (let pass = 0; pass < 102; pass++) known.age()
  expect((await judge(known, part(0, 2500))).detector === old).toBe(false)
})

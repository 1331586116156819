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
const none = (grid: Grid) => new Uint8Array(grid.values.length)
const judge = (known: KnownDetectors, grid: Grid, leftOut = none(grid)) =>
  known.judge({ key: 'orders', grid, leftOut, detection })
const first = () => {
  const known = new KnownDetectors(2 ** 30)
  return { known, before: judge(known, part(0, 2500)).detector }
}

test('one that knows the past goes on with what is new, and judges it as one that began with it', () => {
  const { known, before } = first()
  const { detector, skipped } = judge(known, part(100, 2600))
  expect([detector === before, skipped, detector.length]).toEqual([true, 100, 2600])
  const anew = judge(new KnownDetectors(0), part(0, 2600)).detector
  expect(detector.surprise.data.slice(0, 2600)).toEqual(anew.surprise.data.slice(0, 2600))
})

test.each<{ name: string; grid: Grid; marks?: number }>([
  { name: 'late data has changed a bucket', grid: part(0, 2600, (values) => (values[2000]! += 1)) },
  { name: 'the line reaches further back', grid: { ...part(0, 2600), startMs: whole.startMs - fiveMinutes } },
  { name: 'it is shorter', grid: part(0, 2400) },
  { name: 'its buckets are others', grid: { ...part(0, 2600), stepMs: 3 * fiveMinutes } },
])('begins anew where $name', ({ grid }) => {
  const { known, before } = first()
  expect(judge(known, grid).detector === before).toBe(false)
})

test('begins anew where what was left out counts again, not where more is left out', () => {
  const known = new KnownDetectors(2 ** 30)
  const [grid, marked] = [part(0, 2500), none(part(0, 2500))]
  marked[2400] = 1
  const before = judge(known, grid).detector
  expect(judge(known, grid, marked).detector === before).toBe(true)
  expect(judge(known, grid).detector === before).toBe(false)
})

test('keeps none beyond its memory, and lets go of those that are not asked for', () => {
  const small = new KnownDetectors(1000)
  const before = judge(small, part(0, 600)).detector
  expect(judge(small, part(0, 600)).detector === before).toBe(false)
  const { known, before: old } = first()
  for (let pass = 0; pass < 102; pass++) known.age()
  expect(judge(known, part(0, 2500)).detector === old).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QuantileSketch } from '@/lib/metrics/sketch/quantile-sketch'
import { countEncoded } from '@/lib/metrics/sketch/sketch'
import { coarsenSketches, type SketchRow, SketchSet } from '@/lib/metrics/sketch/sketch-set'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

type Value = { seriesId: number; bucket: number; value: number }
const values = fc.array(
  fc.record({
    seriesId: fc.integer({ min: 1, max: 3 }),
    bucket: fc.nat(200).map((minute) => minute * minuteMs),
    value: fc.integer({ min: -100, max: 100 }),
  }),
  { maxLength: 80 },
)

function rowOf({ seriesId, bucket, value }: Value): SketchRow {
  const sketch = new QuantileSketch()
  sketch.add(value)
  return { seriesId, bucket, sketch: sketch.encode() }
}

/** The same in one go, without the set. */
function expected(list: Value[], widthMs: number) {
  const sketches = new Map<string, QuantileSketch>()
  for (const { seriesId, bucket, value } of list) {
    const key = `${seriesId} ${bucket - (bucket % widthMs)}`
    const sketch = sketches.get(key) ?? new QuantileSketch()
    sketch.add(value)
    sketches.set(key, sketch)
  }
  return new Map([...sketches].map(([key, sketch]) => [key, [sketch.count, sketch.encode().toString('hex')]]))
}

const shown = (rows: SketchRow[]) =>
  new Map(
    rows.map(({ seriesId, bucket, sketch }) => [
      `${seriesId} ${bucket}`,
      [countEncoded(sketch), Buffer.from(sketch).toString('hex')],
    ]),
  )

test('what is added comes out by series and bucket, at any resolution, ascending', () =>
  fc.assert(
    fc.property(values, (list) => {
      const set = new SketchSet()
      const rows = list.map(rowOf)
      const before = rows.map(({ sketch }) => [...sketch])
      for (const row of rows) set.add(row)
      const minutes = set.rows()
      expect(set.size).toBe(minutes.length)
      expect(set.spans(hourMs)).toEqual(new Set(minutes.map(({ bucket }) => bucket - (bucket % hourMs))))
      expect([...set.parts(30)].flat()).toEqual(minutes)
      expect(shown(minutes)).toEqual(expected(list, minuteMs))
      expect(shown(coarsenSketches(minutes, hourMs))).toEqual(expected(list, hourMs))
      const order = minutes.map(({ seriesId, bucket }) => seriesId * 1e9 + bucket)
      expect(order).toEqual([...order].sort((a, b) => a - b))
      expect(rows.map(({ sketch }) => [...sketch])).toEqual(before)
    }),
  ))

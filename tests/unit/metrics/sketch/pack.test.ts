import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packSketches, unpackSketches } from '@/lib/metrics/sketch/pack'

const minuteMs = 60_000
const packs = fc.uniqueArray(
  fc.record({
    bucket: fc.nat(100_000_000).map((minute) => minute * minuteMs),
    sketch: fc.uint8Array({ maxLength: 300 }),
  }),
  { selector: ({ bucket }) => bucket },
)

test('what was packed comes out again, in the order of its buckets', () =>
  fc.assert(
    fc.property(packs, (entries) => {
      const sorted = [...entries].sort((a, b) => a.bucket - b.bucket)
      const sketches = new Map(sorted.map(({ bucket, sketch }) => [bucket, sketch]))
      const bytes = packSketches([...sketches.keys()], minuteMs, (writer, bucket) =>
        writer.append(sketches.get(bucket)!),
      )
      expect([...unpackSketches(bytes, minuteMs)].map(({ bucket, sketch }) => [bucket, [...sketch]])).toEqual(
        sorted.map(({ bucket, sketch }) => [bucket, [...sketch]]),
      )
    }),
  ))

test('one that is cut off is refused', () => {
  const bytes = packSketches([minuteMs], minuteMs, (writer) => writer.append(Uint8Array.from([1, 5, 1])))
  expect(() => [...unpackSketches(bytes.subarray(0, -1), minuteMs)]).toThrow('cut off')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { between, createRandom } from '@/drizzle/demo/prng'
import { binOf, QuantileSketch, writeBins } from '@/lib/metrics/sketch/quantile-sketch'
import { decodeSketch } from '@/lib/metrics/sketch/sketch'
import { VarintWriter } from '@/lib/metrics/sketch/varint'

const percents = [0, 1, 25, 50, 90, 95, 99, 99.9, 100]

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch()
  for (const value of values) sketch.add(value)
  return sketch
}

/** The nearest rank: the smallest value that at least `percent` percent of all are no greater than. */
function trueOf(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1]!
}

function expectClose(values: readonly number[]) {
  const sketch = sketchOf(values)
  for (const percent of percents) {
    const expected = trueOf(values, percent)
    expect(Math.abs(sketch.percentile(percent)! - expected)).toBeLessThanOrEqual(Math.abs(expected) * 0.0100001)
  }
}

const smallestNormal = 2.3e-308
const anyNumber = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => value === 0 || Math.abs(value) >= smallestNormal)
const amount = fc.integer({ min: -50_000, max: 1_000_000 }).map((cents) => cents / 100)
const bytesOf = (sketch: QuantileSketch) => sketch.encode().toString('hex')

describe('a percentile is within 1 % of the nearest rank', () => {
  test.each([
    ['one value', [42]],
    ['two', [1, 2]],
    ['zeros', [0, 0, 0]],
    ['zeros of either sign and one more', [0, -0, 5]],
    ['negative values', [-1, -10, -100, -1000]],
    ['the ends of the range', [-Number.MAX_VALUE, -1, 0, 1, Number.MAX_VALUE]],
    ['very small values', [smallestNormal, 1e-300, 1e-200, -1e-250]],
    ['powers of the base', Array.from({ length: 200 }, (_, i) => (1.01 / 0.99) ** (i - 100))],
    ['the same value often', Array.from({ length: 10_000 }, () => 99.99)],
  ])('of %s', (_name, values) => expectClose(values))

  const random = createRandom('sketch')
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  test.each<[string, () => number]>([
    ['even', () => between(random, 0, 1000)],
    ['log-normal', () => Math.exp(3 * normal())],
    ['normal around zero', () => 100 * normal()],
    ['Pareto', () => (1 - random()) ** -2],
  ])('of 100,000 values of a distribution that is %s', (_name, next) =>
    expectClose(Array.from({ length: 100_000 }, next)),
  )

  test('of any values', () =>
    fc.assert(fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 300 }), (values) => expectClose(values))))
})

test('there is none of no values', () => expect(new QuantileSketch().percentile(50)).toBeNull())

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is refused', (value) =>
  expect(() => new QuantileSketch().add(value)).toThrow(RangeError),
)

test('merged in any order it is the sketch of all', () =>
  fc.assert(
    fc.property(fc.array(fc.array(fc.oneof(anyNumber, amount)), { maxLength: 6 }), fc.nat(), (parts, turn) => {
      const whole = sketchOf(parts.flat())
      const at = parts.length === 0 ? 0 : turn % parts.length
      const merged = new QuantileSketch()
      for (const part of [...parts.slice(at), ...parts.slice(0, at)].reverse()) merged.merge(sketchOf(part))
      expect(bytesOf(merged)).toBe(bytesOf(whole))
      expect(merged.count).toBe(parts.flat().length)
    }),
  ))

test('it is the same after it was written and read', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(anyNumber, fc.integer({ min: 1, max: 2 ** 45 })), { maxLength: 100 }), (entries) => {
      const sketch = new QuantileSketch()
      for (const [value, times] of entries) sketch.add(value, times)
      const read = new QuantileSketch()
      read.mergeEncoded(sketch.encode())
      expect(bytesOf(read)).toBe(bytesOf(sketch))
      expect(read.count).toBe(sketch.count)
    }),
  ))

test('written from the bins of its values it is the same', () =>
  fc.assert(
    fc.property(fc.array(fc.oneof(anyNumber, amount), { minLength: 1 }), (values) => {
      const writer = new VarintWriter()
      writeBins(writer, values.map(binOf))
      expect(writer.bytes().toString('hex')).toBe(bytesOf(sketchOf(values)))
    }),
  ))

test('a copy goes its own way', () => {
  const sketch = sketchOf([1])
  sketch.clone().add(5)
  expect(sketch.count).toBe(1)
})

test('it is small: three bytes for a bin at most', () => {
  const random = createRandom('size')
  const sketch = sketchOf(Array.from({ length: 100_000 }, () => between(random, 1, 1000)))
  expect(sketch.encode().length).toBeLessThan(1100)
})

test.each([
  ['cut within a number', [1, 0x80]],
  ['cut between a bin and its count', [1, 5]],
])('bytes that are %s are refused', (_name, bytes) =>
  expect(() => decodeSketch(Uint8Array.from(bytes))).toThrow(RangeError),
)

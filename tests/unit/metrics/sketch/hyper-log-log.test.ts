import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HyperLogLog, markOf, writeMarks } from '@/lib/metrics/sketch/hyper-log-log'
import { VarintWriter } from '@/lib/metrics/sketch/varint'

function sketchOf(texts: Iterable<string>): HyperLogLog {
  const sketch = new HyperLogLog()
  for (const text of texts) sketch.add(text)
  return sketch
}

function* numbered(from: number, count: number, write = (number: number) => `${number}`) {
  for (let number = from; number < from + count; number += 1) yield write(number)
}

const uuidLike = (number: number) => `${(number * 2654435761).toString(16)}-0000-4000-8000-${number.toString(36)}`
const bytesOf = (sketch: HyperLogLog) => sketch.encode().toString('hex')

describe('the estimate', () => {
  test.each([0, 1, 2, 10, 100, 999])('is exact for %i different texts', (count) => {
    expect(sketchOf(numbered(0, count)).estimate()).toBe(count)
    expect(sketchOf(numbered(1_000_000, count, uuidLike)).estimate()).toBe(count)
  })

  test.each([1000, 4000, 4097, 5000, 10_000, 20_000, 50_000, 100_000, 300_000, 1_000_000])('is near %i', (count) => {
    const writes = [undefined, uuidLike, (number: number) => `cust_${number}`]
    const errors = writes.map((write) => sketchOf(numbered(7, count, write)).estimate() / count - 1)
    const typical = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    expect(typical).toBeLessThan(0.015)
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.025)
  })

  test('has no bias: over many sets it is right on average', () => {
    for (const count of [6000, 20_000, 40_000, 80_000]) {
      const ratios = Array.from({ length: 24 }, (_, set) => sketchOf(numbered(set * 1e7, count)).estimate() / count)
      const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
      expect(Math.abs(mean - 1)).toBeLessThan(0.006)
    }
  })

  test.each([600, 6000])('of %i is not changed by what comes again, the number of texts is', (count) => {
    const sketch = sketchOf(numbered(0, count))
    const before = sketch.estimate()
    for (const text of numbered(0, count)) sketch.add(text)
    expect([sketch.estimate(), sketch.count]).toEqual([before, 2 * count])
  })
})

const sizes = fc.array(fc.tuple(fc.nat(40_000), fc.constantFrom(0, 1, 50, 2000, 5000, 9000)), { maxLength: 5 })

test('merged in any order it is the sketch of all, be they few or many', () =>
  fc.assert(
    fc.property(sizes, (parts) => {
      const sketches = parts.map(([from, count]) => sketchOf(numbered(from, count)))
      const whole = bytesOf(sketchOf(parts.flatMap(([from, count]) => [...numbered(from, count)])))
      for (const order of [sketches, [...sketches].reverse()]) {
        const merged = new HyperLogLog()
        for (const part of order) merged.merge(part)
        expect(bytesOf(merged)).toBe(whole)
      }
    }),
    { numRuns: 40 },
  ))

test.each([0, 1, 500, 4096, 4097, 60_000])('it is the same after it was written and read, with %i texts', (count) => {
  const sketch = sketchOf(numbered(0, count))
  const read = new HyperLogLog()
  read.mergeEncoded(sketch.encode())
  expect(read.count).toBe(count)
  expect(bytesOf(read)).toBe(bytesOf(sketch))
  expect(read.estimate()).toBe(sketch.estimate())
  read.merge(sketchOf(numbered(count, 10)))
  expect(read.estimate()).toBeGreaterThan(sketch.estimate() * 0.99)
})

test.each([
  [10, 46],
  [1000, 3102],
  [4096, 10_000],
  [1_000_000, 12_292],
])('with %i texts it takes at most %i bytes', (count, most) =>
  expect(sketchOf(numbered(0, count)).encode().length).toBeLessThanOrEqual(most),
)

test.each([1, 2, 4096, 4097, 60_000])('written from the marks of %i texts it is the same', (count) => {
  const texts = [...numbered(0, count), ...numbered(0, count / 2)]
  const writer = new VarintWriter()
  writeMarks(writer, texts.map(markOf))
  expect(writer.bytes().toString('hex')).toBe(bytesOf(sketchOf(texts)))
})

test('texts of any script and length differ', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'aaa', '顧客', '顧', '\u0000', '\u0000\u0000', 'x'.repeat(10_000)]
  expect(sketchOf(texts).estimate()).toBe(texts.length)
})

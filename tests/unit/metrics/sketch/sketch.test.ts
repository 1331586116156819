import { expect, test } from 'vitest'
import { HyperLogLog } from '@/lib/metrics/sketch/hyper-log-log'
import { QuantileSketch } from '@/lib/metrics/sketch/quantile-sketch'
import { decodeSketch, mergeSketch } from '@/lib/metrics/sketch/sketch'

const numbers = new QuantileSketch()
numbers.add(5)
const few = new HyperLogLog()
few.add('a')
const many = new HyperLogLog()
for (let number = 0; number < 9000; number += 1) many.add(`${number}`)

test.each([
  ['of numbers', numbers],
  ['of few identifiers', few],
  ['of many', many],
])('a sketch %s is told by its first byte', (_name, sketch) => {
  const read = decodeSketch(sketch.encode())
  expect(read.constructor).toBe(sketch.constructor)
  expect(read.encode()).toEqual(sketch.encode())
})

test.each([[[]], [[0]], [[9, 1, 1]]])('%j is no sketch', (bytes) =>
  expect(() => decodeSketch(Uint8Array.from(bytes))).toThrow(RangeError),
)

test('what is merged stays as it was', () => {
  const whole = mergeSketch(mergeSketch(undefined, few), many) as HyperLogLog
  expect(whole.estimate()).toBeGreaterThan(8800)
  expect(few.estimate()).toBe(1)
})

test('numbers and identifiers do not merge', () => expect(() => mergeSketch(numbers, few)).toThrow(TypeError))

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecimalSum } from '@/lib/metrics/decimal'
import { noSamples } from '@/lib/metrics/fold'
import type { Point } from '@/lib/storage/engine'
import { fieldsOf, pointKey, pointOf } from '@/lib/storage/point-fields'

const bucket = Date.UTC(2026, 2, 1, 10)
const decimal = (text: string) => {
  const sum = new DecimalSum()
  sum.add(text)
  return sum
}
type Values = Partial<Omit<Point['aggregate'], 'sum' | 'change'>> & { sum?: string; change?: string }
const point = ({ sum = '6.5', change = '6.5', ...rest }: Values = {}): Point => {
  const plain = { count: 3, min: 1, max: 4.5, firstAt: bucket + 10, last: 4.5, lastAt: bucket + 59_999, ...rest }
  return { seriesId: 7, bucket, aggregate: { ...plain, sum: decimal(sum), change: decimal(change) } }
}
const again = (one: Point) => pointOf(7, bucket, fieldsOf(one)!)!

test.each<[string, Point]>([
  ['numbers', point()],
  ['events, of which only the count and the times are sent', point({ sum: '3', change: '3', min: 1, max: 1, last: 1 })],
  [
    'one value',
    point({ count: 1, sum: '0.1', change: '0', min: 0.1, max: 0.1, last: 0.1, firstAt: bucket, lastAt: bucket }),
  ],
  ['a sum beyond 2^53', point({ sum: '9007199254740993', change: '-9007199254740993.000000001' })],
  ['a sum of many digits', point({ sum: '123456789012345678901234567890.123456789012345678' })],
  ['doubles of 17 digits', point({ min: -0.1 - 0.2, max: Math.PI * 1e20, last: 1e-15 })],
  ['zeros', point({ sum: '0', change: '0', min: 0, max: 0, last: 0 })],
  ['a change of a level alone', { seriesId: 7, bucket, aggregate: { ...noSamples(), change: decimal('-2') } }],
])('a point comes back as it was: %s', (_name, one) => {
  expect(pointKey(again(one))).toBe(pointKey(one))
})

test('a number of more digits than fit is not sent in part', () => {
  expect(fieldsOf(point({ last: Number.MAX_VALUE }))).toBeNull()
  expect(fieldsOf(point({ sum: `1${'0'.repeat(60)}` }))).toBeNull()
  expect(fieldsOf(point({ max: Number.POSITIVE_INFINITY }))).toBeNull()
})

test('events and single values cost few fields', () => {
  const events = point({ sum: '3', change: '3', min: 1, max: 1, last: 1 })
  expect(Object.keys(fieldsOf(events)!)).toEqual(['count', 'last_ms', 'first_ms'])
  const single = point({
    count: 1,
    sum: '99.99',
    change: '99.99',
    min: 99.99,
    max: 99.99,
    last: 99.99,
    firstAt: bucket,
    lastAt: bucket,
  })
  expect(Object.keys(fieldsOf(single)!)).toEqual(['count', 'sum', 'last_ms'])
})

test('any doubles and sums come back exactly, or not at all', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  )
  const texts = fc
    .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 30 }))
    .map(([units, scale]) => {
      const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
      return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale ? `.${digits.slice(-scale)}` : ''}`
    })
  let fitting = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      texts,
      texts,
      number,
      number,
      number,
      (count, sum, change, min, max, last) => {
        const one = point({ count, sum, change, min, max, last })
        const fields = fieldsOf(one)
        if (!fields) return
        fitting += 1
        expect(pointKey(pointOf(7, bucket, fields)!)).toBe(pointKey(one))
        for (const [name, value] of Object.entries(fields)) {
          if (/digits|scale|_ms|count/.test(name)) expect(Number.isInteger(value) && Math.abs(value) < 1e15).toBe(true)
        }
      },
    ),
    { numRuns: 500 },
  )
  expect(fitting).toBeGreaterThan(50)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DecimalSum } from '@/lib/metrics/decimal'

const sumOf = (values: readonly (number | string)[]) => {
  const sum = new DecimalSum()
  for (const value of values) sum.add(value)
  return sum
}

const places = 60

/** A decimal text in units of 10^-60, read digit by digit. */
function units(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.')
  const shift = places - fraction.length + Number(exponent)
  return BigInt(whole + fraction) * 10n ** BigInt(shift) * (mantissa.startsWith('-') ? -1n : 1n)
}

const digits = (most: number) => fc.string({ minLength: 1, maxLength: most, unit: fc.constantFrom(...'0123456789') })
const decimalText = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits(20),
    fc.option(digits(20), { nil: null }),
    fc.option(fc.integer({ min: -30, max: 30 }), { nil: null }),
  )
  .map(([sign, whole, fraction, exponent]) => {
    return `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`
  })
const moneyText = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents / 100).toFixed(2))
const edge = fc
  .tuple(
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(2 ** 32, 2 ** 52 / 1e6, 2 ** 53, 1e15),
    fc.constantFrom(1, -1),
  )
  .map(([step, around, sign]) => sign * (around + step * 1e-6))
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e25, max: 1e25 })
  .filter((value) => value === 0 || Math.abs(value) > 1e-25)
const value = fc.oneof(decimalText, moneyText, double, edge, fc.maxSafeInteger())
const values = fc.array(value, { maxLength: 30 })

test('the sum is what BigInt arithmetic over the digits says', () => {
  fc.assert(
    fc.property(values, (list) => {
      const expected = list.reduce<bigint>((sum, one) => sum + units(String(one)), 0n)
      expect(units(sumOf(list).toString())).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

test('the text is the same in any order and however the values are split into sums', () => {
  const placed = fc.array(fc.record({ value, place: fc.nat(), part: fc.nat(3) }), { maxLength: 30 })
  fc.assert(
    fc.property(placed, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (list, order) => {
      const shuffled = [...list].sort((a, b) => a.place - b.place)
      const parts = order
        .map((place, part) => ({
          place,
          sum: sumOf(shuffled.filter((one) => one.part === part).map((one) => one.value)),
        }))
        .sort((a, b) => a.place - b.place)
      const total = new DecimalSum()
      for (const { sum } of parts) total.addSum(sum)
      expect(total.toString()).toBe(sumOf(list.map((one) => one.value)).toString())
    }),
  )
})

test('millions of small amounts do not drift', () => {
  const sum = new DecimalSum()
  for (let i = 0; i < 1_000_000; i += 1) sum.add(i % 2 === 0 ? 4_503_599_627.370495 : 0.1)
  expect(sum.toString()).toBe('2251799813735247.5')
})

test.each<[string, (number | string)[], string]>([
  ['nothing', [], '0'],
  ['0.1 + 0.2', [0.1, 0.2], '0.3'],
  ['as texts', ['0.1', '0.2'], '0.3'],
  ['what takes itself back', ['1e20', 0.1, '-1e20'], '0.1'],
  ['a loss', [-0.05], '-0.05'],
  ['digits after a double ends', ['123.4500000001', '9007199254740993'], '9007199254741116.4500000001'],
  ['a digit after all that a double shows', ['0.1000000000000000000001', 0.2], '0.3000000000000000000001'],
  ['an exponent', ['1.5e-7', '2E3', '1e+2'], '2100.00000015'],
  ['a whole number has no dot', [2.5, 2.5], '5'],
  ['a dot with nothing after it', ['7.'], '7'],
  ['a large double', [1e21], '1000000000000000000000'],
  ['what is finer than all that is kept', ['12345678901234567890e-450', '1'], '1'],
])('%s', (_name, list, expected) => expect(sumOf(list).toString()).toBe(expected))

describe('refused rather than counted as something else', () => {
  test.each(['one and a half million', '1,500,000.00000000', '1e99999', 'Infinity', Number.NaN])('%s', (text) =>
    expect(() => sumOf([text])).toThrow(RangeError),
  )
})

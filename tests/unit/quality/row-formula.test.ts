import { describe, expect, test } from 'vitest'
import { parseRowFormula } from '@/lib/quality/row-formula'

const row = {
  total: '30.30',
  price: 10.1,
  quantity: 3,
  status: 'paid',
  note: null,
  at: '2026-01-02T00:00:00Z',
  due: '2026-01-03',
}

test.each([
  ['total = price * quantity', true],
  ['total != price * quantity', false],
  ['(total - 0.3) / 10 >= 3', true],
  ['(price + quantity) * 2 < 20', false],
  ['status = "paid" and quantity > 2', true],
  ['status in ("new", "sent") or quantity in (1, 2, 3)', true],
  ['not status = "paid"', false],
  ['not (status = "paid" and quantity > 5)', true],
  ['status not in ("new", "paid")', false],
  ['note is null', true],
  ['note is not null', false],
  ['note = "x"', null],
  ['note = "x" or quantity = 3', true],
  ['note = "x" and quantity = 4', false],
  ['quantity / 0 > 1', null],
  ['abs(quantity - 5) = 2', true],
  ['coalesce(note, status) = "paid"', true],
  ['at <= due', true],
  ['((quantity = 3))', true],
  ['-quantity < 0', true],
] as const)('%s', (text, expected) => {
  expect(parseRowFormula(text).test(row)).toBe(expected)
})

test('names the columns that it reads', () => {
  expect(parseRowFormula('total = price * quantity and status = "paid"').columns).toEqual([
    'total',
    'price',
    'quantity',
    'status',
  ])
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['total', /column 6: expected =, !=/],
    ['total >', /column 8: expected/],
    ['total = sum(price)', /price is a column here/],
    ['total = rate(price)', /column 14/],
    ['a = 1 b', /expected and, or, or the end/],
    ['(a = 1', /expected/],
    ['a in ()', /in takes 1 to 200 values/],
    ['and = 1', /expected a column but found and/],
    ['a ~ 1', /means nothing here/],
  ])('%s', (text, words) => {
    expect(() => parseRowFormula(text)).toThrow(words)
  })
})

import { expect, test } from 'vitest'
import { noCounts } from '@/lib/metrics/observe'
import {
  judgeTrial,
  proposeRules,
  referredTable,
  type SeenColumn,
  type SeenTable,
  windowFor,
} from '@/lib/quality/propose'

const dayMs = 86_400_000
const column = (
  name: string,
  more: Partial<Omit<SeenColumn, 'counts'>> & { counts?: Partial<SeenColumn['counts']> },
): SeenColumn => ({
  name,
  role: 'text',
  unit: '',
  masked: null,
  min: null,
  categories: [],
  ...more,
  counts: { ...noCounts(), ...more.counts },
})
const table = (columns: SeenColumn[], more: Partial<SeenTable> = {}): SeenTable => ({
  table: 'orders',
  rows: 2000,
  firstAt: 0,
  lastAt: 10 * dayMs,
  key: null,
  longestGapMs: null,
  columns,
  ...more,
})
const named = (seen: SeenTable, tables: string[] = []) =>
  proposeRules(seen, tables).map(({ type, columns, trial }) => `${columns.join()} ${type}${trial ? ' ?' : ''}`)

test('too few rows say nothing', () => {
  expect(named(table([column('a', { counts: { words: 400 } })], { rows: 400 }))).toEqual([])
})

test.each([
  [
    'an amount above zero',
    column('n', { role: 'numeric', unit: 'currency', min: 2, counts: { numbers: 2000 } }),
    ['n type', 'n positive', 'n not_null'],
  ],
  [
    'a number from zero on',
    column('n', { role: 'numeric', min: 0, counts: { decimals: 2000 } }),
    ['n type', 'n non_negative', 'n not_null'],
  ],
  [
    'a number below zero',
    column('n', { role: 'numeric', min: -2, counts: { numbers: 2000 } }),
    ['n type', 'n not_null'],
  ],
  ['mixed values', column('n', { role: 'numeric', counts: { numbers: 1990, words: 10 } }), ['n not_null']],
  ['mostly missing', column('n', { counts: { words: 900, nulls: 1100 } }), []],
  [
    'a marked e-mail address',
    column('email', { masked: 'marked', counts: { nulls: 2000 } }),
    ['email email_format ?', 'email not_null ?'],
  ],
  ['a sku', column('sku', { role: 'identifier', counts: { words: 2000 } }), ['sku unique ?', 'sku not_null']],
])('%s', (_name, seen, expected) => {
  expect(named(table([seen]))).toEqual(expected)
})

const category = (value: string, count: number, firstAt = 0) => ({ value, count, firstAt })
test.each([
  ['values that all came often and early', [category('a', 1500), category('b', 500)], true],
  ['one that came lately', [category('a', 1500), category('b', 500, 9 * dayMs)], false],
  ['one that came rarely', [category('a', 1996), category('b', 4)], false],
  ['one alone', [category('a', 2000)], false],
])('a set is closed: %s', (_name, categories, closed) => {
  const seen = table([column('status', { role: 'categorical', categories, counts: { words: 2000 } })])
  expect(named(seen).includes('status in_set')).toBe(closed)
})

test('nulls that are usual are allowed for', () => {
  const [rule] = proposeRules(table([column('note', { counts: { words: 1800, nulls: 200 } })]), [])
  expect(rule).toMatchObject({ type: 'not_null', evidence: { rows: 2000, passed: 1800 } })
  expect(rule!.threshold).toBeGreaterThan(50)
  expect(rule!.threshold).toBeLessThan(80)
})

test.each([
  ['customer_id', ['customers', 'orders'], 'customers'],
  ['categoryId', ['Categories'], 'Categories'],
  ['order_id', ['orders'], null],
  ['address_id', ['addresses'], 'addresses'],
  ['parent_id', ['customers'], null],
  ['id', ['orders'], null],
])('%s refers to one of %j', (name, tables, expected) => {
  expect(referredTable(name, 'orders', tables)).toBe(expected)
})

test('windows are as long as rows are rare', () => {
  const rows = (perHour: number) => ({ rows: perHour * 240, firstAt: 0, lastAt: 10 * dayMs })
  expect([600, 60, 8, 1].map((perHour) => windowFor(rows(perHour)) / 60_000)).toEqual([5, 60, 360, 1440])
})

test.each([
  ['unique', 199, 199, null],
  ['unique', 2000, 2000, 'keep'],
  ['unique', 2000, 1990, null],
  ['references', 1000, 900, 'drop'],
  ['email_format', 1000, 991, 'keep'],
] as const)('%s on trial, %i rows, %i passed: %s', (type, checked, passed, verdict) => {
  expect(judgeTrial({ type }, { checked, passed })).toBe(verdict)
})

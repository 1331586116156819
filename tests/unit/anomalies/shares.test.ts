import { expect, test } from 'vitest'
import { boundsOf, sharesOf } from '@/lib/anomalies/shares'

const many = (value: (at: number) => number, length = 200) => Float64Array.from({ length }, (_, at) => value(at))

test.each([
  { name: 'percents by their unit', values: [3, 50, 100], unit: 'percent', expected: { nature: 'share', whole: 100 } },
  { name: 'percents of more than the whole', values: [3, 150], unit: '%', expected: null },
  { name: 'ratios by their unit', values: [0.01, Number.NaN], unit: 'ratio', expected: { nature: 'share', whole: 1 } },
  { name: 'percents below zero', values: [-2, 4], unit: 'percent', expected: null },
  { name: 'many from 0 to 1', values: many((at) => (at % 10) / 10), unit: '', expected: { nature: 'share', whole: 1 } },
  { name: 'few from 0 to 1', values: many((at) => (at % 10) / 10, 50), unit: '', expected: null },
  { name: 'many that are small', values: many(() => 0.01), unit: '', expected: null },
  { name: 'many and one beyond', values: many((at) => (at === 150 ? 1.5 : 0.7)), unit: '', expected: null },
  { name: 'nothing known', values: [Number.NaN], unit: 'percent', expected: null },
])('$name', ({ values, unit, expected }) => {
  expect(sharesOf(Float64Array.from(values), boundsOf(unit))).toEqual(expected)
})

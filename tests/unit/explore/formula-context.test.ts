import { expect, test } from 'vitest'
import { callAt, placeOf, placeOfError } from '@/components/explore/formula-context'
import { namesIn } from '@/components/explore/formula-names'

test.each([
  ['a name', 'orders_am', { kind: 'name', from: 0 }],
  ['a name after an operator', 'a / ord', { kind: 'name', from: 4 }],
  ['a name in a call', 'rate(ord', { kind: 'name', from: 5 }],
  ['nothing in a number', 'a * 10', { kind: 'nothing', from: 4 }],
  ['a label', 'orders{st', { kind: 'label', metric: 'orders', from: 7 }],
  ['a second label', 'orders{status="paid", ch', { kind: 'label', metric: 'orders', from: 22 }],
  ['nothing after a label', 'orders{status', { kind: 'label', metric: 'orders', from: 7 }],
  ['nothing after an equals sign', 'orders{status=', { kind: 'nothing', from: 14 }],
  ['a value', 'orders{status="pa', { kind: 'value', metric: 'orders', label: 'status', from: 15 }],
  ['a value that is not', 'orders{status != "', { kind: 'value', metric: 'orders', label: 'status', from: 18 }],
  ['a name after a closed filter', 'orders{status="a)"} / o', { kind: 'name', from: 22 }],
  ['a label to group by', 'sum(orders) by (st', { kind: 'by', from: 16 }],
])('placeOf: %s', (_, text, expected) => expect(placeOf(text)).toEqual(expected))

test.each([
  ['none', 'a + b', null],
  ['the first argument', 'clamp(a', { name: 'clamp', argument: 0, at: 5 }],
  ['the third', 'clamp(a, 1, ', { name: 'clamp', argument: 2, at: 5 }],
  ['the inner of two', 'ratio(rate(a', { name: 'rate', argument: 0, at: 10 }],
  ['the outer after the inner', 'ratio(rate(a), b', { name: 'ratio', argument: 1, at: 5 }],
  ['past a filter', 'ratio(a{x="1,2"}, b', { name: 'ratio', argument: 1, at: 5 }],
  ['not a grouping', 'ratio(a, b) by (x', null],
  ['closed', 'abs(a)', null],
])('callAt: %s', (_, text, expected) => expect(callAt(text)).toEqual(expected))

test.each([
  ['the first line', 'expr, line 1, column 5: no', 'a / b', 4],
  ['another line', 'expr, line 2, column 3: no', 'a +\nb c', 6],
  ['past the end', 'expr, line 1, column 90: no', 'a', 1],
  ['no place', 'Too many events', 'a', null],
])('placeOfError: %s', (_, message, formula, expected) => expect(placeOfError(message, formula)).toBe(expected))

test('namesIn: words outside quotes, each once', () =>
  expect(namesIn('rate(a_b{status="c d"}) / a_b + é2')).toEqual(['rate', 'a_b', 'status', 'é2']))

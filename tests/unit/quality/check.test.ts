import { LosslessNumber } from 'lossless-json'
import { expect, test } from 'vitest'
import { compileCheck } from '@/lib/quality/check'
import type { RuleParams, RuleType } from '@/lib/quality/contract'

type Case = [type: RuleType, params: RuleParams, passed: unknown[], failed: unknown[], skipped: unknown[]]

const big = new LosslessNumber('12345678901234567890')

test.each<Case>([
  ['not_null', {}, [0, '', false, '[masked]'], [null, undefined], []],
  ['not_empty', {}, [0, 'a', '[masked]'], [null, undefined, '', '  '], []],
  ['positive', {}, [1, '0.01', big], [0, -1, '-3', 'many', true], [null, undefined, '[masked]']],
  ['non_negative', {}, [0, '0.0'], [-0.1], [null]],
  ['in_range', { min: 1, max: 5 }, [1, 5, '3.5'], [0.99, 6, 'x'], [null]],
  ['in_set', { values: ['a', 1, true] }, ['a', 1, '1', 1.0, true, 'true'], ['b', 2, ''], [null]],
  ['regex', { pattern: '^[A-Z]{2}\\d+$' }, ['AB1'], ['ab1', 'AB', 7], [null]],
  ['email_format', {}, ['ann@example.org', 'a.b+c@sub.example.co'], ['ann', 'ann@', '@x.org', 5], [null]],
  ['url', {}, ['https://example.org/a?b=c', 'ftp://h/x'], ['example.org', 'http://', 'mailto:x'], [null]],
  ['uuid', {}, ['01a20a8e-b2c9-7707-b253-6698abe857b9'], ['01a20a8e', 'x'], [null]],
  [
    'date',
    {},
    ['2026-02-28', '2026-02-28 10:00:00+02', '2026-02-28T10:00:00Z'],
    ['2026-02-30', 'tomorrow', '01/02/2024'],
    [null],
  ],
  ['length', { min: 2, max: 3 }, ['ab', 'äöü', '😀😀'], ['a', 'abcd'], [null]],
  ['type', { value_type: 'integer' }, [1, '2', big, '3.0'], [1.5, 'x'], [null]],
  ['type', { value_type: 'timestamp' }, ['2026-01-01', 1767225600], ['soon'], [null]],
  ['type', { value_type: 'boolean' }, [true, 'f', 0], ['yes', 2], [null]],
  ['type', { value_type: 'json' }, [{ a: 1 }, [1], '{"a":1}'], ['a'], [null]],
])('%s %j', (type, params, passed, failed, skipped) => {
  const check = compileCheck({ type, params, columns: ['v'] })!
  const outcomes = (values: unknown[]) => values.map((v) => check.judge({ v }))
  expect(outcomes(passed)).toEqual(passed.map(() => 'passed'))
  expect(outcomes(failed)).toEqual(failed.map(() => 'failed'))
  expect(outcomes(skipped)).toEqual(skipped.map(() => 'skipped'))
})

test.each([
  ['>=', '2026-01-02T00:00:00Z', '2026-01-01T23:00:00-02:00', 'failed'],
  ['>=', '2026-01-02T00:00:00Z', '2026-01-01T22:00:00-02:00', 'passed'],
  ['<', '9', '10', 'passed'],
  ['=', '1.10', 1.1, 'passed'],
  ['=', '9007199254740993', '9007199254740992', 'failed'],
  ['<', 'b', 'a', 'failed'],
  ['=', null, 1, 'skipped'],
] as const)('a %s b of %j and %j', (operator, a, b, outcome) => {
  const check = compileCheck({ type: 'compare', columns: ['a'], params: { operator, other_column: 'b' } })!
  expect(check.judge({ a, b })).toBe(outcome)
})

test('a pattern that backtracks elsewhere takes linear time', () => {
  const check = compileCheck({ type: 'regex', columns: ['v'], params: { pattern: '^(a+)+$' } })!
  expect(check.judge({ v: `${'a'.repeat(50_000)}b` })).toBe('failed')
})

test('several columns: one that fails fails the row', () => {
  const check = compileCheck({ type: 'positive', columns: ['a', 'b'], params: {} })!
  expect([check.judge({ a: 1, b: 0 }), check.judge({ a: 1, b: null }), check.judge({ a: null })]).toEqual([
    'failed',
    'passed',
    'skipped',
  ])
})

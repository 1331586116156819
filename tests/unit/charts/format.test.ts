import { describe, expect, test } from 'vitest'
import { formatChange, formatCompact, formatValue } from '@/components/charts/format'
import { formatAgo, formatBucket, formatInstant, formatSpan, formatTick } from '@/components/charts/format-time'

describe('formatValue', () => {
  test.each([
    ['nothing is a dash', null, '', '–'],
    ['what is no number is a dash', Number.NaN, '', '–'],
    ['thousands are grouped', 1234567, '', '1,234,567'],
    ['small values keep two digits', 0.001234, '', '0.0012'],
    ['a negative value has a real minus', -3.5, '', '−3.5'],
    ['seconds below one', 0.25, 'seconds', '250 ms'],
    ['seconds above an hour', 5400, 's', '1.5 h'],
    ['milliseconds', 1500, 'ms', '1.5 s'],
    ['no time at all', 0, 'seconds', '0 s'],
    ['bytes', 1536, 'bytes', '1.5 KiB'],
    ['no bytes', 0, 'bytes', '0 B'],
    ['percent', 12.345, 'percent', '12.3%'],
    ['a ratio', 0.5, 'ratio', '50%'],
    ['a currency code', 1234.5, 'EUR', '€1,234.50'],
    ['a currency without a code', 19.9, 'currency', '19.90'],
    ['any other unit stands behind', 12, 'rows', '12 rows'],
  ])('%s', (_, value, unit, text) => expect(formatValue(value, unit)).toBe(text))

  test.each([
    ['below ten thousand as it is', 9999, '', '9,999'],
    ['above in thousands', 12_420, '', '12.4K'],
    ['millions', 3_250_000, '', '3.3M'],
    ['money', 48_210.55, 'USD', '$48.2K'],
    ['a little money', 12.5, 'USD', '$12.50'],
  ])('compact: %s', (_, value, unit, text) => expect(formatCompact(value, unit)).toBe(text))

  test('decimals are kept where asked for', () => expect(formatValue(2, '', { decimals: 3 })).toBe('2.000'))
})

test.each([
  ['a rise', 120, 100, '+20%'],
  ['a fall', 95.5, 100, '−4.5%'],
  ['no change', 100, 100, '0%'],
  ['from below zero', -50, -100, '+50%'],
  ['nothing before', 5, 0, null],
  ['unknown', null, 3, null],
])('formatChange: %s', (_, now, before, text) => expect(formatChange(now, before)).toBe(text))

describe('times', () => {
  const at = Date.parse('2026-03-29T00:30:00Z')
  test.each([
    ['an instant', formatInstant(at, 'Europe/Berlin'), '29 Mar 2026, 01:30:00'],
    [
      'the zone is the one asked for, not the machine’s',
      formatInstant(at, 'America/New_York'),
      '28 Mar 2026, 20:30:00',
    ],
    [
      'a bucket of an hour over the missing hour',
      formatBucket(at, 3_600_000, 'Europe/Berlin'),
      'Sun 29 Mar, 01:30 – 03:30',
    ],
    ['a bucket of a day', formatBucket(at, 86_400_000, 'UTC'), 'Sun 29 Mar'],
    ['a bucket of a minute', formatBucket(at, 60_000, 'UTC'), 'Sun 29 Mar, 00:30'],
    ['a tick within a day', formatTick(at, 1_800_000, 'UTC'), '00:30'],
    ['a tick where a day begins', formatTick(at - 1_800_000, 1_800_000, 'UTC'), '29 Mar'],
    ['a span', formatSpan(7_500_000), '2h 5m'],
    ['a span of days and no hours', formatSpan(86_400_000 + 60_000), '1d'],
    ['no span', formatSpan(0), '0s'],
    ['just now', formatAgo(at, at + 3000), 'just now'],
    ['minutes ago', formatAgo(at, at + 130_000), '2 min ago'],
    ['days ago', formatAgo(at, at + 3 * 86_400_000), '3 d ago'],
    ['a clock that is behind', formatAgo(at, at - 5000), 'just now'],
  ])('%s', (_, text, expected) => expect(text).toBe(expected))
})

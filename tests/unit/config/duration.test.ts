import { expect, test } from 'vitest'
import { parseBytes } from '@/lib/config/bytes'
import { parseDuration } from '@/lib/config/duration'

test.each([
  ['seconds', '30s', 30_000],
  ['minutes and seconds', '1m30s', 90_000],
  ['many hours', '720h', 2_592_000_000],
  ['days', '7d', 604_800_000],
  ['weeks', '2w', 1_209_600_000],
  ['every unit', '1w1d1h1m1s1ms', 694_861_001],
  ['a fraction', '1.5h', 5_400_000],
  ['milliseconds, not minutes', '250ms', 250],
  ['spaces around', ' 5m ', 300_000],
  ['nothing at all of a unit', '0s', 0],
  ['an empty text', '', null],
  ['a bare number', '30', null],
  ['units in the wrong order', '30s1m', null],
  ['a unit twice', '1m1m', null],
  ['an unknown unit', '3y', null],
  ['a negative one', '-5m', null],
  ['a space inside', '1m 30s', null],
  ['capital letters', '1H', null],
  ['more than a number can hold exactly', '99999999999999w', null],
])('a duration of %s: %j', (_name, text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  ['bytes', '4096', 4096],
  ['binary megabytes', '5MiB', 5_242_880],
  ['decimal megabytes', '1MB', 1_000_000],
  ['a space and small letters', '64 mib', 67_108_864],
  ['a fraction that is whole in bytes', '0.5KiB', 512],
  ['a fraction of a byte', '0.3', null],
  ['an unknown unit', '5M', null],
  ['a negative size', '-1', null],
  ['an empty text', '', null],
])('a size of %s: %j', (_name, text, bytes) => {
  expect(parseBytes(text)).toBe(bytes)
})

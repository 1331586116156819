import { describe, expect, test } from 'vitest'
import { codeWords, describeReplay, layOut, problemOf } from '@/components/dead-letters/letter-words'
import type { ReplayResult } from '@/lib/dead-letters/contract'

const none: ReplayResult = {
  replayed: 0,
  failed: 0,
  skipped: 0,
  accepted: 0,
  duplicates: 0,
  ignored: 0,
  rejected: 0,
  errors: [],
  more: false,
}

test.each<[string, Partial<ReplayResult>, string]>([
  ['one', { replayed: 1, accepted: 1 }, '1 message went through: 1 event stored.'],
  ['several', { replayed: 1200, accepted: 1500 }, '1,200 messages went through: 1,500 events stored.'],
  ['known ones', { replayed: 2, duplicates: 2 }, '2 messages went through: 0 events stored, 2 already known.'],
  ['refused ones', { failed: 1, rejected: 1 }, '1 message was refused again.'],
  ['skipped ones', { skipped: 2 }, '2 messages were skipped: to be mended first, to be replayed one by one, or gone.'],
  [
    'too many',
    { replayed: 1, accepted: 1, more: true },
    '1 message went through: 1 event stored. There are more: replay again.',
  ],
  ['none', {}, 'There was nothing to replay.'],
])('a replay of %s', (_name, result, expected) => expect(describeReplay({ ...none, ...result })).toBe(expected))

test('a code is read as words', () => expect(codeWords('timestamp_out_of_range')).toBe('timestamp out of range'))

describe('a payload', () => {
  test.each([
    [
      'laid out with its numbers as they were',
      '{"a":9007199254740993,"b":[1e400]}',
      '{\n  "a": 9007199254740993,\n  "b": [\n    1e400\n  ]\n}',
    ],
    ['that is no JSON stays', '{"a":[cut]', '{"a":[cut]'],
  ])('%s', (_name, payload, expected) => expect(layOut(payload)).toBe(expected))

  test('that is no JSON is told', () => {
    expect(problemOf('{"a":1}')).toBeUndefined()
    expect(problemOf('{bad')).toMatch(/^This is not JSON: /)
  })
})

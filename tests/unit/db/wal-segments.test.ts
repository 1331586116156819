import { expect, test } from 'vitest'
import { segmentsBetween } from '@/lib/db/backup/wal-segments'

const MiB = 1024 ** 2

test.each([
  ['one file', '000000010000000000000002', '000000010000000000000002', 16 * MiB, ['000000010000000000000002']],
  [
    'files over the end of a log',
    '0000000200000000000000FE',
    '000000020000000100000001',
    16 * MiB,
    ['0000000200000000000000FE', '0000000200000000000000FF', '000000020000000100000000', '000000020000000100000001'],
  ],
  [
    'larger files, of which a log has fewer',
    '000000010000000000000003',
    '000000010000000100000000',
    1024 * MiB,
    ['000000010000000000000003', '000000010000000100000000'],
  ],
  ['none, where the last is before the first', '000000010000000000000003', '000000010000000000000002', 16 * MiB, []],
])('%s', (_name, first, last, bytes, names) => expect(segmentsBetween(first, last, bytes)).toEqual(names))

test('a change of the timeline is refused', () => {
  expect(() => segmentsBetween('000000010000000000000003', '000000020000000000000004', 16 * MiB)).toThrow('timeline')
})

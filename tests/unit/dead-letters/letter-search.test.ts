import { expect, test } from 'vitest'
import { readLetterSearch, readState } from '@/components/dead-letters/letter-search'

test.each([
  ['', { limit: 100, replayed: false }],
  ['state=replayed', { limit: 100, replayed: true }],
  ['state=all', { limit: 100 }],
  ['state=lost', { limit: 100, replayed: false }],
  [
    'code=missing_table&table=orders&q=x',
    { limit: 100, replayed: false, code: 'missing_table', table: 'orders', q: 'x' },
  ],
  ['code=&q=', { limit: 100, replayed: false }],
])('?%s', (query, expected) => expect(readLetterSearch(new URLSearchParams(query))).toEqual(expected))

test('what waits is shown first', () => expect(readState(new URLSearchParams())).toBe('waiting'))

import { describe, expect, it } from 'vitest'
import { matches, readMatch, tagOf } from '@/lib/dashboards/match'

describe('readMatch', () => {
  for (const row of [
    { name: 'no header', header: null, is: true },
    { name: 'a star', header: '*', is: true },
    { name: 'our tag', header: tagOf(3), is: true },
    { name: 'a weak tag', header: 'W/"3"', is: true },
    { name: 'a bare number', header: '3', is: true },
    { name: 'one of a list', header: '"1", "3"', is: true },
    { name: 'an older version', header: '"2"', is: false },
    { name: 'no tag of ours', header: '"abc"', is: false },
    { name: 'empty', header: '', is: false },
  ]) {
    it(row.name, () => expect(matches(readMatch(row.header), 3)).toBe(row.is))
  }
})

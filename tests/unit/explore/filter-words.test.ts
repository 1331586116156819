import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionWords, dropCondition, putCondition } from '@/components/explore/filter-words'
import { type Condition, readCondition, writeCondition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'

const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const value = fc.string({ unit: 'grapheme', maxLength: 12 })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ label, negate: fc.boolean(), values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ label, negate: fc.boolean(), pattern: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) }),
)

test('conditions written one after the other are read back as they were', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), (conditions) => {
      const filter = conditions.reduce((text, one, i) => putCondition(text, i, writeCondition(one)), '')
      expect(splitFilter(filter).map(readCondition)).toEqual(conditions)
    }),
  )
})

test.each([
  ['one value', 'status:paid', 'status is paid'],
  ['several', 'status:paid|open', 'status is paid or open'],
  ['none of', 'status!:paid', 'status is not paid'],
  ['what is counted together', 'status:__other__', 'status is Other'],
  ['a pattern', 'channel:~^we', 'channel matches ^we'],
  ['not a pattern', 'channel!:~^we', 'channel does not match ^we'],
])('conditionWords: %s', (_, text, expected) => expect(conditionWords(readCondition(text))).toBe(expected))

test('a condition is replaced or taken out where it stands', () => {
  expect(putCondition('a:1,b:2', 0, 'a:3')).toBe('a:3,b:2')
  expect(putCondition('a:1', 5, 'b:2')).toBe('a:1,b:2')
  expect(dropCondition('a:1,b:"x,y",c:3', 1)).toBe('a:1,c:3')
})

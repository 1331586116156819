import { expect, test } from 'vitest'
import { hintOf, type NameHint, wordsOf } from '@/lib/metrics/column-name'
import { explainRole } from '@/lib/metrics/explain-role'
import { noCounts } from '@/lib/metrics/observe'

test.each([
  ['orderStatus', ['order', 'status']],
  ['OrderID', ['order', 'id']],
  ['IPAddress', ['ip', 'address']],
  ['Order-Status', ['order', 'status']],
  ['address2', ['address2']],
  ['größe', ['gr', 'e']],
])('wordsOf %s', (name, words) => expect(wordsOf(name)).toEqual(words))

test.each<[string, string, NameHint]>([
  ['the last word is the head', 'status_id', 'identifier'],
  ['and not an earlier one', 'id_count', 'measure'],
  ['a word of counting in front', 'number_of_keys_held', 'measure'],
  ['a verb in front', 'has_phone', 'flag'],
  ['a number behind', 'address2', 'text'],
  ['a qualifier behind', 'created_at_utc', 'time'],
  ['a date in front', 'date_sent', 'time'],
  ['run together', 'hiredate', 'time'],
  ['an order that is a place', 'menu_order', 'identifier'],
  ['an order that is none', 'purchase_order', null],
  ['a level that is a grade', 'trust_level', 'ordinal'],
  ['a level that is measured', 'stock_level', 'measure'],
  ['a title that is a job', 'jobTitle', 'category'],
  ['a plural counts', 'retries', 'measure'],
  ['a name of signs alone', '???', null],
  ['other scripts', '数量', null],
])('hintOf: %s', (_name, column, hint) => expect(hintOf(column)).toBe(hint))

test.each([
  [
    'zip',
    { numbers: 1200, words: 1 },
    1,
    0,
    'its name is one of identifiers; of 1,201 values 1,200 are whole numbers, 1 is a short text',
  ],
  ['foo', { times: 1 }, 0, 0, 'the one value seen is a time'],
  ['foo', {}, 0, 0, 'no value was seen yet'],
  ['foo', { words: 900 }, 100, 700, 'all 900 values are short texts; more than 100 different texts'],
] as const)('explainRole: %s %j', (name, counts, distinct, overflow, words) =>
  expect(explainRole(name, { ...noCounts(), ...counts }, distinct, overflow)).toBe(words),
)

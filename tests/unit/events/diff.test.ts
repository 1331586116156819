import { expect, test } from 'vitest'
import { contentTypeOf } from '@/components/events/content-type'
import { diffImages, summarise } from '@/components/events/diff'
import { readEventSearch } from '@/components/events/event-search'
import { keyWords } from '@/components/events/key-words'

const changed = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  diffImages({ before, after })
    .filter((column) => column.changed)
    .map(({ name }) => name)

test.each<[string, Record<string, unknown> | null, Record<string, unknown> | null, string[]]>([
  ['values that differ', { id: 1, a: 1, b: 2 }, { id: 1, a: 2, b: 2 }, ['a']],
  ['null against a value', { a: null }, { a: 0 }, ['a']],
  ['objects that are alike', { a: { x: [1] } }, { a: { x: [1] } }, []],
  ['a column that only one has', { id: 1 }, { id: 1, a: 2 }, []],
  ['no row before', null, { a: 1 }, []],
  ['no row after', { a: 1 }, null, []],
])('changed: %s', (_name, before, after, names) => {
  expect(changed(before, after)).toEqual(names)
})

test('the changed columns stand first', () => {
  const columns = diffImages({ before: { id: 1, a: 1, b: 2 }, after: { id: 1, a: 1, b: 3 } })
  expect(columns.map(({ name }) => name)).toEqual(['b', 'id', 'a'])
})

test.each([
  [
    'an update by what it changed, times last',
    'UPDATE',
    { at: 1, s: 'a', updated_at: 1 },
    { at: 1, s: 'b', updated_at: 2 },
    's a → b|updated_at 1 → 2',
  ],
  ['an update without its before image by its row', 'UPDATE', null, { id: 1, s: 'b' }, 'id 1|s b'],
  ['an insert by its row, without what is null', 'INSERT', null, { s: 'b', id: 1, n: null }, 'id 1|s b'],
  ['a delete by what was', 'DELETE', { id: 1 }, null, 'id 1'],
  ['what has no row by nothing', 'TRUNCATE', null, null, ''],
] as const)('%s', (_name, type, before, after, text) => {
  const parts = summarise({ type, before, after }).map((part) => `${part.name} ${part.text}`)
  expect(parts.join('|')).toBe(text)
})

test.each([
  ['one column', '{"id":"7"}', '7'],
  ['several', '{"a":"1","b":"x"}', 'a=1, b=x'],
  ['none', null, ''],
  ['what is no JSON', '7', '7'],
])('a key of %s', (_name, key, text) => {
  expect(keyWords(key)).toBe(text)
})

test.each([
  ['an object over several lines', '{\n"a": 1\n}', 'application/json'],
  ['an object a line', '{"a":1}\n{"a":2}\n', 'application/x-ndjson'],
  ['an object a line, one of them broken', '{"a":1}\n{bad', 'application/x-ndjson'],
  ['what is no JSON at all', '{bad\nworse', 'application/json'],
])('%s is sent as such', (_name, text, type) => {
  expect(contentTypeOf(text)).toBe(type)
})

test('the address is read; what cannot be is as if it were not there', () => {
  const search = new URLSearchParams('table=orders&op=UPSERT&q=&schema=public&event=x')
  expect(readEventSearch(search)).toEqual({ table: 'orders', schema: 'public' })
  expect(readEventSearch(new URLSearchParams('op=DELETE&q=a'))).toEqual({ op: 'DELETE', q: 'a' })
})

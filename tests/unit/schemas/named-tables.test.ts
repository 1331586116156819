import { expect, test } from 'vitest'
import type { Dialect } from '@/lib/schemas/contract'
import { readNamedTables } from '@/lib/schemas/named-tables'
import { parseStatements } from '@/lib/schemas/parse-statements'

const place = { source: 'erp', database: 'shop', schema: 'public', table: 'orders' }

test.each<[string, Dialect, string, string[]]>([
  ['a table without its schema', 'postgresql', 'ALTER TABLE orders ADD a int', ['shop.public.orders']],
  ['one with it', 'postgresql', 'DROP TABLE crm.orders', ['shop.crm.orders']],
  [
    'several',
    'postgresql',
    'DROP TABLE a, crm.b; CREATE TABLE c (id int)',
    ['shop.public.a', 'shop.crm.b', 'shop.public.c'],
  ],
  ['the new name too', 'postgresql', 'ALTER TABLE crm.a RENAME TO b', ['shop.crm.a', 'shop.crm.b']],
  ['the new schema too', 'postgresql', 'ALTER TABLE a SET SCHEMA crm', ['shop.public.a', 'shop.crm.a']],
  ['the table of an index', 'postgresql', 'CREATE INDEX i ON a (id)', ['shop.public.a']],
  ['an index of no table', 'postgresql', 'DROP INDEX i', ['index i']],
  ['another database', 'mysql', 'ALTER TABLE `crm`.`a` ADD b int', ['crm.public.a']],
  [
    'a swap of names',
    'mysql',
    'RENAME TABLE a TO b, b TO a',
    ['shop.public.a', 'shop.public.b', 'shop.public.b', 'shop.public.a'],
  ],
  ['none', 'mysql', 'GRANT SELECT ON a TO b', []],
])('names %s (%s)', async (_name, dialect, sql, expected) => {
  const named = readNamedTables(await parseStatements(sql, dialect), { dialect, place })
  if ('unread' in named) throw new Error(named.unread)
  const words = named.map((one) =>
    one.index === undefined
      ? Object.values({ ...one, source: undefined })
          .filter(Boolean)
          .join('.')
      : `index ${one.index}`,
  )
  expect(words).toEqual(expected)
})

test.each<[Dialect, string]>([
  ['mysql', 'ALTER TABLE `orders` ADD a int; DROP TABLE'],
  ['postgresql', 'DROP TABEL orders'],
])('says why one cannot be read (%s)', async (dialect, sql) => {
  const named = readNamedTables(await parseStatements(sql, dialect), { dialect, place })
  expect(named).toEqual({ unread: expect.stringContaining('syntax error') })
})

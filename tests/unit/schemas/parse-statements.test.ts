import { describe, expect, test } from 'vitest'
import { dialectOf, parseStatements, splitStatements } from '@/lib/schemas/parse-statements'
import type { Action } from '@/lib/schemas/statement'

type Row = [sql: string, ...actions: Action[]]
const orders = { name: 'orders' }

async function actionsOf(sql: string, dialect: 'postgresql' | 'mysql') {
  const parsed = await parseStatements(sql, dialect)
  return parsed.flatMap((one) => {
    if ('error' in one) throw new Error(one.error.message)
    return one.actions.map(({ action }) => action)
  })
}

describe('of PostgreSQL', () => {
  test.each<Row>([
    [
      'ALTER TABLE orders ADD COLUMN tax numeric(6,2) NOT NULL DEFAULT 0',
      { do: 'add', column: { name: 'tax', type: 'numeric(6,2)', nullable: false, default: '0' } },
    ],
    [
      `ALTER TABLE orders ADD tags text[], ADD at timestamptz(3) DEFAULT (now() at time zone 'utc') NOT NULL`,
      { do: 'add', column: { name: 'tags', type: 'text[]', nullable: true, default: null } },
      {
        do: 'add',
        column: {
          name: 'at',
          type: 'timestamp(3) with time zone',
          nullable: false,
          default: "(now() at time zone 'utc')",
        },
      },
    ],
    ['ALTER TABLE orders DROP COLUMN IF EXISTS note CASCADE', { do: 'drop_column', column: 'note' }],
    ['ALTER TABLE orders RENAME status TO state', { do: 'rename_column', column: 'status', to: 'state' }],
    [
      'ALTER TABLE orders ALTER amount TYPE bigint USING amount::bigint',
      { do: 'alter', column: 'amount', said: { type: 'bigint' } },
    ],
    [
      'ALTER TABLE orders ALTER a SET NOT NULL, ALTER b DROP NOT NULL',
      { do: 'alter', column: 'a', said: { nullable: false } },
      { do: 'alter', column: 'b', said: { nullable: true } },
    ],
    [
      `ALTER TABLE orders ALTER a SET DEFAULT 'x, y'::text, ALTER b DROP DEFAULT`,
      { do: 'alter', column: 'a', said: { default: "'x, y'::text" } },
      { do: 'alter', column: 'b', said: { default: null } },
    ],
    ['ALTER TABLE orders ADD PRIMARY KEY (id, day)', { do: 'key', columns: ['id', 'day'] }],
    ['ALTER TABLE orders DROP CONSTRAINT orders_pkey', { do: 'key', columns: [] }],
    [
      'ALTER TABLE orders ADD CONSTRAINT one UNIQUE (code)',
      { do: 'add_index', index: { name: 'one', columns: ['code'], unique: true } },
    ],
    [
      'CREATE INDEX CONCURRENTLY by_day ON orders (day, lower(code))',
      { do: 'add_index', index: { name: 'by_day', columns: ['day', '(expression)'], unique: false } },
    ],
    ['DROP INDEX by_day', { do: 'drop_index', name: 'by_day' }],
    ['DROP TABLE orders', { do: 'drop' }],
    ['ALTER TABLE orders RENAME TO sales', { do: 'rename', to: 'sales' }],
    [
      'CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code char(3) UNIQUE)',
      {
        do: 'create',
        ifNotExists: false,
        said: {
          columns: [
            { name: 'id', type: 'bigint', nullable: false, default: 'generated' },
            { name: 'code', type: 'character(3)', nullable: true, default: null },
          ],
          indexes: [{ name: 'orders_code_key', columns: ['code'], unique: true }],
          primaryKey: ['id'],
        },
      },
    ],
    ['CREATE TEMP TABLE orders (id int)'],
    ['COMMENT ON TABLE orders IS $$;$$; GRANT SELECT ON orders TO reader; SELECT 1'],
    ['ALTER TABLE orders SET (fillfactor = 70), ENABLE ROW LEVEL SECURITY'],
  ])('%s', async (sql, ...actions) => expect(await actionsOf(sql, 'postgresql')).toEqual(actions))

  test('names the schema', async () => {
    const [parsed] = await parseStatements('ALTER TABLE "Sales"."Orders" DROP note', 'postgresql')
    expect(parsed).toMatchObject({ actions: [{ table: { schema: 'Sales', name: 'Orders' } }] })
  })
  test('tells where it cannot be read', async () => {
    const [parsed] = await parseStatements('ALTER TABLE orders ADD;', 'postgresql')
    expect(parsed).toMatchObject({ error: { message: 'syntax error at or near ";"', at: 22 } })
  })
})

describe('of MySQL', () => {
  test.each<Row>([
    [
      'ALTER TABLE `orders` ADD COLUMN `tax` decimal(6,2) unsigned NOT NULL DEFAULT 0 AFTER `id`',
      { do: 'add', column: { name: 'tax', type: 'decimal(6,2) unsigned', nullable: false, default: '0' } },
    ],
    ['ALTER TABLE orders DROP COLUMN note, ALGORITHM=INPLACE', { do: 'drop_column', column: 'note' }],
    [
      "ALTER TABLE orders MODIFY s ENUM('a','b') NOT NULL DEFAULT 'a'",
      { do: 'alter', column: 's', said: { type: "enum('a','b')", nullable: false, default: "'a'" }, whole: true },
    ],
    [
      'ALTER TABLE orders CHANGE COLUMN a b varchar(50)',
      { do: 'alter', column: 'a', said: { type: 'varchar(50)', nullable: true, default: null }, whole: true, to: 'b' },
    ],
    ['ALTER TABLE orders RENAME COLUMN a TO b', { do: 'rename_column', column: 'a', to: 'b' }],
    [
      'ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (a, b)',
      { do: 'key', columns: [] },
      { do: 'key', columns: ['a', 'b'] },
    ],
    [
      'ALTER TABLE orders ADD UNIQUE KEY u (a)',
      { do: 'add_index', index: { name: 'u', columns: ['a'], unique: true } },
    ],
    ['ALTER TABLE orders DROP INDEX u', { do: 'drop_index', name: 'u' }],
    ['DROP INDEX u ON orders', { do: 'drop_index', name: 'u' }],
    [
      'CREATE UNIQUE INDEX u ON orders (a, b)',
      { do: 'add_index', index: { name: 'u', columns: ['a', 'b'], unique: true } },
    ],
    ['RENAME TABLE orders TO sales', { do: 'rename', to: 'sales' }],
    ['DROP TABLE IF EXISTS `orders` /* generated by server */', { do: 'drop' }],
    [
      'CREATE TABLE orders (id int unsigned NOT NULL AUTO_INCREMENT, code char(3), PRIMARY KEY (id), KEY by_code (code)) ENGINE=InnoDB',
      {
        do: 'create',
        ifNotExists: false,
        said: {
          columns: [
            { name: 'id', type: 'int unsigned', nullable: false, default: 'auto_increment' },
            { name: 'code', type: 'char(3)', nullable: true, default: null },
          ],
          indexes: [{ name: 'by_code', columns: ['code'], unique: false }],
          primaryKey: ['id'],
        },
      },
    ],
    ['ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES b (id)'],
    ['GRANT ALL ON *.* TO x; SET names utf8; CREATE TRIGGER whatever'],
  ])('%s', async (sql, ...actions) => expect(await actionsOf(sql, 'mysql')).toEqual(actions))

  test('names the database', async () => {
    const [parsed] = await parseStatements('ALTER TABLE `shop`.`orders` DROP note', 'mysql')
    expect(parsed).toMatchObject({ actions: [{ table: { schema: 'shop', ...orders } }] })
  })
  test('tells where it cannot be read, beside others that can', async () => {
    const parsed = await parseStatements("DROP TABLE a; -- it's; fine\nALTER TABLE b FROB c", 'mysql')
    expect(parsed).toMatchObject([{ actions: [{ action: { do: 'drop' } }] }, { error: { at: 42 } }])
  })
})

test.each([
  ['one', 'SELECT 1', ['SELECT 1']],
  [
    'several, with semicolons in quotes and comments',
    "SELECT ';'; -- a; b\nSELECT `;` /* ; */;;",
    ["SELECT ';'", '-- a; b\nSELECT `;` /* ; */'],
  ],
  ['none', ' ; ', []],
  ['what is never closed', "a; b 'c;\\'", ['a', "b 'c;\\'"]],
])('statements are told apart: %s', (_name, sql, parts) =>
  expect(splitStatements(sql).map(({ text }) => text)).toEqual(parts),
)

test.each(['postgresql', 'mysql'] as const)(
  '%s: what is opened a hundred thousand times is read once',
  async (dialect) => {
    for (const opening of ['/*', "'\\", '"\\', '`', '(', '-', '/*/'])
      expect(await parseStatements(opening.repeat(199_000 / opening.length), dialect)).toHaveLength(1)
  },
)

test('what PostgreSQL says of a mistake does not repeat the whole text', async () => {
  const [parsed] = await parseStatements(`/* ${'never closed '.repeat(1000)}`, 'postgresql')
  expect((parsed as { error: { message: string } }).error.message).toHaveLength(300)
})

test.each([
  ['its source', 'DROP TABLE a', { source: 'mysql' }, 'mysql'],
  ['its connector', 'DROP TABLE a', { metadata: { connector: 'mariadb' } }, 'mysql'],
  ['its position', 'DROP TABLE a', { position: { file: 'binlog.1', pos: 4 } }, 'mysql'],
  ['its words', 'DROP TABLE `a`', {}, 'mysql'],
  ['nothing else', 'DROP TABLE a', {}, 'postgresql'],
  ['its source before its words', 'ALTER TABLE a ADD unsigned int', { source: 'postgres' }, 'postgresql'],
])('a dialect is told by %s', (_name, sql, about, dialect) => expect(dialectOf(sql, about)).toBe(dialect))

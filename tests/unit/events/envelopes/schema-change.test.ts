import { describe, expect, test } from 'vitest'
import { mysqlSource, postgresSource } from './debezium-messages'
import { draft, read } from './read-one'

const table = {
  defaultCharsetName: 'utf8mb4',
  primaryKeyColumnNames: ['id'],
  columns: [{ name: 'id', jdbcType: 4, typeName: 'INT', typeExpression: 'INT', optional: false, position: 1 }],
}
const changed = (more: Record<string, unknown> = {}) => ({
  source: mysqlSource({ table: '' }),
  ts_ms: 1_932_000_000_420,
  databaseName: 'stock',
  schemaName: null,
  ddl: 'ALTER TABLE parts ADD COLUMN weight DECIMAL(8,2)',
  tableChanges: [{ type: 'ALTER', id: '"stock"."parts"', table }],
  ...more,
})

describe('a schema change', () => {
  test('is a DDL event of its table', () =>
    expect(draft(changed())).toMatchObject({
      type: 'DDL',
      source: 'warehouse',
      database: 'stock',
      table: 'parts',
      timestamp: '2031-03-23T02:40:00.000Z',
      ddl_type: 'ALTER_TABLE',
      ddl_command: 'ALTER TABLE parts ADD COLUMN weight DECIMAL(8,2)',
      metadata: {
        connector: 'mysql',
        primaryKeyColumnNames: ['id'],
        columns: [{ name: 'id', typeName: 'INT', optional: false }],
      },
    }))

  test('in a schema block is the same', () =>
    expect(draft({ schema: { type: 'struct', fields: [] }, payload: changed() })).toMatchObject({ table: 'parts' }))

  test('of several tables is an event for each, under ids of their own', () => {
    const tableChanges = ['a', 'b'].map((name) => ({ type: 'DROP', id: `"stock"."${name}"` }))
    const drafts = read(changed({ ddl: 'DROP TABLE a, b', tableChanges })).outcomes.map((one) => {
      if (one.kind !== 'event') throw new Error(one.kind)
      return one.draft
    })
    expect(drafts.map((one) => [one.table, one.ddl_type])).toEqual([
      ['a', 'DROP_TABLE'],
      ['b', 'DROP_TABLE'],
    ])
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(2)
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of a database', { ddl: 'create database `other`', tableChanges: [] }, { table: '', ddl_type: 'CREATE_DATABASE' }],
    ['of one word', { ddl: 'COMMIT', tableChanges: [] }, { ddl_type: 'COMMIT' }],
    ['without its statement', { ddl: null }, { ddl_type: 'ALTER_TABLE', ddl_command: undefined }],
    [
      'of a table in a schema',
      {
        source: postgresSource(),
        databaseName: 'shop',
        tableChanges: [{ type: 'CREATE', id: '"shop"."sales"."odd ""name"".x"', table }],
      },
      { schema: 'sales', table: 'odd "name".x', ddl_type: 'CREATE_TABLE' },
    ],
  ])('%s', (_name, more, expected) => expect(draft(changed(more))).toMatchObject(expected))
})

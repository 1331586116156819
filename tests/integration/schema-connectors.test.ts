import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, changesOf, tableAt, wordsOf, written } from '@/tests/support/schemas'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

type Field = Record<string, unknown>
const moment = (seconds: number) => Date.parse(at(seconds))

describe('a schema block of Debezium', () => {
  const struct = (fields: Field[]) => ({
    type: 'struct',
    name: 'shop.public.parts.Envelope',
    fields: [
      { type: 'struct', optional: true, field: 'before', fields },
      { type: 'struct', optional: true, field: 'after', fields },
    ],
  })
  const fields: Field[] = [
    { type: 'int32', optional: false, field: 'id' },
    {
      type: 'bytes',
      optional: false,
      field: 'price',
      name: 'org.apache.kafka.connect.data.Decimal',
      parameters: { scale: '2', 'connect.decimal.precision': '10' },
    },
    { type: 'string', optional: true, field: 'note' },
  ]
  let lsn = 0
  const change = (columns: Field[], seconds: number, after: Field) => {
    lsn += 1
    const source = {
      connector: 'postgresql',
      name: 'erp',
      ts_ms: moment(seconds),
      db: 'shop',
      schema: 'public',
      table: 'parts',
      lsn,
    }
    return { schema: struct(columns), payload: { before: null, after, source, op: 'c', ts_ms: moment(seconds) } }
  }
  const row = (id: number) => ({ id, price: 'ZA==', note: null })

  test('tells the columns, and by its next one what changed', async () => {
    expect((await ingest([change(fields, 0, row(1)), change(fields, 1, row(2))])).data.accepted).toBe(2)
    const { data } = await tableAt('shop', 'public', 'parts')
    expect(data.origin).toBe('connector')
    expect(data.columns.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ['id', 'integer', false],
      ['price', 'decimal(10,2)', false],
      ['note', 'string', true],
    ])
    expect(await changesOf('parts')).toEqual([])
    const wider = [
      { ...fields[0]!, type: 'int64' },
      ...fields.slice(1),
      { type: 'boolean', optional: true, field: 'sold' },
    ]
    await ingest([change(wider, 60, { ...row(3), sold: true })])
    expect(await wordsOf('parts')).toEqual(['parts.sold was added (boolean)', 'parts.id became bigint (was integer)'])
    expect(
      (await changesOf('parts')).map(({ compatibility, origin, at: when }) => [compatibility, origin, when]),
    ).toEqual([
      ['compatible', 'connector', at(60)],
      ['compatible', 'connector', at(60)],
    ])
  })

  test('of an older event turns nothing back', async () => {
    await ingest([change(fields, 30, row(4)), change(fields, 2, row(5))])
    expect((await tableAt('shop', 'public', 'parts')).data.columns.map(({ name }) => name)).toContain('sold')
    expect(await changesOf('parts')).toHaveLength(2)
  })

  test('sent again changes nothing', async () => {
    lsn = 0
    expect((await ingest([change(fields, 0, row(1))])).data.duplicates).toBe(1)
    expect(await changesOf('parts')).toHaveLength(2)
  })

  test('a column in the place of another is said to be a guess', async () => {
    lsn = 100
    const renamed = [
      { ...fields[0]!, type: 'int64' },
      fields[1]!,
      { ...fields[2]!, field: 'remark' },
      { type: 'boolean', optional: true, field: 'sold' },
    ]
    await ingest([change(renamed, 120, { id: 9, price: 'ZA==', remark: 'x', sold: true })])
    const last = (await changesOf('parts')).at(-1)!
    expect(last).toMatchObject({
      kind: 'column_renamed',
      column: 'note',
      current: 'remark',
      guessed: true,
      compatibility: 'breaking',
      open: true,
    })
  })
})

describe('a schema change of Debezium', () => {
  const columns = (more: Field[] = []) => [
    { name: 'id', typeName: 'INT', optional: false, hasDefaultValue: false },
    { name: 'title', typeName: 'VARCHAR', length: 100, optional: true, hasDefaultValue: true },
    ...more,
  ]
  const change = (ddl: string | null, seconds: number, table: Field[], type = 'ALTER') => ({
    source: {
      connector: 'mysql',
      name: 'crm',
      ts_ms: moment(seconds),
      db: 'crm',
      table: '',
      file: 'binlog.000001',
      pos: seconds,
    },
    ts_ms: moment(seconds),
    databaseName: 'crm',
    schemaName: null,
    ddl,
    tableChanges: [{ type, id: '"crm"."books"', table: { primaryKeyColumnNames: ['id'], columns: table } }],
  })

  test('makes the table, and tells what changed also where its statement cannot be read', async () => {
    await ingest([change('CREATE TABLE books (id INT PRIMARY KEY, title VARCHAR(100))', 0, columns(), 'CREATE')])
    const { data } = await tableAt('crm', '-', 'books')
    expect([data.origin, data.primary_key]).toEqual(['ddl', ['id']])
    expect(data.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'int'],
      ['title', 'varchar(100)'],
    ])
    await ingest([
      change(
        'ALTER TABLE books ALGORITHM=COPY SOMETHING odd',
        60,
        columns([{ name: 'pages', typeName: 'SMALLINT', optional: true }]),
      ),
    ])
    expect(await wordsOf('books')).toEqual(['books was created', 'books.pages was added (SMALLINT)'])
    expect((await changesOf('books')).at(-1)!.statement).toBe('ALTER TABLE books ALGORITHM=COPY SOMETHING odd')
  })
})

describe('types beside the rows', () => {
  const canal = (seconds: number, mysqlType: Field) => ({
    ...{
      id: seconds,
      database: 'shop',
      table: 'stalls',
      es: moment(seconds),
      ts: moment(seconds),
      isDdl: false,
      type: 'INSERT',
    },
    ...{ pkNames: ['id'], mysqlType, data: [Object.fromEntries(Object.keys(mysqlType).map((name) => [name, '1']))] },
  })
  test('Canal', async () => {
    await ingest([canal(0, { id: 'bigint', fee: 'decimal(8,2)' }), canal(9, { id: 'bigint', fee: 'decimal(6,2)' })])
    expect(await wordsOf('stalls')).toEqual(['stalls.fee became decimal(6,2) (was decimal(8,2))'])
    expect((await tableAt('shop', '-', 'stalls')).data.primary_key).toEqual(['id'])
  })

  const wal = (seconds: number, columns: Field[], action = 'I') => ({
    ...{ action, schema: 'public', table: 'tills', lsn: `0/${seconds}`, timestamp: at(seconds) },
    columns: columns.map((column) => ({ value: 1, ...column })),
  })
  const id = { name: 'id', type: 'integer', optional: false }
  test('wal2json, of INSERTs alone', async () => {
    await ingest([wal(0, [id, { name: 'note', type: 'text', optional: true }]), wal(5, [id], 'U')])
    await ingest([wal(9, [id, { name: 'note', type: 'text', optional: false }])])
    expect(await wordsOf('tills')).toEqual(['tills.note takes no null any more'])
  })

  test('the control records of AWS DMS', async () => {
    const control = (operation: string, seconds: number, columns: Field) => ({
      control: { 'table-def': { columns, 'primary-key': ['id'] } },
      metadata: {
        'record-type': 'control',
        operation,
        'schema-name': 'public',
        'table-name': 'racks',
        timestamp: at(seconds),
      },
    })
    const key = { id: { type: 'INT4', nullable: false } }
    await ingest([control('create-table', 0, key)])
    await written()
    await ingest([control('add-column', 9, { ...key, row: { type: 'WSTRING', length: 20, nullable: true } })])
    await ingest([
      {
        metadata: {
          'record-type': 'control',
          operation: 'change-columns',
          'schema-name': 'public',
          'table-name': 'racks',
          timestamp: at(20),
        },
        control: {},
      },
    ])
    expect(await wordsOf('racks')).toEqual([
      'racks was created',
      'racks.row was added (WSTRING(20))',
      'A statement about racks could not be read',
    ])
  })
})

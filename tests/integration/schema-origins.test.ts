import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, changesOf, sendRows, tableAt, wordsOf, written } from '@/tests/support/schemas'

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

describe('statements in the messages of others', () => {
  test('Maxwell', async () => {
    const definition = { type: 'table-alter', database: 'shop', table: 'carts', ts: moment(10), old: {}, def: {} }
    await ingest([
      {
        ...definition,
        type: 'table-create',
        sql: 'CREATE TABLE `carts` (id int unsigned not null primary key, total decimal(8,2))',
      },
      {
        ...definition,
        ts: moment(20),
        sql: 'ALTER TABLE `carts` MODIFY total decimal(6,2) NOT NULL, ADD KEY by_total (total)',
      },
    ])
    expect(await wordsOf('carts')).toEqual([
      'carts was created',
      'carts.total became decimal(6,2) (was decimal(8,2))',
      'carts.total takes no null any more',
      'carts got the index by_total (total)',
    ])
  })
  test('Canal, and a rename in the rows that follow is the same change', async () => {
    const flat = {
      id: 1,
      database: 'shop',
      table: 'baskets',
      es: moment(0),
      ts: moment(1),
      isDdl: true,
      type: 'CREATE',
      data: null,
    }
    await ingest([{ ...flat, sql: 'CREATE TABLE baskets (id bigint primary key, state varchar(20))' }])
    await ingest([
      { ...flat, id: 2, es: moment(5), type: 'ALTER', sql: 'ALTER TABLE baskets RENAME COLUMN state TO status' },
    ])
    const row = {
      ...flat,
      id: 3,
      es: moment(6),
      isDdl: false,
      type: 'INSERT',
      pkNames: ['id'],
      data: [{ id: '1', status: 'open' }],
      sql: '',
    }
    await ingest([row])
    expect(await wordsOf('baskets')).toEqual(['baskets was created', 'baskets.state was renamed to status'])
  })
  test('the native form, with what cannot be read kept as it is', async () => {
    const ddl = (seconds: number, ddl_command: string) => ({
      ...insertEvent({ table: 'bills', timestamp: at(seconds) }),
      type: 'DDL',
      after: null,
      ddl_command,
    })
    await ingest([
      ddl(0, 'CREATE TABLE bills (id serial primary key, due date, amount int not null default 0)'),
      ddl(10, 'ALTER TABLE bills ALTER COLUMN amount TYPE text'),
      ddl(20, 'ALTER TABLE bills FROBNICATE'),
      ddl(30, 'GRANT SELECT ON bills TO reader'),
    ])
    expect(await wordsOf('bills')).toEqual([
      'bills was created',
      'bills.amount became text (was integer)',
      'A statement about bills could not be read',
    ])
    const [, retyped, unread] = await changesOf('bills')
    expect(retyped).toMatchObject({ compatibility: 'breaking', severity: 'high', origin: 'ddl' })
    expect(unread).toMatchObject({
      statement: 'ALTER TABLE bills FROBNICATE',
      reason: expect.stringContaining('FROBNICATE'),
    })
  })
  test('a statement that comes late turns nothing back', async () => {
    const ddl = (seconds: number, ddl_command: string) => ({
      ...insertEvent({ table: 'loans', timestamp: at(seconds) }),
      type: 'DDL',
      after: null,
      ddl_command,
    })
    await ingest([ddl(0, 'CREATE TABLE loans (id int)')])
    await ingest([
      ddl(20, 'ALTER TABLE loans DROP COLUMN IF EXISTS rate'),
      ddl(10, 'ALTER TABLE loans ADD COLUMN rate int'),
    ])
    await written()
    await ingest([ddl(15, 'ALTER TABLE loans ALTER COLUMN rate TYPE bigint')])
    expect(await wordsOf('loans')).toEqual([
      'loans was created',
      'loans.rate was added (integer)',
      'loans.rate was dropped (integer)',
    ])
  })
  test('a table that is dropped and made again begins anew, also for rows that come late', async () => {
    const ddl = (seconds: number, ddl_command: string) => ({
      ...insertEvent({ table: 'temps', timestamp: at(seconds) }),
      type: 'DDL',
      after: null,
      ddl_command,
    })
    await ingest([
      ddl(0, 'CREATE TABLE temps (id int, a int)'),
      ddl(10, 'DROP TABLE temps'),
      ddl(20, 'CREATE TABLE temps (id int, b int)'),
    ])
    expect((await tableAt('-', 'public', 'temps')).data.columns.map(({ name }) => name)).toEqual(['id', 'b'])
    expect(await wordsOf('temps')).toEqual(['temps was created', 'temps was dropped', 'temps was created'])
  })
})

describe('rows alone', () => {
  const usual = (index: number) => ({ id: index, amount: 10 + index, state: index % 2 ? 'open' : 'paid' })

  test('teach the columns, and tell of one that comes, of another kind, and of nulls', async () => {
    await sendRows('sales', 120, 0, usual)
    expect((await tableAt('-', 'public', 'sales')).data.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['amount', 'number'],
      ['state', 'string'],
    ])
    expect(await changesOf('sales')).toEqual([])
    await sendRows('sales', 10, 200, (index) => ({ ...usual(index + 200), coupon: 'A' }))
    await sendRows('sales', 30, 300, (index) => ({ ...usual(index + 300), amount: `${index} EUR`, coupon: 'A' }))
    await sendRows('sales', 5, 400, (index) => ({ ...usual(index + 400), amount: 'x', state: null, coupon: 'A' }))
    const found = await changesOf('sales')
    expect(found.map(({ words, origin }) => [words, origin])).toEqual([
      ['sales.coupon was added (string)', 'inferred'],
      ['sales.amount became string (was number)', 'inferred'],
      ['sales.state may be null', 'inferred'],
    ])
    expect(found.map((one) => one.at)).toEqual([at(209), at(329), at(404)])
  })

  test('drop a column only once it is gone from all rows for long', async () => {
    await sendRows('visits', 150, 0, usual)
    await sendRows('visits', 150, 200, (index) => ({ id: index + 200, amount: 5 }))
    expect(await changesOf('visits')).toEqual([])
    await sendRows('visits', 100, 1000, (index) => ({ id: index + 1000, amount: 5 }))
    expect(await wordsOf('visits')).toEqual(['visits.state was dropped (string)'])
  })

  test('that are sparse drop nothing', async () => {
    const sparse = (index: number) => ({
      id: index,
      ...(index % 3 ? {} : { colour: 'red' }),
      ...(index % 50 ? {} : { rare: 1 }),
    })
    await sendRows('things', 300, 0, sparse)
    await sendRows('things', 300, 1000, (index) => ({ id: index + 1000 }))
    expect(await changesOf('things')).toEqual([])
  })

  test('of an UPDATE that leaves large columns out are no drop', async () => {
    await sendRows('pages', 150, 0, (index) => ({ id: index, body: 'long' }))
    const updates = Array.from({ length: 300 }, (_, index) => ({
      ...insertEvent({ table: 'pages', timestamp: at(1000 + index), after: { id: index } }),
      type: 'UPDATE',
      key: { id: index },
    }))
    await ingest(updates)
    await written()
    expect(await changesOf('pages')).toEqual([])
  })
})

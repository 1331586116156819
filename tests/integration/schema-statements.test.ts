import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, changesOf, tableAt, wordsOf, written } from '@/tests/support/schemas'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const moment = (seconds: number) => Date.parse(at(seconds))

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

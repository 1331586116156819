import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingestEvents } from '@/lib/events/service/ingest'
import { boot } from '@/lib/runtime/boot'
import { createLog } from '@/lib/runtime/log'
import { createContext, getRuntime, setRuntime } from '@/lib/runtime/runtime'
import { SchemaWatch } from '@/lib/schemas/service/watch'
import { startSources } from '@/lib/sources/service/start'
import { ingest, insertEvent } from '@/tests/support/http'
import { createDatabase, startRuntime } from '@/tests/support/runtime'
import { at, changesOf, sendRows, tableAt, wordsOf, written } from '@/tests/support/schemas'
import { startSourceDatabase, until } from '@/tests/support/source-database'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

describe('a PostgreSQL that is followed', () => {
  let server: Awaited<ReturnType<typeof startSourceDatabase>>
  let shop: Awaited<ReturnType<typeof server.create>>
  let sources: ReturnType<typeof startSources>

  beforeAll(async () => {
    server = await startSourceDatabase()
    shop = await server.create('shop')
    await shop`create table orders (id serial primary key, amount numeric(10,2) not null default 0, status varchar(20), memo text)`
    await shop`create index orders_by_status on orders (status)`
    await shop`insert into orders (amount, status) values (5, 'paid')`
    const source = {
      name: 'shop',
      type: 'postgres' as const,
      url: server.sourceUrl('shop'),
      schemas: ['public'],
      publication: 'schemas',
      slot: 'schemas',
      snapshot: true,
    }
    const config = { ...runtime.config, sources: [source] }
    const makeContext = () => ({ ...createContext({ kind: 'system', name: 'test' }), config })
    sources = startSources({
      makeContext,
      ingest: ingestEvents,
      learn: (...told) => getRuntime().schemas.learn(...told),
    })
    await until(
      () => sources.status()[0]?.state === 'streaming',
      () => sources.status(),
    )
  }, 60_000)
  afterAll(async () => {
    await sources.stop()
    await shop.end({ timeout: 1 })
    await server.dropSlot('schemas')
    await server.stop()
  })

  test('tells its catalogue: types, nulls, defaults, keys and indexes', async () => {
    const { data } = await tableAt('shop', 'public', 'orders')
    expect(data).toMatchObject({ origin: 'source', primary_key: ['id'], changes_count: 0 })
    expect(data.columns.map(({ name, type, nullable, default: value }) => [name, type, nullable, value])).toEqual([
      ['id', 'integer', false, "nextval('orders_id_seq'::regclass)"],
      ['amount', 'numeric(10,2)', false, '0'],
      ['status', 'character varying(20)', true, null],
      ['memo', 'text', true, null],
    ])
    expect(data.indexes).toEqual([{ name: 'orders_by_status', columns: ['status'], unique: false }])
  })

  test('tells each change once, with the rows or without them', async () => {
    await shop`alter table orders add column tax numeric(6,2), alter column status type varchar(10)`
    await shop`insert into orders (amount, status, tax) values (7, 'open', 1)`
    await until(async () => (await changesOf('orders')).length >= 2)
    await shop`alter table orders drop column memo`
    await shop`create unique index orders_one on orders (id, status)`
    await until(
      async () => (await changesOf('orders')).length >= 4,
      () => wordsOf('orders'),
    )
    await shop`insert into orders (amount, status, tax) values (8, 'open', 1)`
    await until(
      async () =>
        (await runtime.db.$client`select from events join source_tables t on t.id = table_id where t.source = 'shop'`)
          .length >= 3,
    )
    await written()
    expect(new Set(await wordsOf('orders'))).toEqual(
      new Set([
        'orders.tax was added (numeric(6,2))',
        'orders.status became character varying(10) (was character varying(20))',
        'orders.memo was dropped (text)',
        'orders got the index unique orders_one (id, status)',
      ]),
    )
    expect((await changesOf('orders')).every(({ origin }) => origin === 'source')).toBe(true)
  }, 40_000)
})

describe('more than one process', () => {
  const block = (type: string) => ({
    type: 'struct',
    fields: [{ type: 'struct', field: 'after', fields: [{ type, optional: false, field: 'id' }] }],
  })
  const change = (table: string, seconds: number, type: string, id: number) => ({
    schema: block(type),
    payload: {
      before: null,
      after: { id },
      op: 'c',
      source: {
        connector: 'postgresql',
        name: 'erp',
        db: 'd',
        schema: 's',
        table,
        lsn: seconds * 10,
        ts_ms: Date.parse(at(seconds)),
      },
    },
  })

  test('one that looks at the same tells nothing again', async () => {
    await ingest([change('gears', 0, 'int32', 1)])
    await written()
    const other = new SchemaWatch(runtime.db, createLog('silent'))
    const said = (type: string) => ({ columns: [{ name: 'id', type, nullable: false }] })
    const place = { source: 'erp', database: 'd', schema: 's', table: 'gears' }
    other.learn(place, 'block', said('integer'), Date.parse(at(1)))
    other.learn(place, 'block', said('bigint'), Date.parse(at(10)))
    await Promise.all([other.flush(), ingest([change('gears', 10, 'int64', 2)]).then(written)])
    await Promise.all([other.flush(), written()])
    expect(await wordsOf('gears')).toEqual(['gears.id became bigint (was integer)'])
    await other.stop()
  })

  test('a statement that a process left unread is read by the next, once', async () => {
    const ddl = {
      ...insertEvent({ table: 'cogs', timestamp: at(0) }),
      type: 'DDL',
      after: null,
      ddl_command: 'CREATE TABLE cogs (id int)',
    }
    await ingest([ddl])
    const others = [1, 2, 3].map(() => new SchemaWatch(runtime.db, createLog('silent')))
    await Promise.all([...others.map((one) => one.flush()), written()])
    await Promise.all(others.map((one) => one.stop()))
    expect(await wordsOf('cogs')).toEqual(['cogs was created'])
  })

  test('what rows have taught outlives a restart', async () => {
    const database = await createDatabase()
    const config = { ...runtime.config, database: { ...runtime.config.database, url: database.url } }
    const before = getRuntime()
    try {
      const first = await boot(config)
      await sendRows('wheels', 120, 0, (index) => ({ id: index, size: index }))
      await first.stop()
      const second = await boot(config)
      await sendRows('wheels', 30, 500, (index) => ({ id: index + 500, size: `${index} mm`, tyre: 'wide' }))
      expect(await wordsOf('wheels')).toEqual([
        'wheels.size became string (was number)',
        'wheels.tyre was added (string)',
      ])
      await second.stop()
    } finally {
      setRuntime(before)
      await database.drop()
    }
  }, 60_000)
})

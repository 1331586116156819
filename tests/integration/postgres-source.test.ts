import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '@/lib/db/client'
import { listSources } from '@/lib/sources/service/list'
import { createSink, follow, openOwnDatabase, type Sink, startSourceDatabase, until } from '../support/source-database'

let server: Awaited<ReturnType<typeof startSourceDatabase>>
let db: Database
let shop: postgres.Sql
let name = ''
let sink: Sink
const running: ReturnType<typeof follow>[] = []
let count = 0

beforeAll(async () => {
  server = await startSourceDatabase()
  db = openOwnDatabase(server.url)
})

afterAll(async () => {
  await db.$client.end({ timeout: 1 })
  await server.stop()
})

beforeEach(async () => {
  count += 1
  name = `shop_${count}`
  shop = await server.create(name)
  sink = createSink()
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((sources) => sources.stop()))
  await shop.end({ timeout: 1 })
  await server.admin`select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ${name}`
})

const state = (sources: ReturnType<typeof follow>) => sources.status()[0]?.state
function start(options: { tables?: string[]; snapshot?: boolean } = {}, into = sink) {
  const sources = follow(db, into, { name, url: server.sourceUrl(name), ...options })
  running.push(sources)
  return sources
}
async function startStreaming(options: Parameters<typeof start>[0] = {}) {
  const sources = start(options)
  await until(
    () => state(sources) === 'streaming',
    () => sources.status(),
  )
  return sources
}

async function makeOrders(rows = 0) {
  await shop`create table orders (id serial primary key, amount numeric(10,2), status text not null default 'pending')`
  if (rows > 0) await shop`insert into orders (amount) select n / 100.0 from generate_series(1, ${rows}) n`
}

/** The rows that the events, applied in order, say there are. */
function replay(table: string) {
  const rows = new Map<string, unknown>()
  for (const event of sink.of(table)) {
    if (event.type === 'TRUNCATE') rows.clear()
    else if (event.type === 'DELETE') rows.delete(JSON.stringify(event.key))
    else {
      const old =
        event.before &&
        event.key &&
        Object.fromEntries(Object.keys(event.key).map((column) => [column, event.before?.[column]]))
      if (event.type === 'UPDATE' && old) rows.delete(JSON.stringify(old))
      rows.set(JSON.stringify(event.key), event.after)
    }
  }
  return [...rows.values()]
}

/** The same as levels are kept: by key, what is older than what is known is left. */
function levels(table: string) {
  const rows = new Map<string, { at: string; after: unknown }>()
  for (const { key, after, timestamp } of sink.of(table)) {
    const name = JSON.stringify(key)
    if ((rows.get(name)?.at ?? '') <= timestamp) rows.set(name, { at: timestamp, after })
  }
  const left = [...rows.values()].flatMap(({ after }) => (after === null ? [] : [after as { id: number }]))
  return left.sort((a, b) => a.id - b.id)
}

test('a table is read first, each row once, and every change after it arrives once and in order', async () => {
  await makeOrders(2500)
  await startStreaming()
  expect(sink.of('orders', 'SNAPSHOT')).toHaveLength(2500)
  expect(sink.of('orders')[0]).toMatchObject({
    type: 'SNAPSHOT',
    source: name,
    database: name,
    schema: 'public',
    key: { id: 1 },
    before: null,
    after: { id: 1, amount: '0.01', status: 'pending' },
  })
  const [order] = await shop`insert into orders (amount) values (99.99) returning id`
  await shop`update orders set status = 'paid' where id = ${order!.id}`
  await shop`delete from orders where id = ${order!.id}`
  await until(() => sink.of('orders').length === 2503)
  const changes = sink.order.slice(2500)
  expect(changes.map(({ type, before, after, key }) => ({ type, before, after, key }))).toEqual([
    { type: 'INSERT', before: null, after: { id: 2501, amount: '99.99', status: 'pending' }, key: { id: 2501 } },
    { type: 'UPDATE', before: null, after: { id: 2501, amount: '99.99', status: 'paid' }, key: { id: 2501 } },
    { type: 'DELETE', before: { id: 2501 }, after: null, key: { id: 2501 } },
  ])
  expect(changes[0]!.id).toMatch(/^[0-9A-F]+\/[0-9A-F]{8}:0$/)
  expect(Math.abs(Date.now() - Date.parse(changes[0]!.timestamp))).toBeLessThan(10_000)
})

test('one transaction over several tables keeps its order; TRUNCATE is one event a table', async () => {
  await shop`create table a (id int primary key)`
  await shop`create table b (id int primary key, a int references a (id))`
  await startStreaming()
  await shop.begin(async (tx) => {
    await tx`insert into a values (1)`
    await tx`insert into b values (1, 1)`
    await tx`update a set id = id where id = 1`
  })
  await shop`truncate a, b`
  await until(() => sink.order.length === 5)
  expect(sink.order.map(({ type, table }) => `${type} ${table}`)).toEqual([
    'INSERT a',
    'INSERT b',
    'UPDATE a',
    ...sink.order.slice(3).map(({ table }) => `TRUNCATE ${table}`),
  ])
  expect(
    sink.order
      .slice(3)
      .map(({ table }) => table)
      .sort(),
  ).toEqual(['a', 'b'])
  expect(new Set(sink.order.slice(0, 3).map(({ transaction_id }) => transaction_id)).size).toBe(1)
  expect(sink.order.slice(0, 3).map(({ id }) => id.split(':')[1])).toEqual(['0', '1', '2'])
})

test('values keep their digits, times are UTC, bytes base64', async () => {
  await shop.unsafe(`create type mood as enum ('fine', 'so so'); create domain price as numeric(20,10);
    create table things (id int8 primary key, small int2, big int8, exact numeric, cost price, ratio float8, flag bool, doc jsonb, plain json,
      at timestamptz, local timestamp, day date, ident uuid, raw bytea, words text[], numbers int4[], moods mood[], mood mood, twice int generated always as (small * 2) stored)`)
  const values = `9007199254740993, 7, -9223372036854775808, 123456789012345678901234567890.123456789, 1.5, 0.1, true,
    '{"n": 12345678901234567890, "a": [1, null]}', '"text"', '2026-03-01 12:00:00.123456+02', '2026-03-01 12:00:00', '2026-02-28',
    '6f1c3f7e-0b1a-4c1e-9d2b-0a1b2c3d4e5f', '\\x00ff', array['a,b', null, 'NULL', 'q"\\'], '{{1,2},{3,4}}', '{fine,"so so"}', 'so so'`
  const columns =
    'id, small, big, exact, cost, ratio, flag, doc, plain, at, local, day, ident, raw, words, numbers, moods, mood'
  await shop.unsafe(`insert into things (${columns}) values (${values})`)
  await startStreaming()
  await shop`update things set id = 1`
  await shop.unsafe(`insert into things (${columns}) values (${values})`)
  await until(() => sink.of('things').length === 3)
  const [read, , inserted] = sink.of('things')
  expect(inserted!.after).toEqual(read!.after)
  expect(JSON.parse(JSON.stringify({ ...read!.after, doc: String((read!.after!.doc as { n: unknown }).n) }))).toEqual({
    id: '9007199254740993',
    small: 7,
    big: '-9223372036854775808',
    exact: '123456789012345678901234567890.123456789',
    cost: '1.5000000000',
    ratio: 0.1,
    flag: true,
    doc: '12345678901234567890',
    plain: 'text',
    at: '2026-03-01T10:00:00.123456Z',
    local: '2026-03-01T12:00:00Z',
    day: '2026-02-28',
    ident: '6f1c3f7e-0b1a-4c1e-9d2b-0a1b2c3d4e5f',
    raw: 'AP8=',
    words: ['a,b', null, 'NULL', 'q"\\'],
    numbers: [
      [1, 2],
      [3, 4],
    ],
    moods: ['fine', 'so so'],
    mood: 'so so',
  })
})

test('a changed key comes with the old one; an unchanged large value is left out, or filled in under REPLICA IDENTITY FULL', async () => {
  const large = 'x'.repeat(3000)
  await shop`create table notes (id int primary key, title text, body text)`
  await shop`alter table notes alter column body set storage external`
  await shop`create table whole (id int primary key, title text, body text)`
  await shop`alter table whole alter column body set storage external`
  await shop`alter table whole replica identity full`
  await startStreaming()
  await shop`insert into notes values (1, 'a', ${large})`
  await shop`update notes set title = 'b'`
  await shop`update notes set id = 2`
  await shop`insert into whole values (1, 'a', ${large})`
  await shop`update whole set title = 'b'`
  await shop`delete from whole`
  await until(() => sink.of('whole').length === 3)
  const [, titled, moved] = sink.of('notes')
  expect(titled).toMatchObject({ type: 'UPDATE', before: null, key: { id: 1 } })
  expect(titled!.after).toEqual({ id: 1, title: 'b' })
  expect(moved).toMatchObject({ type: 'UPDATE', before: { id: 1 }, key: { id: 2 } })
  const [, update, removal] = sink.of('whole')
  expect(update!.before).toEqual({ id: 1, title: 'a', body: large })
  expect(update!.after).toEqual({ id: 1, title: 'b', body: large })
  expect(update!.key).toEqual({ id: 1 })
  expect(removal).toMatchObject({ type: 'DELETE', before: { id: 1, title: 'b', body: large }, key: { id: 1 } })
})

test('a follower stopped and started in mid-load loses and doubles nothing', async () => {
  await makeOrders(500)
  await startStreaming()
  let loading = true
  const load = (async () => {
    for (let n = 1; loading; n += 1) {
      await shop`insert into orders (amount) values (${n})`
      if (n % 3 === 0) await shop`update orders set status = 'paid' where id = ${500 + n}`
      if (n % 7 === 0) await shop`delete from orders where id = ${n}`
    }
  })()
  for (let round = 0; round < 5; round += 1) {
    const before = sink.order.length
    await until(() => sink.order.length > before + 100)
    await running.pop()!.stop()
    await startStreaming()
  }
  loading = false
  await load
  const rows = await shop`select id, amount::text, status from orders order by id`
  const { last } = (await shop`select last_value::int as last from orders_id_seq`)[0]!
  await until(() => sink.of('orders', 'INSERT').length === Number(last) - 500)
  await until(() => replay('orders').length === rows.length)
  expect(replay('orders').sort((a, b) => (a as { id: number }).id - (b as { id: number }).id)).toEqual([...rows])
  expect(sink.of('orders', 'SNAPSHOT')).toHaveLength(500)
  const positions = sink
    .of('orders', 'INSERT', 'UPDATE', 'DELETE')
    .map(({ key, type }) => `${type} ${JSON.stringify(key)}`)
  expect(new Set(positions).size).toBe(positions.length)
})

test('a broken connection, and ingestion that is away for a while, lose nothing', async () => {
  await makeOrders()
  const sources = await startStreaming()
  sink.refuse = true
  await shop`insert into orders (amount) select n from generate_series(1, 3000) n`
  await server.admin`select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ${name}`
  await until(() => state(sources) === 'waiting')
  sink.refuse = false
  await until(() => state(sources) === 'streaming')
  await shop`insert into orders (amount) values (1)`
  await until(() => sink.of('orders', 'INSERT').length === 3001)
  expect(replay('orders')).toHaveLength(3001)
})

test('a first read that is broken off is begun again: rows once, changes in between kept', async () => {
  await makeOrders(5000)
  sink.slowMs = 20
  const sources = start()
  await until(() => sink.of('orders', 'SNAPSHOT').length > 1000)
  await sources.stop()
  expect(sink.of('orders', 'SNAPSHOT').length).toBeLessThan(5000)
  sink.slowMs = 0
  await shop`delete from orders where id in (1, 5000)`
  await shop`update orders set status = 'paid' where id in (2, 4999)`
  await shop`insert into orders (amount) values (7)`
  await startStreaming()
  const rows = await shop`select id, amount::text, status from orders order by id`
  await until(() => sink.of('orders', 'INSERT').length === 1 && sink.of('orders', 'SNAPSHOT').length >= 4999)
  await shop`insert into orders (amount) values (8)`
  await until(() => sink.of('orders', 'INSERT').length === 2)
  const reading = new Set(sink.of('orders', 'SNAPSHOT').map(({ key }) => key?.id))
  expect(sink.of('orders', 'SNAPSHOT')).toHaveLength(reading.size)
  expect(sink.of('orders', 'DELETE').map(({ key }) => key?.id)).toEqual([1, 5000])
  expect(levels('orders')).toEqual([...rows, { id: 5002, amount: '8.00', status: 'pending' }])
})

test('a server that crashes in mid-load, again and again, costs nothing', async () => {
  await makeOrders(100)
  const sources = await startStreaming()
  const known: number[] = []
  let loading = true
  const load = (async () => {
    while (loading) {
      await shop`insert into orders (amount) values (1) returning id`.then(
        ([row]) => known.push(row!.id),
        () => pause(50),
      )
    }
  })()
  for (let round = 0; round < 3; round += 1) {
    const before = known.length
    await until(() => known.length > before + 200)
    server.crash()
    await until(() => state(sources) !== 'streaming')
    await until(() => state(sources) === 'streaming')
  }
  loading = false
  await load
  const rows = await shop`select id from orders where id > 100 order by id`
  await until(() => sink.of('orders', 'INSERT').length >= rows.length)
  expect(
    sink
      .of('orders', 'INSERT')
      .map(({ key }) => Number(key?.id))
      .sort((a, b) => a - b),
  ).toEqual(rows.map(({ id }) => id))
  expect(known.filter((id) => !rows.some((row) => row.id === id))).toEqual([])
}, 90_000)

test('commits that touch in the log are all kept when the stream begins between them', async () => {
  await makeOrders()
  const sessions = await Promise.all(Array.from({ length: 4 }, () => shop.reserve()))
  const sources = await startStreaming()
  for (const session of sessions) {
    await session`begin`
    await session`insert into orders (amount) values (1)`
  }
  sink.slowMs = 400
  await sessions[0]!`commit`
  for (const session of sessions.slice(1)) await session`commit`
  for (const session of sessions) session.release()
  await until(() => sink.order.length === 1)
  sink.refuse = true
  await pause(1000)
  await sources.stop()
  expect(sink.order).toHaveLength(1)
  Object.assign(sink, { refuse: false, slowMs: 0 })
  await startStreaming()
  await until(() => sink.order.length === 4)
})

test('what is acknowledged to the source is committed here, and an idle stream lets the log go', async () => {
  await makeOrders()
  const sources = await startStreaming()
  const confirmed = async () =>
    (
      await server.admin`select confirmed_flush_lsn::text as lsn from pg_replication_slots where slot_name = ${name}`
    )[0]!.lsn
  const passed = async (lsn: string) =>
    (await server.admin`select ${await confirmed()}::pg_lsn >= ${lsn}::pg_lsn as done`)[0]!.done
  sink.slowMs = 1500
  await shop`insert into orders (amount) values (1)`
  const [{ at }] = (await server.admin`select pg_current_wal_lsn()::text as at`) as unknown as [{ at: string }]
  await until(() => sink.batches.length === 0)
  expect(await passed(at)).toBe(false)
  await until(() => passed(at))
  expect(sink.of('orders', 'INSERT')).toHaveLength(1)
  const [status] = (await listSources(sources.makeContext())).sources
  expect(status).toMatchObject({ name, state: 'streaming', detail: '' })
  expect(status!.last_event_at).not.toBeNull()
  await server.admin`create table if not exists elsewhere (id int)`
  await server.admin`insert into elsewhere select generate_series(1, 1000)`
  const [{ later }] = (await server.admin`select pg_current_wal_lsn()::text as later`) as unknown as [{ later: string }]
  await until(() => passed(later))
}, 40_000)

test('a database and tables that are not there yet are waited for, later tables are taken up with their rows', async () => {
  const sources = follow(db, sink, { name, url: server.sourceUrl(name) })
  running.push(sources)
  await until(() => sources.status()[0]!.detail.includes('there are no tables'))
  await makeOrders(3)
  await until(() => state(sources) === 'streaming')
  await shop`create table refunds (id int primary key, amount int)`
  await shop`insert into refunds values (1, 10), (2, 20)`
  await until(() => replay('refunds').length === 2)
  await shop`insert into refunds values (3, 30)`
  await shop`update refunds set amount = 11 where id = 1`
  await until(() => sink.of('refunds', 'UPDATE').length === 1)
  expect(replay('refunds')).toEqual(
    expect.arrayContaining([
      { id: 1, amount: 11 },
      { id: 2, amount: 20 },
      { id: 3, amount: 30 },
    ]),
  )
})

test('a table without a key is followed for its inserts, and its own updates still work', async () => {
  await makeOrders(1)
  await shop`create table clicks (page text)`
  await shop`insert into clicks values ('/'), ('/')`
  const sources = await startStreaming()
  await shop`insert into clicks values ('/cart')`
  await shop`update clicks set page = '/home' where page = '/'`
  await shop`delete from clicks where page = '/home'`
  await shop`insert into orders (amount) values (5)`
  await until(() => sink.of('orders', 'INSERT').length === 1)
  expect(sink.of('clicks').map(({ type }) => type)).toEqual(['SNAPSHOT', 'SNAPSHOT', 'INSERT'])
  expect(state(sources)).toBe('streaming')
})

test('one process at a time follows a source, and another takes over', async () => {
  await makeOrders(1)
  const first = await startStreaming()
  const second = start()
  await until(() => second.status()[0]!.detail.startsWith('another process'))
  await first.stop()
  await until(() => state(second) === 'streaming')
  await shop`insert into orders (amount) values (5)`
  await until(() => sink.of('orders', 'INSERT').length === 1)
})

test('a slot of somebody else is left alone; one that was dropped is made anew with the tables read again', async () => {
  await makeOrders(2)
  await shop`select pg_create_logical_replication_slot(${name}, 'pgoutput')`
  const refused = start()
  await until(() => state(refused) === 'failed')
  expect(refused.status()[0]!.detail).toContain(`SELECT pg_drop_replication_slot('${name}')`)
  await refused.stop()
  await shop`select pg_drop_replication_slot(${name})`
  const sources = await startStreaming()
  await sources.stop()
  await shop`select pg_drop_replication_slot(${name})`
  await shop`delete from orders where id = 1`
  await shop`insert into orders (amount) values (3)`
  await startStreaming()
  expect(sink.of('orders', 'TRUNCATE')).toHaveLength(1)
  expect(replay('orders')).toEqual([
    { id: 2, amount: '0.02', status: 'pending' },
    { id: 3, amount: '3.00', status: 'pending' },
  ])
})

test('missing rights are said with the statement that mends them', async () => {
  await makeOrders(1)
  const role = `reader_${count}`
  await server.admin.unsafe(`create role ${role} login password 'secret' `)
  const url = Object.assign(new URL(server.sourceUrl(name)), { username: role, password: 'secret' }).toString()
  const sources = follow(db, sink, { name, url })
  running.push(sources)
  const says = (text: string) =>
    until(
      () => sources.status()[0]!.detail.includes(text),
      () => sources.status(),
      60_000,
    )
  await says(`ALTER ROLE "${role}" REPLICATION`)
  await sources.stop()
  await server.admin.unsafe(`alter role ${role} replication`)
  const again = follow(db, sink, { name, url })
  running.push(again)
  await until(
    () => again.status()[0]!.detail.includes('CREATE PUBLICATION'),
    () => again.status(),
  )
})

import { expect, test } from 'vitest'
import { FollowedShop } from '../support/followed-shop'
import { until } from '../support/source-database'

const the = new FollowedShop()

test('a table is read first, each row once, and every change after it arrives once and in order', async () => {
  await the.makeOrders(2500)
  await the.startStreaming()
  expect(the.sink.of('orders', 'SNAPSHOT')).toHaveLength(2500)
  expect(the.sink.of('orders')[0]).toMatchObject({
    type: 'SNAPSHOT',
    source: the.name,
    database: the.name,
    schema: 'public',
    key: { id: 1 },
    before: null,
    after: { id: 1, amount: '0.01', status: 'pending' },
  })
  const [order] = await the.shop`insert into orders (amount) values (99.99) returning id`
  await the.shop`update orders set status = 'paid' where id = ${order!.id}`
  await the.shop`delete from orders where id = ${order!.id}`
  await until(() => the.sink.of('orders').length === 2503)
  const changes = the.sink.order.slice(2500)
  expect(changes.map(({ type, before, after, key }) => ({ type, before, after, key }))).toEqual([
    { type: 'INSERT', before: null, after: { id: 2501, amount: '99.99', status: 'pending' }, key: { id: 2501 } },
    { type: 'UPDATE', before: null, after: { id: 2501, amount: '99.99', status: 'paid' }, key: { id: 2501 } },
    { type: 'DELETE', before: { id: 2501 }, after: null, key: { id: 2501 } },
  ])
  expect(changes[0]!.id).toMatch(/^[0-9A-F]+\/[0-9A-F]{8}:0$/)
  expect(Math.abs(Date.now() - Date.parse(changes[0]!.timestamp))).toBeLessThan(10_000)
})

test('one transaction over several tables keeps its order; TRUNCATE is one event a table', async () => {
  await the.shop`create table a (id int primary key)`
  await the.shop`create table b (id int primary key, a int references a (id))`
  await the.startStreaming()
  await the.shop.begin(async (tx) => {
    await tx`insert into a values (1)`
    await tx`insert into b values (1, 1)`
    await tx`update a set id = id where id = 1`
  })
  await the.shop`truncate a, b`
  await until(() => the.sink.order.length === 5)
  expect(the.sink.order.map(({ type, table }) => `${type} ${table}`)).toEqual([
    'INSERT a',
    'INSERT b',
    'UPDATE a',
    ...the.sink.order.slice(3).map(({ table }) => `TRUNCATE ${table}`),
  ])
  expect(
    the.sink.order
      .slice(3)
      .map(({ table }) => table)
      .sort(),
  ).toEqual(['a', 'b'])
  expect(new Set(the.sink.order.slice(0, 3).map(({ transaction_id }) => transaction_id)).size).toBe(1)
  expect(the.sink.order.slice(0, 3).map(({ id }) => id.split(':')[1])).toEqual(['0', '1', '2'])
})

test('values keep their digits, times are UTC, bytes base64', async () => {
  await the.shop.unsafe(`create type mood as enum ('fine', 'so so'); create domain price as numeric(20,10);
    create table things (id int8 primary key, small int2, big int8, exact numeric, cost price, ratio float8, flag bool, doc jsonb, plain json,
      at timestamptz, local timestamp, day date, ident uuid, raw bytea, words text[], numbers int4[], moods mood[], mood mood, twice int generated always as (small * 2) stored)`)
  const values = `9007199254740993, 7, -9223372036854775808, 123456789012345678901234567890.123456789, 1.5, 0.1, true,
    '{"n": 12345678901234567890, "a": [1, null]}', '"text"', '2026-03-01 12:00:00.123456+02', '2026-03-01 12:00:00', '2026-02-28',
    '6f1c3f7e-0b1a-4c1e-9d2b-0a1b2c3d4e5f', '\\x00ff', array['a,b', null, 'NULL', 'q"\\'], '{{1,2},{3,4}}', '{fine,"so so"}', 'so so'`
  const columns =
    'id, small, big, exact, cost, ratio, flag, doc, plain, at, local, day, ident, raw, words, numbers, moods, mood'
  await the.shop.unsafe(`insert into things (${columns}) values (${values})`)
  await the.startStreaming()
  await the.shop`update things set id = 1`
  await the.shop.unsafe(`insert into things (${columns}) values (${values})`)
  await until(() => the.sink.of('things').length === 3)
  const [read, , inserted] = the.sink.of('things')
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
  await the.shop`create table notes (id int primary key, title text, body text)`
  await the.shop`alter table notes alter column body set storage external`
  await the.shop`create table whole (id int primary key, title text, body text)`
  await the.shop`alter table whole alter column body set storage external`
  await the.shop`alter table whole replica identity full`
  await the.startStreaming()
  await the.shop`insert into notes values (1, 'a', ${large})`
  await the.shop`update notes set title = 'b'`
  await the.shop`update notes set id = 2`
  await the.shop`insert into whole values (1, 'a', ${large})`
  await the.shop`update whole set title = 'b'`
  await the.shop`delete from whole`
  await until(() => the.sink.of('whole').length === 3)
  const [, titled, moved] = the.sink.of('notes')
  expect(titled).toMatchObject({ type: 'UPDATE', before: null, key: { id: 1 } })
  expect(titled!.after).toEqual({ id: 1, title: 'b' })
  expect(moved).toMatchObject({ type: 'UPDATE', before: { id: 1 }, key: { id: 2 } })
  const [, update, removal] = the.sink.of('whole')
  expect(update!.before).toEqual({ id: 1, title: 'a', body: large })
  expect(update!.after).toEqual({ id: 1, title: 'b', body: large })
  expect(update!.key).toEqual({ id: 1 })
  expect(removal).toMatchObject({ type: 'DELETE', before: { id: 1, title: 'b', body: large }, key: { id: 1 } })
})

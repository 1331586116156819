import { expect, test } from 'vitest'
import { detailOf, FollowedShop, stateOf } from '../support/followed-shop'
import { until } from '../support/source-database'

const the = new FollowedShop()

test('a database and tables that are not there yet are waited for, later tables are taken up with their rows', async () => {
  const sources = the.start()
  await until(() => detailOf(sources).includes('there are no tables'))
  await the.makeOrders(3)
  await until(() => stateOf(sources) === 'streaming')
  await the.shop`create table refunds (id int primary key, amount int)`
  await the.shop`insert into refunds values (1, 10), (2, 20)`
  await until(() => the.replay('refunds').length === 2)
  await the.shop`insert into refunds values (3, 30)`
  await the.shop`update refunds set amount = 11 where id = 1`
  await until(() => the.sink.of('refunds', 'UPDATE').length === 1)
  expect(the.replay('refunds')).toEqual(
    expect.arrayContaining([
      { id: 1, amount: 11 },
      { id: 2, amount: 20 },
      { id: 3, amount: 30 },
    ]),
  )
})

test('a table without a key is followed for its inserts, and its own updates still work', async () => {
  await the.makeOrders(1)
  await the.shop`create table clicks (page text)`
  await the.shop`insert into clicks values ('/'), ('/')`
  const sources = await the.startStreaming()
  await the.shop`insert into clicks values ('/cart')`
  await the.shop`update clicks set page = '/home' where page = '/'`
  await the.shop`delete from clicks where page = '/home'`
  await the.shop`insert into orders (amount) values (5)`
  await until(() => the.sink.of('orders', 'INSERT').length === 1)
  expect(the.sink.of('clicks').map(({ type }) => type)).toEqual(['SNAPSHOT', 'SNAPSHOT', 'INSERT'])
  expect(stateOf(sources)).toBe('streaming')
})

test('one process at a time follows a source, and another takes over', async () => {
  await the.makeOrders(1)
  const first = await the.startStreaming()
  const second = the.start()
  await until(() => detailOf(second).startsWith('another process'))
  await first.stop()
  await until(() => stateOf(second) === 'streaming')
  await the.shop`insert into orders (amount) values (5)`
  await until(() => the.sink.of('orders', 'INSERT').length === 1)
})

test('a slot of somebody else is left alone; one that was dropped is made anew with the tables read again', async () => {
  await the.makeOrders(2)
  await the.shop`select pg_create_logical_replication_slot(${the.name}, 'pgoutput')`
  const refused = the.start()
  await until(() => stateOf(refused) === 'failed')
  expect(detailOf(refused)).toContain(`SELECT pg_drop_replication_slot('${the.name}')`)
  await refused.stop()
  await the.server.dropSlot(the.name)
  const sources = await the.startStreaming()
  await sources.stop()
  await the.server.dropSlot(the.name)
  await the.shop`delete from orders where id = 1`
  await the.shop`insert into orders (amount) values (3)`
  await the.startStreaming()
  expect(the.sink.of('orders', 'TRUNCATE')).toHaveLength(1)
  expect(the.replay('orders')).toEqual([
    { id: 2, amount: '0.02', status: 'pending' },
    { id: 3, amount: '3.00', status: 'pending' },
  ])
})

test('missing rights are said with the statement that mends them', async () => {
  await the.makeOrders(1)
  const role = `reader_${the.name}`
  await the.server.admin.unsafe(`create role ${role} login password 'secret' `)
  const url = Object.assign(new URL(the.server.sourceUrl(the.name)), { username: role, password: 'secret' }).toString()
  const sources = the.start({ url })
  const says = (text: string) =>
    until(
      () => detailOf(sources).includes(text),
      () => sources.status(),
      60_000,
    )
  await says(`ALTER ROLE "${role}" REPLICATION`)
  await sources.stop()
  await the.server.admin.unsafe(`alter role ${role} replication`)
  const again = the.start({ url })
  await until(
    () => detailOf(again).includes('CREATE PUBLICATION'),
    () => again.status(),
  )
})

import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { listSources } from '@/lib/sources/service/list'
import { FollowedShop, stateOf } from '../support/followed-shop'
import { until } from '../support/source-database'

const the = new FollowedShop()

test('a follower stopped and started in mid-load loses and doubles nothing', async () => {
  await the.makeOrders(500)
  await the.startStreaming()
  let loading = true
  const load = (async () => {
    for (let n = 1; loading; n += 1) {
      await the.shop`insert into orders (amount) values (${n})`
      if (n % 3 === 0) await the.shop`update orders set status = 'paid' where id = ${500 + n}`
      if (n % 7 === 0) await the.shop`delete from orders where id = ${n}`
    }
  })()
  for (let round = 0; round < 5; round += 1) {
    const before = the.sink.order.length
    await until(() => the.sink.order.length > before + 100)
    await the.running.pop()!.stop()
    await the.startStreaming()
  }
  loading = false
  await load
  const rows = await the.shop`select id, amount::text, status from orders order by id`
  const { last } = (await the.shop`select last_value::int as last from orders_id_seq`)[0]!
  await until(() => the.sink.of('orders', 'INSERT').length === Number(last) - 500)
  const byId = (a: unknown, b: unknown) => (a as { id: number }).id - (b as { id: number }).id
  await vi.waitFor(() => expect(the.replay('orders').sort(byId)).toEqual([...rows]), 10_000)
  expect(the.sink.of('orders', 'SNAPSHOT')).toHaveLength(500)
  const positions = the.sink
    .of('orders', 'INSERT', 'UPDATE', 'DELETE')
    .map(({ key, type }) => `${type} ${JSON.stringify(key)}`)
  expect(new Set(positions).size).toBe(positions.length)
})

test('a broken connection, and ingestion that is away for a while, lose nothing', async () => {
  await the.makeOrders()
  const sources = await the.startStreaming()
  the.sink.takes = 0
  await the.shop`insert into orders (amount) select n from generate_series(1, 3000) n`
  await the.server
    .admin`select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ${the.name}`
  await until(() => stateOf(sources) === 'waiting')
  the.sink.takes = Number.POSITIVE_INFINITY
  await until(() => stateOf(sources) === 'streaming')
  await the.shop`insert into orders (amount) values (1)`
  await until(() => the.sink.of('orders', 'INSERT').length === 3001)
  expect(the.replay('orders')).toHaveLength(3001)
})

test('a first read that is broken off is begun again: rows once, changes in between kept', async () => {
  await the.makeOrders(5000)
  the.sink.slowMs = 20
  const sources = the.start()
  await until(() => the.sink.of('orders', 'SNAPSHOT').length > 1000)
  await sources.stop()
  expect(the.sink.of('orders', 'SNAPSHOT').length).toBeLessThan(5000)
  the.sink.slowMs = 0
  await the.shop`delete from orders where id in (1, 5000)`
  await the.shop`update orders set status = 'paid' where id in (2, 4999)`
  await the.shop`insert into orders (amount) values (7)`
  await the.startStreaming()
  const rows = await the.shop`select id, amount::text, status from orders order by id`
  await until(() => the.sink.of('orders', 'INSERT').length === 1 && the.sink.of('orders', 'SNAPSHOT').length >= 4999)
  await the.shop`insert into orders (amount) values (8)`
  await until(() => the.sink.of('orders', 'INSERT').length === 2)
  const reading = new Set(the.sink.of('orders', 'SNAPSHOT').map(({ key }) => key?.id))
  expect(the.sink.of('orders', 'SNAPSHOT')).toHaveLength(reading.size)
  expect(the.sink.of('orders', 'DELETE').map(({ key }) => key?.id)).toEqual([1, 5000])
  expect(the.levels('orders')).toEqual([...rows, { id: 5002, amount: '8.00', status: 'pending' }])
})

test('a server that crashes in mid-load, again and again, costs nothing', async () => {
  await the.makeOrders(100)
  const sources = await the.startStreaming()
  const known: number[] = []
  let loading = true
  const load = (async () => {
    while (loading) {
      await the.shop`insert into orders (amount) values (1) returning id`.then(
        ([row]) => known.push(row!.id),
        () => pause(50),
      )
    }
  })()
  for (let round = 0; round < 3; round += 1) {
    const before = known.length
    await until(() => known.length > before + 200)
    the.server.crash()
    await until(() => stateOf(sources) !== 'streaming')
    await until(() => stateOf(sources) === 'streaming')
  }
  loading = false
  await load
  const rows = await the.shop`select id from orders where id > 100 order by id`
  await until(() => the.sink.of('orders', 'INSERT').length >= rows.length)
  expect(
    the.sink
      .of('orders', 'INSERT')
      .map(({ key }) => Number(key?.id))
      .sort((a, b) => a - b),
  ).toEqual(rows.map(({ id }) => id))
  expect(known.filter((id) => !rows.some((row) => row.id === id))).toEqual([])
}, 90_000)

test('commits that touch in the log are all kept when the stream begins between them', async () => {
  await the.makeOrders()
  const sessions = await Promise.all(Array.from({ length: 4 }, () => the.shop.reserve()))
  const sources = await the.startStreaming()
  for (const session of sessions) {
    await session`begin`
    await session`insert into orders (amount) values (1)`
  }
  the.sink.held = true
  const before = the.sink.begun
  await sessions[0]!`commit`
  await until(() => the.sink.begun > before)
  for (const session of sessions.slice(1)) await session`commit`
  for (const session of sessions) session.release()
  Object.assign(the.sink, { takes: 1, held: false })
  await until(() => the.sink.order.length === 1)
  await pause(1000)
  await sources.stop()
  expect(the.sink.order).toHaveLength(1)
  the.sink.takes = Number.POSITIVE_INFINITY
  await the.startStreaming()
  await until(() => the.sink.order.length === 4)
})

test('what is acknowledged to the source is committed here, and an idle stream lets the log go', async () => {
  await the.makeOrders()
  const sources = await the.startStreaming()
  const confirmed = async () =>
    (
      await the.server
        .admin`select confirmed_flush_lsn::text as lsn from pg_replication_slots where slot_name = ${the.name}`
    )[0]!.lsn
  const passed = async (lsn: string) =>
    (await the.server.admin`select ${await confirmed()}::pg_lsn >= ${lsn}::pg_lsn as done`)[0]!.done
  the.sink.slowMs = 1500
  await the.shop`insert into orders (amount) values (1)`
  const [{ at }] = (await the.server.admin`select pg_current_wal_lsn()::text as at`) as unknown as [{ at: string }]
  await until(() => the.sink.batches.length === 0)
  expect(await passed(at)).toBe(false)
  await until(() => passed(at))
  expect(the.sink.of('orders', 'INSERT')).toHaveLength(1)
  const [status] = (await listSources(sources.makeContext())).sources
  expect(status).toMatchObject({ name: the.name, state: 'streaming', detail: '' })
  expect(status!.last_event_at).not.toBeNull()
  await the.server.admin`create table if not exists elsewhere (id int)`
  await the.server.admin`insert into elsewhere select generate_series(1, 1000)`
  const [{ later }] = (await the.server.admin`select pg_current_wal_lsn()::text as later`) as unknown as [
    { later: string },
  ]
  await until(() => passed(later))
}, 40_000)

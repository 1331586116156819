import { afterAll, beforeAll, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as pauseRoute from '@/app/api/v1/datawatch/sources/[name]/pause/route'
import * as rereadRoute from '@/app/api/v1/datawatch/sources/[name]/resnapshot/route'
import * as restartRoute from '@/app/api/v1/datawatch/sources/[name]/restart/route'
import * as resumeRoute from '@/app/api/v1/datawatch/sources/[name]/resume/route'
import * as sourceRoute from '@/app/api/v1/datawatch/sources/[name]/route'
import * as sourcesRoute from '@/app/api/v1/datawatch/sources/route'
import { createContext } from '@/lib/runtime/runtime'
import { findLost } from '@/lib/runtime/sealed'
import type { SourcesAnswer } from '@/lib/sources/list-contract'
import type { PostgresSource } from '@/lib/sources/postgres/connect'
import { releaseSlot } from '@/lib/sources/service/release-slot'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { openShop, post, read, remove, untilSource } from '@/tests/support/own-source'
import { createDatabase, startRuntime } from '@/tests/support/runtime'
import { until } from '@/tests/support/source-database'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let shop: Awaited<ReturnType<typeof openShop>>
const password = 'a secret of the shop'
const own = (url: string) =>
  Object.assign(new URL(url), { username: 'follower', password: encodeURIComponent(password) })

beforeAll(async () => {
  runtime = await startRuntime()
  shop = await openShop()
  await shop.sql.unsafe(`do $$ begin create role follower superuser login; exception when others then null; end $$`)
  await shop.sql.unsafe(`alter role follower superuser login password '${password}'`)
  await shop.sql`insert into orders (amount) select 10 from generate_series(1, 20)`
}, 60_000)
afterAll(async () => {
  await remove('shop')
  await shop.drop()
  await runtime.stop()
})

const act = (route: { POST: Parameters<typeof call>[0] }, verb: string, name = 'shop', body?: unknown) =>
  call(route.POST, `/sources/${name}/${verb}`, { method: 'POST', params: { name }, body })

async function levelOf(metric: string, aggregation?: string): Promise<number | null> {
  const { data } = await call<{ value: number | string | null }>(queryRoute.GET, `/metrics/${metric}/query`, {
    params: { name: metric },
    query: { from: '2020-01-01T00:00:00Z', ...(aggregation ? { aggregation } : {}) },
  })
  return data?.value === null || data?.value === undefined ? null : Number(data.value)
}
const comes = (metric: string, value: number) =>
  until(
    async () => (await levelOf(metric)) === value,
    () => metric,
  )

test('201: a source is followed at once, and its password is in no answer and in no table', async () => {
  const made = await post({ name: 'shop', type: 'postgres', url: own(shop.url).toString() })
  expect(made.status).toBe(201)
  expect(made.data.connection).toMatchObject({ user: 'follower', tls: 'disable', slot: 'datawatch_shop' })
  const status = await untilSource('shop', ({ state, tables }) => state === 'streaming' && tables[0]?.read === true)
  expect(status).toMatchObject({ type: 'postgres', origin: 'manual', owner: { here: true }, tables_count: 1 })
  await comes('orders_rows', 20)
  const { json } = await call(sourcesRoute.GET, '/sources')
  const rows = await runtime.db.$client`select to_jsonb(s)::text as row from kept_sources s`
  for (const text of [JSON.stringify(made.json), JSON.stringify(json), String(rows[0]!.row)]) {
    expect(text).not.toContain(password)
    expect(text).not.toContain(encodeURIComponent(password))
  }
  expect(await findLost(runtime.db, ['another secret of the tests'])).toContain('password of the source shop')
})

test('a source that is paused takes nothing, and goes on without a loss', async () => {
  expect((await act(pauseRoute, 'pause')).data).toMatchObject({ state: 'paused', paused: { by: 'local' } })
  await until(
    async () =>
      (await shop.sql`select from pg_replication_slots where slot_name = 'datawatch_shop' and active`).length === 0,
  )
  await shop.sql`insert into orders (amount) select 1 from generate_series(1, 5)`
  await shop.sql`update orders set status = 'paid' where id = 1`
  expect(await levelOf('orders_rows')).toBe(20)
  await act(resumeRoute, 'resume')
  await untilSource('shop', ({ state }) => state === 'streaming')
  await comes('orders_rows', 25)
  await comes('orders_inserts_total', 5)
})

test('tables read again have the levels of what is there, and no change is counted twice', async () => {
  await runtime.db.$client`update row_states set image = null where row_key like '%"2"%' or row_key like '%"3"%'`
  const changes = await levelOf('orders_events_total')
  const asked = await act(rereadRoute, 'resnapshot', 'shop', { tables: ['public.orders'] })
  expect(asked.status).toBe(202)
  await untilSource('shop', ({ reread, tables }) => reread === null && tables[0]?.read === true)
  await shop.sql`delete from orders where id = 25`
  await comes('orders_rows', 24)
  await comes('orders_amount_total', 204)
  await comes('orders_deletes_total', 1)
  expect(await levelOf('orders_inserts_total')).toBe(5)
  expect(await levelOf('orders_events_total')).toBe((changes ?? 0) + 2)
  const wrong = await act(rereadRoute, 'resnapshot', 'shop', { tables: ['public.refunds'] })
  expect(wrong.status).toBe(422)
  expect(wrong.json.detail).toContain('public.orders')
})

test('a restart takes it up again where it was', async () => {
  const pid = async () =>
    (await shop.sql`select active_pid from pg_replication_slots where slot_name = 'datawatch_shop'`)[0]?.active_pid
  const before = await pid()
  await act(restartRoute, 'restart')
  await until(async () => ![null, before].includes(await pid()))
  await shop.sql`insert into orders (amount) values (1)`
  await comes('orders_rows', 25)
})

test('lag, position and what the server keeps are told, and what came in by the minute', async () => {
  const { facts, position, lag_bytes, formats } = await untilSource('shop', ({ facts }) => facts !== null)
  expect(position).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/)
  expect(facts).toMatchObject({ wal_status: 'reserved' })
  expect(lag_bytes).toBeGreaterThanOrEqual(0)
  expect(formats).toMatchObject([{ format: 'native', rejected: 0 }])
})

test('422: a password goes to no other host, and what is no database is not sought', async () => {
  const patch = (body: unknown) =>
    call(sourceRoute.PATCH, '/sources/shop', { method: 'PATCH', params: { name: 'shop' }, body })
  const elsewhere = await patch({ url: 'postgres://follower@db.example:5432/shop' })
  expect(elsewhere).toMatchObject({ status: 422, json: { detail: expect.stringContaining('given anew') } })
  for (const url of [
    'postgres://u:p@169.254.169.254/db',
    'postgres://u:p@[fe80::1]/db',
    'postgres://u:p@[fd00:ec2::254]/db',
    'postgres://u:p@[::ffff:169.254.169.254]/db',
    'postgres://u:p@2852039166/db',
    'postgres://u:p@0.0.0.0/db',
    'postgres://u:p@db/db?host=/var/run/postgresql',
    'postgres://u:p@db/db?sslrootcert=/etc/passwd',
    'mysql://u:p@db/db',
    'postgres://u@db',
  ]) {
    const refused = await post({ name: 'elsewhere', type: 'postgres', url })
    expect(refused.status, url).toBe(422)
    expect(String(refused.json.detail), url).toContain('Body url')
  }
})

test('409: names are taken once, and sources of the configuration are not changed here', async () => {
  expect((await post({ name: 'shop', type: 'postgres', url: shop.url })).status).toBe(409)
  runtime.config.sources.push({ name: 'hooks', type: 'webhook', secrets: [], scheme: 'any' })
  expect((await post({ name: 'hooks', type: 'postgres', url: shop.url })).status).toBe(409)
  expect((await remove('hooks')).status).toBe(409)
  expect((await act(pauseRoute, 'pause', 'hooks')).status).toBe(409)
  expect((await remove('nobody')).status).toBe(404)
  expect((await read('hooks')).data).toMatchObject({ origin: 'file', type: 'webhook', state: 'waiting' })
})

test('a sender over HTTP is listed with its formats, what it sent by the minute, and what was refused', async () => {
  await ingest([insertEvent({ table: 'posts' }), insertEvent({ table: 'posts' }), { id: 'x', type: 'INSERT' }], {
    source: 'poster',
  })
  const seen = await untilSource('poster', ({ accepted }) => accepted > 0)
  expect(seen).toMatchObject({ type: 'http', origin: 'heard', state: 'receiving', accepted: 2, rejected: 1 })
  expect(seen).toMatchObject({ dead_letters: 1, tables: [{ table: 'posts', events_total: 2 }] })
  const { data } = await call<SourcesAnswer>(sourcesRoute.GET, '/sources')
  expect(data.sources.map(({ name }) => name)).toEqual(expect.arrayContaining(['shop', 'hooks', 'poster']))
})

test('a slot where another database is behind the address now is left', async () => {
  const other = await createDatabase()
  const away = { name: 'shop', slot: 'datawatch_shop', url: other.url } as PostgresSource
  const left = { slot: 'left', advice: "SELECT pg_drop_replication_slot('datawatch_shop');" }
  await act(pauseRoute, 'pause', 'shop')
  await untilSource('shop', ({ state }) => state === 'paused')
  expect(await releaseSlot(createContext({ kind: 'system', name: 'test' }), away)).toEqual(left)
  expect(await shop.sql`select from pg_replication_slots where slot_name = 'datawatch_shop'`).toHaveLength(1)
  await other.drop()
})

test('a source that is deleted lets go of its slot; its metrics stay', async () => {
  const gone = await remove('shop')
  expect(gone).toMatchObject({ status: 200, data: { deleted: true, slot: 'dropped' } })
  expect(await shop.sql`select from pg_replication_slots where slot_name = 'datawatch_shop'`).toHaveLength(0)
  expect(await levelOf('orders_rows')).toBe(25)
  expect((await read('shop')).data).toMatchObject({ type: 'ended', state: 'stopped', connection: null })
})

import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Door, OpenDoor, throughRoute } from '@/tests/support/doors'
import { insertEvent } from '@/tests/support/http'
import { browserOf, call, makeKey, makePerson, withKey } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { written } from '@/tests/support/schemas'
import { env, key as wholeKey } from '@/tests/support/visitor'

const secrets = { 'shop-hook': 'the shop', 'other-hook': 'another' }
const secretOf = (name: keyof typeof secrets) =>
  `whsec_${Buffer.from(`a secret of ${secrets[name]} that signs`).toString('base64')}`
const file = join(tmpdir(), `datawatch-bound-${process.pid}.yaml`)
const door = new OpenDoor()
let runtime: Awaited<ReturnType<typeof startRuntime>>
let editor: { cookie: string }
let bound: string
let free: string
beforeAll(async () => {
  const names = Object.keys(secrets) as (keyof typeof secrets)[]
  const sources = names.map((name) => ({ name, type: 'webhook', secret: secretOf(name) }))
  writeFileSync(file, JSON.stringify({ sources }))
  runtime = await startRuntime({ ...env, DATAWATCH_CONFIG: file })
  await door.open()
  editor = { cookie: await browserOf((await makePerson('editor')).email) }
  bound = (await makeKey(['ingest'], { tables: ['orders', 'items'] })).key
  free = (await makeKey(['ingest'])).key
})
afterAll(async () => {
  await door.close()
  await runtime.stop()
  rmSync(file)
})

let at = Date.parse('2026-11-01T10:00:00Z')
const later = () => {
  at += 1000
  return at
}
const ddl = (ddl_command: string, over: object = {}) => ({
  ...insertEvent({ timestamp: new Date(later()).toISOString() }),
  type: 'DDL',
  after: null,
  ddl_command,
  ...over,
})
const debezium = (sql: string, table: string) => ({
  source: { connector: 'mysql', name: 'erp', ts_ms: later(), db: 'shop', table },
  ts_ms: at,
  databaseName: 'shop',
  ddl: sql,
  tableChanges: [{ type: 'ALTER', id: `"shop"."${table}"`, table: { columns: [{ name: 'id', typeName: 'INT' }] } }],
})
const maxwell = (sql: string, table: string) => ({
  type: 'table-alter',
  database: 'shop',
  table,
  ts: later(),
  sql,
  old: {},
  def: {},
})
const canal = (type: string, sql: string, table: string) => ({
  id: 1,
  database: 'shop',
  table,
  es: later(),
  ts: at,
  isDdl: true,
  type,
  data: null,
  sql,
})

const post = async (ask: Door, key: string, events: object[], path = '/events/batch') => {
  const { status, json } = await ask({ path, body: JSON.stringify(events), headers: { ...withKey(key) } })
  return { ...json.data, status } as { status: number; accepted: number; errors: { index: number; code: string }[] }
}
const codes = ({ errors }: { errors: { code: string }[] }) => errors.map(({ code }) => code)
const whole = withKey(wholeKey)
const stored = async (table: string) => (await call('/events', whole, { search: `table=${table}` })).json.data.events

const doors: [string, Door][] = [
  ['the door in front of Next', door.ask],
  ['the route handler', throughRoute],
]
describe.each(doors)('%s', (_name, ask) => {
  test('202: a bound key says nothing of other tables, in whatever form it sends statements', async () => {
    await post(ask, wholeKey, [ddl('CREATE TABLE customers (id int)', { table: 'customers' })])
    await written()
    const before = (await call('/schema/changes', whole)).json.data.changes.length
    const events = [
      ddl('DROP TABLE customers'),
      ddl('ALTER TABLE orders ADD a int; DROP TABLE customers'),
      ddl('CREATE TABLE planted (id int)'),
      ddl('ALTER TABLE orders RENAME TO customers'),
      ddl('DROP INDEX customers_pkey'),
      ddl('ALTER TABEL orders ADD b int'),
      ddl('RENAME TABLE customers TO orders', { position: { file: 'bin.1', pos: 4 } }),
      debezium('DROP TABLE customers', 'orders'),
      debezium('ALTER TABLE customers ADD c int', 'customers'),
      maxwell('ALTER TABLE `customers` ADD d int', 'orders'),
      canal('ERASE', 'DROP TABLE `shop`.`customers`', 'orders'),
      canal('ERASE', 'DROP TABLE customers', 'customers'),
    ]
    const answer = await post(ask, bound, events)
    expect(answer).toMatchObject({ status: 202, accepted: 0 })
    expect(codes(answer)).toEqual(events.map(() => 'table_not_allowed'))
    await written()
    expect((await call('/schema/changes', whole)).json.data.changes).toHaveLength(before)
  })

  test('202: of its own tables it says what it wants', async () => {
    const events = [
      ddl('ALTER TABLE orders ADD note text'),
      ddl('ALTER TABLE public.orders RENAME TO items; ALTER TABLE items RENAME TO orders'),
      debezium('ALTER TABLE orders ADD e int', 'orders'),
      maxwell('ALTER TABLE shop.orders ADD f int', 'orders'),
      canal('ERASE', 'DROP TABLE items', 'items'),
    ]
    expect(await post(ask, bound, events)).toMatchObject({ status: 202, accepted: events.length, errors: [] })
  })

  const change = (name: string) => ({
    op: 'c',
    before: null,
    after: { id: later() },
    source: { connector: 'mysql', name, ts_ms: at, db: 'shop', table: 'forged' },
    ts_ms: at,
  })
  const event = (source: string) => insertEvent({ table: 'forged', source })
  const sign = (text: string, name: keyof typeof secrets) => {
    const id = `msg_${later()}`
    const moment = new Date()
    const signature = new Webhook(secretOf(name)).sign(id, moment, text)
    const seconds = String(Math.floor(moment.getTime() / 1000))
    return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }
  }

  test('202: no key sends as a source that signs', async () => {
    const answer = await post(ask, free, [event('shop-hook'), change('shop-hook'), event('shop'), change('erp')])
    expect(answer).toMatchObject({ status: 202, accepted: 2 })
    expect(answer.errors).toMatchObject([
      { index: 0, code: 'source_not_signed', message: expect.stringContaining('?source=shop-hook') },
      { index: 1, code: 'source_not_signed' },
    ])
    const wrapped = { key: null, value: JSON.stringify(change('shop-hook')) }
    expect(codes(await post(ask, wholeKey, [wrapped]))).toEqual(['source_not_signed'])
  })

  test('202: an odd spelling of a source that signs is another source', async () => {
    for (const spelling of ['shop-hook%00', 'shop-hook%20', 'Shop-Hook']) {
      const answer = await post(ask, free, [insertEvent({ table: 'forged' })], `/events/batch?source=${spelling}`)
      expect(answer).toMatchObject({ status: 202, accepted: 1 })
    }
    const [found] = await runtime.db.$client`select count(*)::int as count from source_tables
      where source = 'shop-hook' and name = 'forged'`
    expect(found?.count).toBe(0)
  })

  test('202: what was signed for one source is not of another that signs', async () => {
    const body = JSON.stringify([
      insertEvent({ table: 'signed', source: 'shop-hook' }),
      insertEvent({ table: 'signed', source: 'other-hook' }),
      insertEvent({ table: 'signed' }),
    ])
    const path = '/events/batch?source=shop-hook'
    const { status, json } = await ask({ path, body, headers: sign(body, 'shop-hook') })
    expect([status, json.data]).toMatchObject([202, { accepted: 2, errors: [{ index: 1, code: 'source_not_signed' }] }])
  })
})

describe('dead letters', () => {
  const path = '/events/dead-letters'
  const letterOf = async (table: string) => {
    const { json } = await call(path, editor, { search: `table=${table}&replayed=false` })
    return json.data.dead_letters[0] as { id: string; code: string }
  }
  const replay = (as: object, body: object) => call(`${path}/replay`, as as never, { method: 'POST', body })
  const replayOne = (as: object, id: string, body: object = {}) =>
    call(`${path}/[id]/replay`, as as never, { method: 'POST', params: { id }, body })

  test('200: what its sender might not send is skipped among others, and stored where an editor replays it by itself', async () => {
    await post(throughRoute, bound, [insertEvent({ table: 'letters' })])
    await post(throughRoute, free, [insertEvent({ table: 'forged_letters', source: 'shop-hook' })])
    for (const table of ['letters', 'forged_letters']) {
      const { id, code } = await letterOf(table)
      const skipped = { replayed: 0, skipped: 1, errors: [{ id, code, message: expect.stringContaining('by itself') }] }
      expect((await replay(editor, { all: true, filter: { table } })).json.data).toMatchObject(skipped)
      expect((await replay(editor, { ids: [id] })).json.data).toMatchObject(skipped)
      expect(await replayOne(withKey(free), id)).toMatchObject({
        status: 403,
        json: { detail: expect.stringContaining(code) },
      })
      expect(await stored(table)).toHaveLength(0)
      expect((await replayOne(editor, id)).json.data).toMatchObject({ replayed: 1, accepted: 1 })
      expect(await stored(table)).toHaveLength(1)
    }
  })

  test('200: a bound holds for what was refused for another reason too', async () => {
    const ahead = { table: 'ahead', timestamp: new Date(Date.now() + 90_000_000).toISOString() }
    await post(throughRoute, bound, [insertEvent(ahead)])
    const { id, code } = await letterOf('ahead')
    expect(code).toBe('timestamp_out_of_range')
    await runtime.db.$client`update dead_letters set payload =
      replace(payload, ${ahead.timestamp}, '2026-11-01T10:00:00Z') where id = ${id}`
    const { json } = await replay(editor, { all: true, filter: { table: 'ahead' } })
    expect(json.data).toMatchObject({ replayed: 0, failed: 1, errors: [{ code: 'table_not_allowed' }] })
    expect(await stored('ahead')).toHaveLength(0)
  })

  test('404: a bound key has the letters of its own tables alone, and mends them as what they are', async () => {
    await post(throughRoute, wholeKey, [insertEvent({ table: 'payments', timestamp: 'soon' })])
    const other = await letterOf('payments')
    const given = { payload: JSON.stringify(insertEvent({ table: 'orders' })) }
    expect((await replayOne(withKey(bound), other.id, given)).status).toBe(404)
    expect((await replay(withKey(bound), { ids: [other.id] })).json.data).toMatchObject({ skipped: 1, errors: [] })
    expect((await replay(withKey(bound), { all: true, filter: { table: 'payments' } })).json.data).toMatchObject({
      skipped: 0,
      failed: 0,
    })
    await post(throughRoute, wholeKey, [insertEvent({ table: 'items', timestamp: 'soon' })])
    const own = await letterOf('items')
    const mend = (table: string) =>
      replayOne(withKey(bound), own.id, { payload: JSON.stringify(insertEvent({ id: 'mended', table })) })
    expect((await mend('items')).json.data).toMatchObject({ replayed: 1, accepted: 1 })
    expect((await mend('orders')).json.data).toMatchObject({ failed: 1, errors: [{ code: 'table_not_allowed' }] })
  })

  test('200: what was signed is replayed as such, but not what somebody puts in its place', async () => {
    const body = JSON.stringify([insertEvent({ table: 'hooked', timestamp: 'soon' })])
    const moment = new Date()
    const headers = {
      'webhook-id': 'msg_letter',
      'webhook-timestamp': String(Math.floor(moment.getTime() / 1000)),
      'webhook-signature': new Webhook(secretOf('shop-hook')).sign('msg_letter', moment, body),
    }
    await throughRoute({ path: '/events/batch?source=shop-hook', body, headers })
    const { id } = await letterOf('hooked')
    const payload = JSON.stringify(insertEvent({ table: 'hooked' }))
    const again = (as: object) => replayOne(as, id, { payload })
    expect((await again(editor)).json.data).toMatchObject({ replayed: 1, accepted: 1 })
    expect((await again(withKey(free))).json.data).toMatchObject({ errors: [{ code: 'source_not_signed' }] })
  })
})

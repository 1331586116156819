import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as checkRoute from '@/app/api/v1/datawatch/sources/check/route'
import type { SetupAnswer } from '@/lib/sources/check-contract'
import { needProgram } from '@/tests/support/debian-package'
import { call } from '@/tests/support/http'
import { openShop } from '@/tests/support/own-source'
import { startRuntime } from '@/tests/support/runtime'
import { freePort } from '@/tests/support/server'
import { until } from '@/tests/support/source-database'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.drop())

type Asked = { url?: string; name?: string; tables?: string[]; tls?: string; schemas?: string[] }
const ask = (given: Asked = {}) =>
  call<SetupAnswer>(checkRoute.POST, '/sources/check', {
    method: 'POST',
    body: { name: 'shop', type: 'postgres', url: shop.url, ...given },
  })
const find = ({ data }: { data: SetupAnswer }, id: string) => data.checks.find((one) => one.id === id)
const failing = ({ data }: { data: SetupAnswer }) => data.checks.filter(({ state }) => state === 'fail')
const at = (changes: Partial<Record<'hostname' | 'port' | 'username' | 'password', string>>) =>
  Object.assign(new URL(shop.url), changes).toString()

test('of a database that can be followed nothing is in the way, and its tables are listed', async () => {
  await shop.sql`create schema depot`
  await shop.sql`create table depot.shelves (id int primary key)`
  await shop.sql`insert into orders (amount) select 1 from generate_series(1, 500)`
  await shop.sql`analyze orders`
  const { status, data } = await ask()
  expect(status).toBe(200)
  expect(data).toMatchObject({ ready: true, tables_count: 2 })
  expect(data.tables).toMatchObject([
    { schema: 'depot', name: 'shelves', wanted: false },
    { schema: 'public', name: 'orders', wanted: true, estimate: 500, key: ['id'], identified: true, readable: true },
  ])
  expect(await shop.sql`select from pg_publication`).toHaveLength(0)
})

test('a role without rights is told each with the statement that grants it, and may start after them', async () => {
  const role = `reader_${Date.now()}`
  await shop.sql.unsafe(`create role ${role} login password 'secret'`)
  const url = at({ username: role, password: 'secret' })
  const before = await ask({ url })
  expect(before.data.ready).toBe(false)
  expect(failing(before).map(({ id }) => id)).toEqual(['replication', 'select', 'publication'])
  for (const { sql } of failing(before)) await shop.sql.unsafe(sql!)
  const after = await ask({ url })
  expect(failing(after)).toEqual([])
  await shop.sql.unsafe(`drop owned by ${role}`)
  await shop.sql.unsafe(`drop role ${role}`)
})

test('a table without a key is to be known, and has one after what is said', async () => {
  await shop.sql`create table clicks (page text)`
  const before = find(await ask(), 'identity')
  expect(before).toMatchObject({ state: 'warn', sql: 'ALTER TABLE "public"."clicks" REPLICA IDENTITY FULL;' })
  await shop.sql.unsafe(before!.sql!)
  expect(find(await ask(), 'identity')).toMatchObject({ state: 'ok' })
})

test('a publication that leaves changes out is in the way; one that lacks tables is completed', async () => {
  await shop.sql`create publication datawatch_shop for table orders with (publish = 'insert')`
  const before = find(await ask(), 'publication')
  expect(before).toMatchObject({ state: 'fail' })
  await shop.sql.unsafe(before!.sql!)
  expect(find(await ask(), 'publication')).toMatchObject({ state: 'ok' })
  await shop.sql`create table refunds (id int primary key)`
  expect(find(await ask(), 'publication')).toMatchObject({ state: 'ok', detail: expect.stringContaining('changes') })
})

test('a slot of somebody else is in the way, with what drops it', async () => {
  await shop.sql`select pg_create_logical_replication_slot('datawatch_shop', 'pgoutput')`
  const found = find(await ask(), 'slot')
  expect(found).toMatchObject({ state: 'fail', sql: "SELECT pg_drop_replication_slot('datawatch_shop');" })
  await shop.sql.unsafe(found!.sql!)
  expect(find(await ask(), 'slot')).toMatchObject({ state: 'ok' })
})

describe('what keeps from connecting is said as what it is', () => {
  test.each([
    ['a closed port', () => ({ url: at({ port: '1' }) }), 'reach', 'Nothing listens'],
    ['an unknown name', () => ({ url: at({ hostname: 'no-such-host.invalid' }) }), 'reach', 'No machine is called'],
    ['a wrong password', () => ({ url: at({ password: 'wrong' }) }), 'auth', 'password authentication failed'],
    ['no TLS there', () => ({ tls: 'require' }), 'tls', 'speaks no TLS'],
    [
      'no such database',
      () => ({ url: Object.assign(new URL(shop.url), { pathname: '/nowhere' }).toString() }),
      'auth',
      'nowhere',
    ],
  ] as const)('%s', async (_, given, id, words) => {
    const answer = await ask(given())
    expect(answer.data.ready).toBe(false)
    expect(failing(answer)).toMatchObject([{ id, detail: expect.stringContaining(words) }])
  })

  test('a name that leads to where there is no database is refused when it is sought', async () => {
    let heard = 0
    const canary = createServer(() => {
      heard += 1
    }).listen(0, '0.0.0.0')
    await once(canary, 'listening')
    const { port } = canary.address() as { port: number }
    const refused = await ask({ url: at({ hostname: '0', port: String(port) }) })
    expect(refused.status).toBe(422)
    expect(heard).toBe(0)
    canary.close()
  })
})

const pgbouncer = await needProgram('pgbouncer', 'pgbouncer')

describe.skipIf(pgbouncer.path === null)(`behind PgBouncer ${pgbouncer.missing ?? ''}`, () => {
  let pooler: ChildProcess | undefined
  let folder = ''
  afterEach(() => {
    pooler?.kill('SIGINT')
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([
    ['as it comes', ''],
    ['that leaves options out', 'ignore_startup_parameters = options,extra_float_digits'],
  ])('one %s is told from the database itself', async (_, more) => {
    folder = mkdtempSync(join(tmpdir(), 'datawatch-pooler-'))
    chmodSync(folder, 0o755)
    const [own, port] = [new URL(shop.url), await freePort()]
    const { hostname, port: there, username, password, pathname } = own
    writeFileSync(join(folder, 'users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`)
    const database = pathname.slice(1)
    writeFileSync(
      join(folder, 'pooler.ini'),
      `[databases]\n${database} = host=${hostname} port=${there} dbname=${database}
[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nauth_type = plain\nauth_file = ${folder}/users.txt
pool_mode = transaction\nunix_socket_dir =\nlogfile = ${folder}/log\n${more}\n`,
    )
    for (const file of ['users.txt', 'pooler.ini']) chmodSync(join(folder, file), 0o644)
    chmodSync(folder, 0o777)
    const args = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
    pooler = spawn(pgbouncer.path!, [...args, join(folder, 'pooler.ini')], { stdio: 'ignore' })
    let answer: Awaited<ReturnType<typeof ask>> | undefined
    await until(async () => {
      answer = await ask({ url: at({ hostname: '127.0.0.1', port: String(port) }) })
      return find(answer, 'reach')?.state === 'ok'
    })
    expect(find(answer!, 'pooler')).toMatchObject({ state: 'fail', detail: expect.stringContaining('PgBouncer') })
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Sql } from '@/lib/db/client'
import { createDatabase } from '@/tests/support/runtime'

let database: Awaited<ReturnType<typeof createDatabase>>
let sql: Sql
let other: Sql
beforeAll(async () => {
  database = await createDatabase()
  const open = () => openDatabase({ url: database.url, poolSize: 2, statementTimeoutMs: 5000 }).$client
  sql = open()
  other = open()
})
afterAll(async () => {
  await Promise.all([sql.end({ timeout: 1 }), other.end({ timeout: 1 })])
  await database.drop()
})

const codeOf = (work: PromiseLike<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

test('a reserved connection whose server process died fails what is asked of it, and the next one works', async () => {
  const held = await sql.reserve()
  const [row] = await held<{ pid: number }[]>`select pg_backend_pid() as pid`
  await other`select pg_terminate_backend(${row!.pid}, 1000)`
  expect(await codeOf(held`select 1`)).toBe('CONNECTION_CLOSED')
  expect(await codeOf(held`select 2`)).toBe('CONNECTION_CLOSED')
  held.release()
  expect(await sql`select 3 as three`).toEqual([{ three: 3 }])
})

test('what waits its turn on a reserved connection fails with it', async () => {
  const held = await sql.reserve()
  const [row] = await held<{ pid: number }[]>`select pg_backend_pid() as pid`
  const asked = [held`select pg_sleep(4), ${1}::int`, held`select ${2}::int`, held`select ${3}::int`]
  const codes = Promise.all(asked.map(codeOf))
  await other`select pg_terminate_backend(${row!.pid}, 1000)`
  expect(await codes).not.toContain('done')
  held.release()
  expect(await sql`select 3 as three`).toEqual([{ three: 3 }])
})

test('what waits its turn in a transaction fails with it', async () => {
  const codes: (string | undefined)[] = []
  const work = sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    const asked = [tx`select pg_sleep(4), ${1}::int`, tx`select ${2}::int`]
    const all = Promise.all(asked.map(codeOf)).then((found) => codes.push(...found))
    await other`select pg_terminate_backend(${row!.pid}, 1000)`
    await all
  })
  expect(await codeOf(work)).not.toBe('done')
  await expect.poll(() => codes.length).toBe(2)
  expect(codes).not.toContain('done')
})

test('what a server process said as it died is no error of the next query on the connection opened anew', async () => {
  const { $client: one } = openDatabase({ url: database.url, poolSize: 1, statementTimeoutMs: 5000 })
  expect(await codeOf(one`select pg_terminate_backend(pg_backend_pid())`)).toBe('CONNECTION_CLOSED')
  expect(await one`select 3 as three`).toEqual([{ three: 3 }])
  await one.end({ timeout: 1 })
})

test('a transaction whose server process died fails as a whole: what it asks later runs nowhere else', async () => {
  const codes: (string | undefined)[] = []
  let ended: Promise<unknown> = Promise.resolve()
  const work = sql.begin((tx) => {
    const steps = async () => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
      await other`select pg_terminate_backend(${row!.pid}, 1000)`
      codes.push(await codeOf(tx`select 1`))
      await Promise.all(Array.from({ length: 4 }, () => sql`select pg_sleep(0.1)`))
      codes.push(await codeOf(tx`create table orphaned ()`))
    }
    ended = steps()
    return ended
  })
  expect(await codeOf(work)).toBe('CONNECTION_CLOSED')
  await ended
  expect(codes).toEqual(['CONNECTION_CLOSED', 'CONNECTION_CLOSED'])
  expect(await sql`select to_regclass('orphaned') as found`).toEqual([{ found: null }])
})

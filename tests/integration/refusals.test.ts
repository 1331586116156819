import { gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Door, everyDoor } from '@/tests/support/every-route'
import { startRuntime } from '@/tests/support/runtime'
import { env, key } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let doors: Door[]
beforeAll(async () => {
  runtime = await startRuntime({ ...env, DATAWATCH_LOG_LEVEL: 'silent' })
  doors = await everyDoor(['GET', 'POST', 'PUT', 'PATCH'])
})
afterAll(() => runtime.stop())

const known = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
/** Bounded and read in ways of their own, with tests of their own; streams do not end. */
const isElsewhere = ({ address }: Door) =>
  /^\/api\/(auth|cron)\/|\/events(\/batch|\/inspect)?$|\/(live|stream|audit\/export)$/.test(address)
const taking = () => doors.filter((door) => door.method !== 'GET' && !isElsewhere(door))

/** A stack, a statement, a place on the disk, an address of the database: what nobody outside is told. */
const internal =
  /\bat .+:\d+:\d+|\.(ts|tsx|mjs|cjs|js):\d|node_modules|\/(home|usr|var|root|work|app)\/|\bselect\b.+\bfrom\b|insert into|relation "|column "|SQLSTATE|postgres(ql)?:\/\/|ECONN|PostgresError|Maximum call stack/i

async function answersOf(list: Door[], body: BodyInit | undefined, headers: Record<string, string> = {}) {
  const answers: { door: string; status: number; text: string }[] = []
  for (const door of list) {
    const answer = await door.send({ ...known, ...headers }, door.method === 'GET' ? undefined : body)
    answers.push({ door: `${door.method} ${door.address}`, status: answer.status, text: await answer.text() })
  }
  return answers
}
const telling = (answers: Awaited<ReturnType<typeof answersOf>>) =>
  answers.filter(({ status, text }) => status >= 400 && internal.test(text)).map(({ door, text }) => [door, text])

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const fields =
  'name title text description config settings params value filter labels columns key rows body widgets variables queries expr metric query sql values schedule matchers options'.split(
    ' ',
  )
const nested = (inner: string) => `{${fields.map((field) => `${JSON.stringify(field)}:${inner}`).join(',')}}`

describe('a body at every route that takes one', () => {
  test.each<[string, () => BodyInit, Record<string, string>]>([
    ['over 1 MiB', () => JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}],
    ['over 1 MiB once unpacked', () => gzipSync(Buffer.alloc(10_000_000, 32)), { 'content-encoding': 'gzip' }],
  ])('413: %s', async (_name, make, headers) => {
    const [unread, sent] = [await answersOf(taking(), undefined), await answersOf(taking(), make(), headers)]
    const refused = sent.filter(({ status }) => status === 413)
    expect(refused.length).toBeGreaterThan(40)
    const taken = sent.filter(({ status }, at) => status !== 413 && status !== unread[at]!.status)
    expect(taken).toEqual([])
  })

  test.each<[string, () => string]>([
    ['arrays in arrays', () => deep(50_000)],
    ['objects in objects', () => `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
    ['every field nested', () => nested(deep(2000))],
    ['every field an object in objects', () => nested(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`)],
    ['brackets without end in every text', () => nested(JSON.stringify('('.repeat(10_000)))],
    ['ten thousand keys', () => `{${Array.from({ length: 10_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
    ['prototypes', () => '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"name":"p"}'],
  ])('4xx and no fault of ours: %s', async (_name, make) => {
    const answers = await answersOf(taking(), make())
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(telling(answers)).toEqual([])
    expect(({} as { x?: number }).x).toBeUndefined()
  })
})

describe('a refusal tells nothing of the inside', () => {
  test.each([
    ['no JSON', '{"name": '],
    ['another shape', '[]'],
    ['wrong types', nested('{"a":[1,"x",null]}')],
    ['SQL', nested('"\'; drop table events; --"')],
  ])('%s', async (_name, body) => {
    const answers = await answersOf(
      doors.filter((door) => !isElsewhere(door)),
      body,
    )
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(60)
    expect(telling(answers)).toEqual([])
  })

  test('500: where the database is not what it should be', async () => {
    await runtime.db.$client`alter schema public rename to elsewhere`
    try {
      const answers = await answersOf(
        doors.filter((door) => !isElsewhere(door)),
        '{"name":"x"}',
      )
      const failed = answers.filter(({ status }) => status >= 500)
      expect(failed.length).toBeGreaterThan(30)
      expect(telling(answers)).toEqual([])
      expect(failed.filter(({ text }) => !/Something went wrong on our side|cannot be reached/.test(text))).toEqual([])
    } finally {
      await runtime.db.$client`alter schema elsewhere rename to public`
    }
  })
})

test('every question is answered by a database that takes no writes: GET changes nothing', async () => {
  const sql = runtime.db.$client
  const outside = postgres(runtime.url, { max: 1 })
  await outside.unsafe(
    `alter database "${new URL(runtime.url).pathname.slice(1)}" set default_transaction_read_only = on`,
  )
  const asking = doors.filter((door) => door.method === 'GET' && !isElsewhere(door))
  await expect
    .poll(
      async () => {
        await outside`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`
        return (await sql`show default_transaction_read_only`.catch(() => []))[0]
      },
      { timeout: 20_000 },
    )
    .toMatchObject({ default_transaction_read_only: 'on' })
  await outside.end()
  const answers = await answersOf(asking, undefined)
  expect(answers.length).toBeGreaterThan(50)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { numbersAtTheEdge } from '@/tests/support/numbers-at-the-edge'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const countEvents = async (table: string) => {
  const [row] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from events join source_tables on source_tables.id = table_id where name = ${table}`
  return row?.count
}
const withNumber = (table: string, number: string) =>
  JSON.stringify(insertEvent({ table, after: { id: 1, v: 0 } })).replace('"v":0', `"v":${number}`)

test.each(numbersAtTheEdge)('PostgreSQL itself: $name, $storable', async ({ text, storable }) => {
  const taken = await runtime.db.$client`select (${text}::text)::jsonb`.then(
    () => true,
    () => false,
  )
  expect(taken).toBe(storable)
})

test('202: a number that PostgreSQL cannot hold is one bad event; 422 under strict=1, with nothing stored', async () => {
  const batch = (table: string) => `[${JSON.stringify(insertEvent({ table }))},${withNumber(table, '1e200000')}]`
  const answer = await ingest(batch('unstorable'))
  expect(answer.data).toMatchObject({ accepted: 1, rejected: 1, errors: [{ index: 1, code: 'unstorable_number' }] })
  const strict = await ingest(batch('unstorable_strict'), { strict: '1' })
  expect(strict.status).toBe(422)
  expect(strict.json).toMatchObject({ errors: [{ path: '1', code: 'unstorable_number' }] })
  expect(await countEvents('unstorable_strict')).toBe(0)
})

test('202: a number too large for a sum is stored, with a warning, also under strict=1', async () => {
  const answer = await ingest(`[${withNumber('vast', '1e400')}]`, { strict: '1' })
  expect(answer.data).toMatchObject({ accepted: 1, rejected: 0, warnings: [{ index: 0, code: 'number_not_summed' }] })
  expect(await countEvents('vast')).toBe(1)
})

const long = randomBytes(4000).toString('hex')
test.each<[string, string, Record<string, unknown>]>([
  ['a key', 'key_too_long', { after: { id: long } }],
  ['a key of its own', 'key_too_long', { key: { code: long }, after: { v: 1 } }],
  ['a column', 'name_too_long', { after: { id: 1, [long]: 5 } }],
  ['a schema', 'name_too_long', { schema: long }],
  ['a source', 'name_too_long', { source: long }],
  ['a database', 'name_too_long', { database: long }],
])('422: %s too long for an index, under strict=1, with nothing stored', async (_name, code, over) => {
  const batch = [insertEvent({ table: 'overlong' }), insertEvent({ table: 'overlong', ...over })]
  const strict = await ingest(batch, { strict: '1' })
  expect(strict.status).toBe(422)
  expect(strict.json).toMatchObject({ errors: [{ path: '1', code }] })
  expect(await countEvents('overlong')).toBe(0)
})

test('202: names and keys as long as is taken', async () => {
  const name = randomBytes(1250).toString('hex')
  const table = 'widest'
  const events = [
    insertEvent({ table, after: { id: name } }),
    insertEvent({ table, after: { id: 1, [name]: 5 } }),
    insertEvent({ table, schema: name, after: { id: 1 } }),
  ]
  expect((await ingest(events)).data).toMatchObject({ accepted: 3, errors: [] })
})

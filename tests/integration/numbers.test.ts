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

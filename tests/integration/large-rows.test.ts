import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingest } from '@/tests/support/http'
import { findDrift } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const size = 24
const document = 'x'.repeat(900_000)
const change = (table: string, type: string, id: number, second: number, more: Record<string, unknown>) => ({
  id: `${table}-${type}-${id}`,
  type,
  table,
  schema: 'public',
  timestamp: `2026-03-05T10:00:0${second}Z`,
  key: { id },
  ...more,
})
const removed = (table: string) =>
  Array.from({ length: size }, (_, id) => change(table, 'DELETE', id, 3, { before: null }))

/** In how many transactions the deletions of a table were stored, and how many there are. */
async function readDeletions(table: string) {
  const [row] = await runtime.db.$client<{ stored: number; parts: number }[]>`
    select count(*)::int as stored, count(distinct events.xmin::text)::int as parts
    from events join source_tables on source_tables.id = table_id where name = ${table} and type = 'DELETE'`
  return row!
}

test.each<[string, string, (table: string) => unknown[]]>([
  ['of which nothing came before', 'documents', removed],
  [
    'one of which came before',
    'drawings',
    (table) => [...removed(table), change(table, 'INSERT', 0, 1, { after: { id: 0, amount: 1, document } })],
  ],
])('202: changes of rows too large to be read together, %s, are stored in parts', async (_, table, events) => {
  for (let id = 0; id < size; id += 4) {
    const rows = [0, 1, 2, 3].map((more) =>
      change(table, 'INSERT', id + more, 1, { after: { id: id + more, amount: 1, document } }),
    )
    expect((await ingest(rows)).data.accepted).toBe(4)
  }
  const { status, data } = await ingest(events(table))
  expect([status, data.accepted, data.rejected]).toEqual([202, size, 0])
  const { stored, parts } = await readDeletions(table)
  expect(stored).toBe(size)
  expect(parts).toBeGreaterThan(1)
  expect(await findDrift(runtime.db.$client, table)).toEqual([])
})

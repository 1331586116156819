import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

test('an index that descends has missing values first, as what asks for that order has them', async () => {
  const useless = await runtime.db.$client<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index join pg_class on pg_class.oid = indrelid
    where relnamespace = 'public'::regnamespace
      and exists (select from unnest(indoption) as option where option & 1 = 1 and option & 2 = 0)`
  expect(useless.map(({ name }) => name)).toEqual([])
})

test('the newest events of a table are read by an index, and no others', async () => {
  for (let part = 0; part < 4; part += 1)
    await ingest(Array.from({ length: 1000 }, () => insertEvent({ table: 'many' })))
  await runtime.db.$client`analyze events`
  const [plan] = await runtime.db.$client<{ 'QUERY PLAN': string }[]>`
    explain (analyze, format json, timing off) select uid from events
    where table_id = (select id from source_tables where name = 'many') order by event_at desc, uid desc limit 20`
  const text = JSON.stringify(plan)
  const read = [...text.matchAll(/"Relation Name":"events_p\d+".*?"Actual Rows":([\d.]+)/g)].map(([, rows]) =>
    Number(rows),
  )
  expect(read.length).toBeGreaterThan(0)
  expect(Math.max(...read)).toBeLessThanOrEqual(20)
})

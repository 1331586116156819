import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import { GET as figures } from '@/app/metrics/route'
import { GET as ready } from '@/app/ready/route'
import { openFreezableWay } from '@/tests/support/frozen-database'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { createDatabase, startRuntime } from '@/tests/support/runtime'

let database: Awaited<ReturnType<typeof createDatabase>>
let way: Awaited<ReturnType<typeof openFreezableWay>>
let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  database = await createDatabase()
  way = await openFreezableWay(database.url)
  runtime = await startRuntime({
    DATABASE_URL: way.url,
    DATAWATCH_INGEST_ANSWER_TIMEOUT: '1s',
    DATAWATCH_DATABASE_STATEMENT_TIMEOUT: '1s',
  })
})
afterAll(async () => {
  way.thaw()
  await runtime.stop()
  way.close()
  await database.drop()
})

const ask = (handler: typeof ready) => handler(new Request('http://127.0.0.1/x'), { params: Promise.resolve({}) })

test('503: while the database is frozen everything is answered in time, and what is sent again counts once', async () => {
  const events = Array.from({ length: 10 }, () => insertEvent({ table: 'frozen' }))
  const nameless = insertEvent({ table: 'frozen', id: undefined })
  const first = insertEvent({ table: 'frozen' })
  await expect.poll(async () => (await ingest([first])).status, { timeout: 20_000 }).toBe(202)
  way.freeze()
  const startedAt = performance.now()
  const [posted, read, probe, scraped] = await Promise.all([
    ingest([...events, nameless]),
    call(metricsRoute.GET, '/metrics'),
    ask(ready),
    ask(figures),
  ])
  expect(performance.now() - startedAt).toBeLessThan(8000)
  expect([posted.status, posted.headers.get('retry-after')]).toEqual([503, '5'])
  expect(posted.json.detail).toMatch(/safe to send this again/)
  expect([read.status, read.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
  expect(probe.status).toBe(503)
  expect([scraped.status, await scraped.text()]).toEqual([200, expect.stringContaining('datawatch_database_up 0')])
  way.thaw()
  await pause(500)
  await expect.poll(async () => (await ingest([first])).status, { timeout: 20_000 }).toBe(202)
  const again = await ingest([...events, nameless])
  expect(again.status).toBe(202)
  expect(again.data.accepted + again.data.duplicates).toBe(11)
  const [row] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from events join source_tables on source_tables.id = table_id where name = 'frozen'`
  expect(row?.count).toBe(12)
})

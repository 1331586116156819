import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { list, patch, restore, restoreVersion, version, versions } from '@/tests/support/boards'
import { migrateUpTo } from '@/tests/support/older-database'
import { createDatabase, startRuntime } from '@/tests/support/runtime'

const [board, gone, widget, lower] = [1, 2, 3, 4].map((n) => `01a229a0-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
]
const at = '2026-03-01T00:00:00.000Z'
let database: Awaited<ReturnType<typeof createDatabase>>
let runtime: Awaited<ReturnType<typeof startRuntime>>

beforeAll(async () => {
  database = await createDatabase()
  await migrateUpTo(database.url, '0012_log_upkeep')
  const sql = postgres(database.url, { max: 1 })
  await sql`
    insert into dashboards (id, name, description, version, created_at, updated_at, deleted_at) values
      (${board}, 'Kept', 'from before', 7, ${at}, ${at}, null), (${gone}, 'Gone', '', 2, ${at}, ${at}, now())`
  const place = (y: number) => sql.json({ x: 0, y, width: 4, height: 2 })
  await sql`
    insert into widgets (id, dashboard_id, type, title, metric, config, position, created_at) values
      (${lower}, ${board}, 'counter', 'Orders', 'orders_rows', ${sql.json({ decimals: 1 })}, ${place(2)}, ${at}),
      (${widget}, ${board}, 'text', 'Note', null, ${sql.json({ text: 'x' })}, ${place(0)}, ${at})`
  await sql.end()
  runtime = await startRuntime({ DATABASE_URL: database.url })
})
afterAll(async () => {
  await runtime.stop()
  await database.drop()
})

it('200: a board from before there were versions has one, of what it was', async () => {
  const { data } = await versions(board)
  expect(data.versions).toEqual([{ n: 7, at, by: null, summary: 'As it was when versions began to be kept' }])
  expect((await version(board, 7)).data.widgets).toEqual([
    {
      id: widget,
      type: 'text',
      title: 'Note',
      metric: null,
      config: { text: 'x' },
      position: { x: 0, y: 0, width: 4, height: 2 },
    },
    {
      ...{ id: lower, type: 'counter', title: 'Orders', metric: 'orders_rows', config: { decimals: 1 } },
      position: { x: 0, y: 2, width: 4, height: 2 },
    },
  ])
  await patch(board, { body: { name: 'Renamed' } })
  expect((await restoreVersion(board, 7)).data).toMatchObject({ name: 'Kept', version: 9 })
})

it('200: a board that was deleted before there was a trash is in it, and comes back', async () => {
  expect((await list({ deleted: 'true' })).data.dashboards.map(({ id }) => id)).toEqual([gone])
  expect((await restore(gone)).data).toMatchObject({ name: 'Gone', version: 2 })
  expect((await versions(gone)).data.count).toBe(1)
})

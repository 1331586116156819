import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as acknowledgeRoute from '@/app/api/v1/datawatch/schema/changes/[id]/acknowledge/route'
import * as changeRoute from '@/app/api/v1/datawatch/schema/changes/[id]/route'
import * as changesRoute from '@/app/api/v1/datawatch/schema/changes/route'
import * as compareRoute from '@/app/api/v1/datawatch/schema/compare/route'
import * as ddlRoute from '@/app/api/v1/datawatch/schema/ddl/route'
import * as snapshotRoute from '@/app/api/v1/datawatch/schema/snapshots/[id]/route'
import * as snapshotsRoute from '@/app/api/v1/datawatch/schema/snapshots/route'
import * as statsRoute from '@/app/api/v1/datawatch/schema/stats/route'
import * as tablesRoute from '@/app/api/v1/datawatch/schema/tables/route'
import type {
  SchemaChange,
  SchemaChangeDetail,
  SchemaChangeList,
  SchemaTableDetail,
  SchemaTableList,
} from '@/lib/schemas/contract'
import type { Comparison, DdlAnswer, SchemaStats, Snapshot } from '@/lib/schemas/snapshot-contract'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, changesOf, tableAt, wordsOf } from '@/tests/support/schemas'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const post = <T>(
  route: { POST: Parameters<typeof call>[0] },
  path: string,
  body: unknown,
  params?: Record<string, string>,
) => call<T>(route.POST, path, { method: 'POST', body, params })
const ddl = (sql: string, more: Record<string, unknown> = {}) =>
  post<DdlAnswer>(ddlRoute, '/schema/ddl', { sql, ...more })
const changed = (query: Record<string, string>) =>
  call<SchemaChangeList>(changesRoute.GET, '/schema/changes', { query })
const getChange = (id: string) => call<SchemaChangeDetail>(changeRoute.GET, `/schema/changes/${id}`, { params: { id } })

describe('a table that is declared', () => {
  const body = {
    database: 'crm',
    schema: 'public',
    table: 'leads',
    columns: [
      { name: 'id', type: 'bigint', nullable: false, primary_key: true },
      { name: 'score', type: 'integer', nullable: false, default: '0' },
    ],
  }
  test('201: is known, and declared again it tells what differs', async () => {
    const made = await post<SchemaTableDetail>(tablesRoute, '/schema/tables', body)
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({ origin: 'declared', primary_key: ['id'], version: 1, changes_count: 0 })
    expect(made.data.columns[1]).toMatchObject({ type: 'integer', normal_type: 'int32', nullable: false, default: '0' })
    const score = { name: 'score', type: 'smallint', nullable: false, default: '0' }
    await post(tablesRoute, '/schema/tables', { ...body, columns: [body.columns[0], score] })
    expect((await changesOf('leads')).map(({ words, compatibility }) => [words, compatibility])).toEqual([
      ['leads.score became smallint (was integer)', 'breaking'],
    ])
  })
  test.each([
    ['no columns', { ...body, columns: [] }],
    ['two of one name', { ...body, columns: [{ name: 'a' }, { name: 'a' }] }],
    ['a key that is no column', { ...body, primary_key: ['uid'] }],
    ['an unknown key', { ...body, colour: 'red' }],
  ])('422: %s', async (_name, given) => expect((await post(tablesRoute, '/schema/tables', given)).status).toBe(422))
  test('404: names the place that was meant', async () => {
    const answer = await tableAt('-', '-', 'leads')
    expect([answer.status, answer.json.detail]).toEqual([
      404,
      'No table leads is known; did you mean crm/public/leads?',
    ])
  })
  test('200: is found by its name, with or without its schema, and by a column', async () => {
    for (const query of [{ table: 'leads' }, { table: 'public.leads' }, { q: 'scor' }] as Record<string, string>[]) {
      const { data } = await call<SchemaTableList>(tablesRoute.GET, '/schema/tables', { query })
      expect(data.tables.map(({ table }) => table)).toEqual(['leads'])
    }
  })
})

describe('a statement', () => {
  test('200: is applied, and those about no table are skipped', async () => {
    const answer = await ddl('CREATE TABLE depots (id serial primary key, city text); GRANT SELECT ON depots TO x', {
      database: 'erp',
      schema: 'public',
    })
    expect([answer.status, answer.data.statements, answer.data.skipped]).toEqual([200, 2, 1])
    expect(answer.data.changes.map(({ words }) => words)).toEqual(['depots was created'])
    expect((await tableAt('erp', 'public', 'depots')).data).toMatchObject({ origin: 'ddl', columns_count: 2 })
  })
  test('200: of MySQL, told by its words', async () => {
    const answer = await ddl(
      'CREATE TABLE `bins` (`id` int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`)) ENGINE=InnoDB',
    )
    expect([answer.status, answer.data.dialect]).toEqual([200, 'mysql'])
  })
  test.each([
    ['postgresql', 'ALTER TABLE depots\n  ADD COLUMN;', 2, 13],
    ['mysql', 'ALTER TABLE depots ADD COLUMN a int;\nALTER TABLE depots DROP;', 2, 24],
  ])('422: of %s that cannot be read, with its place, and nothing is applied', async (dialect, sql, line, column) => {
    const answer = await ddl(sql, { dialect, database: 'erp', schema: 'public' })
    expect([answer.status, answer.json.line, answer.json.column]).toEqual([422, line, column])
    expect(await wordsOf('depots')).toEqual(['depots was created'])
  })
})

describe('what is open', () => {
  let broken: SchemaChange
  beforeAll(async () => {
    await ddl('CREATE TABLE fares (id int, price numeric(8,2))', { timestamp: at(0) })
    const { data } = await ddl('ALTER TABLE fares ALTER price TYPE integer', { timestamp: at(100) })
    broken = data.changes[0]!
  })
  test('200: is counted, and found by what it is', async () => {
    expect(broken).toMatchObject({
      compatibility: 'breaking',
      severity: 'high',
      reason: 'Fractions are lost',
      open: true,
    })
    const { data: stats } = await call<SchemaStats>(statsRoute.GET, '/schema/stats')
    expect(stats).toMatchObject({ alert_on_breaking: true, open_breaking: expect.any(Number) })
    const asked = { table: 'fares', kind: 'type_changed', compatibility: 'breaking', severity: 'high', open: 'true' }
    expect((await changed(asked)).data.changes.map(({ id }) => id)).toEqual([broken.id])
    expect((await changed({ table: 'fares', from: at(101) })).data.count).toBe(0)
    expect((await changed({ from: at(5), to: at(1) })).status).toBe(400)
  })
  test('200: until somebody acknowledges it, and the first stands', async () => {
    const say = (user: string) =>
      post<SchemaChange>(
        acknowledgeRoute,
        `/schema/changes/${broken.id}/acknowledge`,
        { user, note: `by ${user}` },
        { id: broken.id },
      )
    expect((await say('kim')).data).toMatchObject({
      acknowledged: true,
      acknowledged_by: 'kim',
      note: 'by kim',
      open: false,
    })
    expect((await say('alex')).data).toMatchObject({ acknowledged_by: 'kim', note: 'by kim' })
  })
  test('pages of changes hold each change once', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: SchemaChangeList } = await changed({ limit: '2', ...(cursor ? { cursor } : {}) })
      seen.push(...page.data.changes.map(({ id }) => id))
      cursor = page.data.next_cursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(4)
    expect((await changed({ cursor: 'bm9uc2Vuc2U' })).status).toBe(400)
  })
  test.each(['nonsense', '01a22990-9b19-70f9-92a4-2b7ffb8bad6a'])('404: %s', async (id) =>
    expect((await getChange(id)).status).toBe(404),
  )
})

describe('snapshots and moments', () => {
  test('201: a copy stays as it was, and differs from now by what changed', async () => {
    await ddl('CREATE TABLE ports (id int, name varchar(50), depth int)', { timestamp: at(0) })
    const kept = await post<Snapshot>(snapshotsRoute, '/schema/snapshots', { name: 'before', table: 'ports' })
    expect([kept.status, kept.data.tables_count]).toEqual([201, 1])
    await ddl('ALTER TABLE ports RENAME name TO title; ALTER TABLE ports ALTER title TYPE varchar(20), DROP depth', {})
    const read = await call<Snapshot>(snapshotRoute.GET, '/schema/snapshots', { params: { id: kept.data.id } })
    expect(read.data.tables[0]!.columns.map(({ name }) => name)).toEqual(['id', 'name', 'depth'])
    const compare = (query: Record<string, string>) => call<Comparison>(compareRoute.GET, '/schema/compare', { query })
    for (const from of [kept.data.id, at(1)]) {
      const { data } = await compare({ from, table: 'ports' })
      expect(data.tables.flatMap(({ changes }) => changes.map(({ words }) => words))).toEqual([
        'ports.name was renamed to title',
        'ports.depth was dropped (integer)',
        'ports.title became character varying(20) (was character varying(50))',
      ])
    }
    expect((await compare({ from: 'now', table: 'ports' })).data.tables).toEqual([])
    expect((await compare({ from: 'yesterday' })).status).toBe(400)
    expect((await compare({ from: '01a22990-9b19-70f9-92a4-2b7ffb8bad6a' })).status).toBe(404)
    expect((await post(snapshotsRoute, '/schema/snapshots', { name: 'x', table: 'nowhere' })).status).toBe(404)
  })
})

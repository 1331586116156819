import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killDatawatch, startDatawatch } from '@/tests/support/datawatch'
import { listen } from '@/tests/support/http-server'
import { startRuntime } from '@/tests/support/runtime'
import { temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('cli-ingest')
const path = (name: string) => join(place.folder, name)
let runtime: Awaited<ReturnType<typeof startRuntime>>
let server: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  runtime = await startRuntime()
  server = await listen()
})
afterAll(async () => {
  await server.close()
  await runtime.stop()
  place.remove()
})

const env = () => ({ DATAWATCH_URL: server.url, XDG_STATE_HOME: path('state') })
const run = async (...args: string[]) => {
  const { code, out, err } = await startDatawatch(['ingest', ...args], env()).ended
  return { code, out: out.toString(), err }
}
const summary = async (...args: string[]) => {
  const { code, out, err } = await run(...args, '--json')
  expect(out, err).not.toBe('')
  return { code, err, told: JSON.parse(out) as Record<string, unknown> & { errors: { line: number; code: string }[] } }
}
type Stored = { type: string; at: string; row_key: string | null; after: Record<string, unknown> | null; id: string }
const stored = (table: string) =>
  runtime.db.$client<Stored[]>`select type, event_at as at, row_key, after, event_id as id from events
    join source_tables on source_tables.id = events.table_id where name = ${table} order by event_at, uid`

const rowsOf = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, at) => `${from + at},${(from + at) / 4},paid,2026-03-01T10:00:${String(at % 60).padStart(2, '0')}Z`,
  )
const head = 'id,amount,status,created_at'

test('0: rows of CSV become events of their own times, exact to the last digit; sent twice they count once', async () => {
  const text = `${head},note\r\n1,12345678901234567890.12,paid,2026-03-01 10:00:00,"a, ""b""\nc"\r\n2,0.5,open,2026-03-02,007\r\n`
  writeFileSync(path('orders.csv'), text)
  const given = [path('orders.csv'), '--key', 'id', '--time-column', 'created_at']
  const first = await summary(...given)
  expect(first).toMatchObject({ code: 0, told: { read: 2, accepted: 2, duplicates: 0, rejected: 0, complete: true } })
  const [one, two] = await stored('orders')
  expect(one).toMatchObject({ type: 'INSERT', row_key: '{"id":"1"}' })
  expect(new Date(one!.at).toISOString()).toBe('2026-03-01T10:00:00.000Z')
  expect(two!.after).toMatchObject({ id: 2, amount: 0.5, status: 'open', note: '007' })
  const [{ raw }] = (await runtime.db
    .$client`select after->>'amount' as raw from events where event_id = ${one!.id}`) as unknown as [{ raw: string }]
  expect(raw).toBe('12345678901234567890.12')
  expect(one!.after!.note).toBe('a, "b"\nc')
  expect(await summary(...given)).toMatchObject({ code: 0, told: { accepted: 0, duplicates: 2 } })
  expect(await stored('orders')).toHaveLength(2)
})

test('0: rows that are alike stay apart without a key, and are the same row with one', async () => {
  writeFileSync(path('visits.csv'), 'page\n/\n/\n/\n')
  expect((await summary(path('visits.csv'))).told).toMatchObject({ accepted: 3, duplicates: 0 })
  expect((await summary(path('visits.csv'))).told).toMatchObject({ accepted: 0, duplicates: 3 })
  writeFileSync(path('pages.csv'), 'page\n/\n/\n')
  expect((await summary(path('pages.csv'), '--key', 'page')).told).toMatchObject({ accepted: 1, duplicates: 1 })
})

test('1: bad lines are told with their place and kept apart, the others are stored', async () => {
  const text = `${head}\n1,2,paid,2026-03-01T10:00:00Z\n2,3\n3,4,"paid,2026-03-01T10:00:00Z\n4,5,paid,yesterday\n5,6,paid,2026-03-01T10:00:00Z\n`
  writeFileSync(path('bad.csv'), text)
  const { code, told } = await summary(
    path('bad.csv'),
    '--time-column',
    'created_at',
    '--rejects',
    path('rejected.csv'),
  )
  expect({ code, told }).toMatchObject({ code: 1, told: { accepted: 2, rejected: 3 } })
  expect(told.errors.map(({ line, code: why }) => [line, why])).toEqual([
    [3, 'wrong_fields'],
    [4, 'bad_quotes'],
    [5, 'invalid_timestamp'],
  ])
  expect(readFileSync(path('rejected.csv'), 'utf8').trim().split('\n')).toEqual([head, ...text.split('\n').slice(2, 5)])
})

test('1: what the server refuses is told with its line too, however many there are', async () => {
  const good = JSON.stringify({
    type: 'INSERT',
    table: 'tickets',
    timestamp: '2026-03-01T10:00:00Z',
    id: 'g',
    after: { id: 1 },
  })
  const bad = Array.from({ length: 150 }, (_, at) =>
    JSON.stringify({ type: 'INSERT', table: 'tickets', timestamp: 'now', id: `b${at}`, after: {} }),
  )
  writeFileSync(path('tickets.ndjson'), `${[...bad, good].join('\n')}\n`)
  const { code, told } = await summary(path('tickets.ndjson'), '--rejects', path('tickets.rejected'))
  expect({ code, told }).toMatchObject({ code: 1, told: { accepted: 1, rejected: 150 } })
  expect(told.errors[0]).toMatchObject({ line: 1, code: 'invalid_timestamp' })
  expect(readFileSync(path('tickets.rejected'), 'utf8').trim().split('\n')).toEqual(bad)
})

test('0: JSON in a list, packed, in the format of a connector, and through a pipe', async () => {
  const change = (id: number) => ({
    op: 'c',
    ts_ms: 1_772_359_200_000,
    before: null,
    after: { id },
    source: { connector: 'mysql', db: 'shop', table: 'carts', file: 'bin.1', pos: id, row: 0 },
  })
  const list = JSON.stringify([change(1), change(2), change(3)], null, 1)
  writeFileSync(path('carts.json.gz'), gzipSync(list))
  expect((await summary(path('carts.json.gz'), '--format', 'debezium')).told).toMatchObject({ read: 3, accepted: 3 })
  const piped = await startDatawatch(['ingest', '-', '--json'], env(), { input: list }).ended
  expect(JSON.parse(piped.out.toString())).toMatchObject({ read: 3, accepted: 0, duplicates: 3 })
  expect((await stored('carts')).length).toBe(3)
})

test('a killed run goes on with --resume where the server had taken everything, and nothing is lost or doubled', async () => {
  const rows = rowsOf(4000)
  writeFileSync(path('big.csv'), `${head}\n${rows.join('\n')}\n`)
  const given = ['ingest', path('big.csv'), '--time-column', 'created_at', '--batch', '200', '--resume']
  const killed = startDatawatch(given, env())
  for (;;) {
    const [row] = await runtime.db
      .$client`select count(*)::int as stored from events join source_tables on source_tables.id = events.table_id where name = 'big'`
    if (Number(row!.stored) >= 800) break
  }
  await killDatawatch(killed)
  const { told } = await summary(...given.slice(1))
  expect(Number(told.resumed_from_line)).toBeGreaterThan(200)
  expect(told).toMatchObject({ rejected: 0, complete: true })
  expect(Number(told.read)).toBeLessThan(4000)
  const found = await stored('big')
  expect(new Set(found.map(({ after }) => after!.id)).size).toBe(4000)
  expect(found).toHaveLength(4000)
  const again = await summary(...given.slice(1))
  expect(again.told).toMatchObject({ read: 0, accepted: 0, complete: true })
}, 60_000)

test('a server that goes away meanwhile is waited for', async () => {
  const port = Number(new URL(server.url).port)
  writeFileSync(path('waited.csv'), `${head}\n${rowsOf(1200).join('\n')}\n`)
  const sent = startDatawatch(
    ['ingest', path('waited.csv'), '--time-column', 'created_at', '--speed', '30x', '--json'],
    env(),
  )
  for (;;) {
    const [row] = await runtime.db
      .$client`select count(*)::int as stored from events join source_tables on source_tables.id = events.table_id where name = 'waited'`
    if (Number(row!.stored) > 0) break
  }
  await server.close()
  server = await listen(port)
  const { code, out } = await sent.ended
  expect({ code, told: JSON.parse(out.toString()) }).toMatchObject({ code: 0, told: { read: 1200, rejected: 0 } })
  expect(await stored('waited')).toHaveLength(1200)
})

test('with --shift-to-now events happen at the pace of their times, and a second run is new data', async () => {
  const rows = [0, 10, 20].map((second) => `${second},1,paid,2024-01-01T00:00:${String(second).padStart(2, '0')}Z`)
  writeFileSync(path('replayed.csv'), `${head}\n${rows.join('\n')}\n`)
  const startedAt = Date.now()
  const given = [path('replayed.csv'), '--time-column', 'created_at', '--speed', '20x', '--shift-to-now']
  expect((await summary(...given)).told).toMatchObject({ accepted: 3 })
  const times = (await stored('replayed')).map(({ at }) => new Date(at).getTime())
  expect(times[0]).toBeGreaterThanOrEqual(startedAt)
  expect([times[1]! - times[0]!, times[2]! - times[0]!]).toEqual([500, 1000])
  expect((await summary(...given)).told).toMatchObject({ accepted: 3, duplicates: 0 })
})

test.each([
  [['nowhere.csv'], 2, 'nowhere.csv cannot be read (ENOENT)'],
  [['package.json', '--shift-to-now'], 2, '--shift-to-now needs a --speed'],
  [['-', '--resume'], 2, '--resume needs a file'],
  [['package.json', '--as', 'cvs'], 2, 'Allowed choices are csv, jsonl, json'],
  [['package.json', '--table', 'x', '--url', 'http://127.0.0.1:1'], 3, 'http://127.0.0.1:1 is not reachable'],
])('%j ends with %i', async (args, code, message) => {
  const ended = await run(...args)
  expect({ code: ended.code, err: ended.err }).toEqual({ code, err: expect.stringContaining(message) })
})

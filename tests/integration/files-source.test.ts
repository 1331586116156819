import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type FilesSource, filesSource } from '@/lib/config/files-source'
import { ingestEvents } from '@/lib/events/service/ingest'
import { createContext } from '@/lib/runtime/runtime'
import { listSources } from '@/lib/sources/service/list'
import { type Sources, startSources } from '@/lib/sources/service/start'
import { listLetters } from '@/tests/support/dead-letters'
import { startRuntime } from '@/tests/support/runtime'
import { temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('files-source')
let runtime: Awaited<ReturnType<typeof startRuntime>>
let running: Sources | undefined
beforeAll(async () => {
  runtime = await startRuntime()
})
afterEach(async () => {
  await running?.stop()
  running = undefined
})
afterAll(async () => {
  await runtime.stop()
  place.remove()
})

const contextOf = (source: FilesSource) => {
  const context = createContext({ kind: 'system', name: 'system' })
  return { ...context, config: { ...context.config, sources: [source] } }
}
/** Follows a folder of its own under the name of the test's source. */
function follow(name: string, given: Partial<FilesSource> = {}) {
  const folder = join(place.folder, name)
  mkdirSync(folder, { recursive: true })
  const source = filesSource.parse({ name, type: 'files', path: folder, ...given })
  const start = () => {
    running = startSources({ makeContext: () => contextOf(source), ingest: ingestEvents })
    return running.refresh()
  }
  return { folder, source, start, file: (file: string) => join(folder, file) }
}
type Row = { after: { id: number }; source: string; at: string }
const stored = (table: string) =>
  runtime.db.$client<Row[]>`select after, source, event_at as at from events
    join source_tables on source_tables.id = events.table_id where name = ${table} order by event_at, uid`
async function until<T>(look: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await look()
    if (enough(found) || tries === 300) return found
    await pause(50)
  }
}
const atLeast = (count: number) => (rows: readonly unknown[]) => rows.length >= count
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `${from + at},2026-03-01T10:00:00Z\n`).join('')
const head = 'id,at\n'

test('files of a folder are read, packed ones too, and those that come later; each once', async () => {
  const { start, file, source } = follow('shop', { time_column: 'at', key: ['id'] })
  writeFileSync(file('orders.csv'), head + lines(0, 1200))
  writeFileSync(file('2026-03_orders.csv.gz'), gzipSync(head + lines(1200, 1300)))
  writeFileSync(file('notes.txt'), 'nothing')
  await start()
  await until(() => stored('orders'), atLeast(1300))
  writeFileSync(file('.later'), `{"id":1300,"at":"2026-03-01T10:00:00Z"}\n`)
  renameSync(file('.later'), file('orders-2.jsonl'))
  const rows = await until(() => stored('orders'), atLeast(1301))
  expect(rows.map(({ after }) => Number(after.id)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1301 }, (_, at) => at),
  )
  expect(new Set(rows.map((row) => row.source))).toEqual(new Set(['shop']))
  const told = async () => (await listSources(contextOf(source))).sources.find(({ name }) => name === 'shop')
  await expect.poll(told).toMatchObject({ state: 'streaming', position: 'orders-2.jsonl, line 2' })
})

test('a bad line is a dead letter and no stop', async () => {
  const { start, file } = follow('bad', { table: 'bad_rows', time_column: 'at' })
  writeFileSync(file('x.csv'), `${head}1,2026-03-01T10:00:00Z\n2\n3,yesterday\n4,2026-03-01T10:00:00Z\n`)
  await start()
  expect((await until(() => stored('bad_rows'), atLeast(2))).map(({ after }) => after.id)).toEqual([1, 4])
  const { data } = await until(
    () => listLetters({ source: 'bad' }),
    ({ data: found }) => found.dead_letters.length >= 2,
  )
  expect(data.dead_letters.map(({ code, message }) => [code, message.slice(0, 6)]).sort()).toEqual([
    ['invalid_timestamp', 'line 4'],
    ['wrong_fields', 'line 3'],
  ])
})

test('a process that died after the commit and before its place was kept goes on without a loss or a double', async () => {
  const { start, file } = follow('killed', { table: 'killed', time_column: 'at' })
  writeFileSync(file('x.csv'), head + lines(0, 1600))
  await start()
  await until(() => stored('killed'), atLeast(600))
  await running!.stop()
  await runtime.db
    .$client`update file_positions set position = ${head.length}, line = 2, is_done = false where source = 'killed'`
  await start()
  await until(() => runtime.db.$client`select 1 from file_positions where source = 'killed' and is_done`, atLeast(1))
  const rows = await stored('killed')
  expect(rows).toHaveLength(1600)
  expect(new Set(rows.map(({ after }) => after.id)).size).toBe(1600)
})

test('a file that grows is read on, whole lines alone; another file under its name from its start', async () => {
  const { start, file } = follow('grown', { table: 'grown', time_column: 'at', follow: true })
  writeFileSync(file('x.csv'), head + lines(0, 3))
  await start()
  await until(() => stored('grown'), atLeast(3))
  appendFileSync(file('x.csv'), `${lines(3, 5)}5,2026-03`)
  await until(() => stored('grown'), atLeast(5))
  appendFileSync(file('x.csv'), '-01T10:00:00Z\n')
  expect((await until(() => stored('grown'), atLeast(6))).map(({ after }) => after.id)).toEqual([0, 1, 2, 3, 4, 5])
  writeFileSync(file('x.csv'), `at,id\n2026-03-01T10:00:00Z,99\n`)
  expect((await until(() => stored('grown'), atLeast(7))).at(-1)!.after.id).toBe(99)
})

test('events keep the distances of their times over the speed', async () => {
  const { start, file } = follow('paced', { table: 'paced', time_column: 'at', speed: '60x' })
  writeFileSync(file('x.csv'), `${head}1,2026-03-01T10:00:00Z\n2,2026-03-01T10:02:00Z\n`)
  await start()
  await until(() => stored('paced'), atLeast(1))
  const [arrivals] = await until(
    () => runtime.db.$client<
      { apart: number | null }[]
    >`select extract(epoch from max(received_at) - min(received_at))::float8 as apart
      from events join source_tables on source_tables.id = events.table_id where name = 'paced' having count(*) = 2`,
    atLeast(1),
  )
  expect(arrivals!.apart).toBeGreaterThanOrEqual(1.9)
})

test('a folder that is not there is waited for, and said', async () => {
  const { start } = follow('absent', { path: join(place.folder, 'nowhere'), table: 'x' })
  await start()
  const status = async () => running!.status()[0]
  expect(await until(status, (found) => found?.state === 'waiting' && found.detail !== '')).toMatchObject({
    state: 'waiting',
    detail: expect.stringContaining('nowhere is not there yet'),
  })
})

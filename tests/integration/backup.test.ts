import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '@/lib/config/load'
import { BackupError } from '@/lib/db/backup/manifest'
import { restoreBackup } from '@/lib/db/backup/restore-backup'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { boot } from '@/lib/runtime/boot'
import type { Runtime } from '@/lib/runtime/runtime'
import { addChannel } from '@/tests/support/alert-channels'
import { datawatch, killDatawatch, startDatawatch } from '@/tests/support/datawatch'
import { ingest, insertEvent } from '@/tests/support/http'
import { killServer, postmasterOf, temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('backup', (folder) => {
  for (const name of readdirSync(folder)) killServer(join(folder, name, 'postgres/data'))
})
const path = (name: string) => join(place.folder, name)
const envOf = (name: string) => ({
  DATAWATCH_DATABASE_DATA_DIR: path(name),
  DATAWATCH_CONFIG: path('datawatch.yaml'),
  DATAWATCH_LOG_LEVEL: 'error',
  DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1',
})
const silent = { info: () => {}, warn: () => {} }

/** Opens the database of a data folder, as a start does, for as long as it is looked at. */
async function within<T>(name: string, look: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir: path(name), log: silent })
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  try {
    return await look(sql)
  } finally {
    await sql.end()
    await server.stop()
  }
}

const countIn = (sql: postgres.Sql) =>
  sql<{ events: number }[]>`select count(*)::int as events from events`.then(([row]) => row!.events)
const eventsOf = (name: string) => within(name, countIn)

let runtime: Runtime
const counts = { before: 0, after: 0 }
let said = ''

beforeAll(async () => {
  writeFileSync(path('datawatch.yaml'), '')
  const settings = loadConfig({ cwd: place.folder, env: { NODE_ENV: 'test', ...envOf('first') } })
  chmodSync(path('first'), 0o711)
  const thread = join(process.cwd(), 'bin/detection-thread.mjs')
  runtime = await boot(settings, (options) => new Worker(thread, options))
  const headers = { Authorization: 'Bearer very-secret' }
  const config = { url: 'http://127.0.0.1/in', headers }
  expect((await addChannel({ name: 'hook', type: 'webhook', config })).status).toBe(201)
  const batch = () => Array.from({ length: 200 }, () => insertEvent())
  await ingest(batch())
  let writing = true
  const writer = (async () => {
    for (; writing; await pause(20)) await ingest(batch())
  })()
  counts.before = await countIn(runtime.db.$client)
  const { code, err } = await datawatch(['backup', path('backup.tgz')], envOf('first'))
  said = err
  expect(code, err).toBe(0)
  writing = false
  await writer
  counts.after = await countIn(runtime.db.$client)
})
afterAll(async () => {
  await runtime.stop()
  place.remove()
})

test('0: a backup is taken while events are stored, with the secrets, for nobody else to read', () => {
  expect(said).toMatch(/\d+ files, [\d.]+ MiB, [\d.]+ MiB packed, as of .*; PostgreSQL 18/)
  expect(said).toContain('Among them the secrets session.secret: whoever has the file can use them')
  expect(statSync(path('backup.tgz')).mode & 0o777).toBe(0o600)
  expect(existsSync(path('backup.tgz.part'))).toBe(false)
})

test('0: it is whole', async () => {
  const { code, err } = await datawatch(['restore', path('backup.tgz'), '--check'], envOf('nothing'))
  expect([code, err]).toEqual([0, expect.stringMatching(/is whole: [\d,]+ files, .*PostgreSQL 18/)])
  expect(existsSync(path('nothing'))).toBe(false)
})

const restore = (name: string, file: string) =>
  restoreBackup({
    dataDir: path(name),
    input: createReadStream(path(file)),
    version: '0.1.0',
    now: () => new Date(),
    discards: false,
    begun: () => {},
    told: () => {},
    recovering: () => {},
    check: async () => {},
    keepSecrets: () => {},
  })

test('DataWatch runs on the folder: refused, saying which process', async () => {
  await expect(restore('first', 'backup.tgz')).rejects.toThrow(`is in use by process ${process.pid}`)
})

describe('restored into an empty folder', () => {
  beforeAll(async () => {
    const { code, err } = await datawatch(['restore', path('backup.tgz')], envOf('second'))
    said = err
    expect(code, err).toBe(0)
  })

  test('it has the events of a moment while the backup was taken, and its secrets', async () => {
    const events = await eventsOf('second')
    expect(events).toBeGreaterThanOrEqual(counts.before)
    expect(events).toBeLessThanOrEqual(counts.after)
    expect(events % 200).toBe(0)
    expect(said).toContain(`It opens: events ${new Intl.NumberFormat('en').format(events)} (`)
    expect(said).toContain('Its secrets are those of this data folder now')
    expect(said).not.toContain('opens with none')
    const secret = (name: string) => readFileSync(join(path(name), 'session.secret'), 'utf8')
    expect(secret('second')).toBe(secret('first'))
  })

  test('its metrics are what a recount of its events comes to', async () => {
    const { code, out, err } = await datawatch(['rebuild', '--check', '--json'], envOf('second'))
    expect(code, err).toBe(0)
    expect(JSON.parse(out.toString())).toMatchObject({ equal: true, complete: true, different_buckets: 0 })
  })

  const backup = () => readFileSync(path('backup.tgz'))

  test('a backup that is cut off: refused, and the data stays', async () => {
    writeFileSync(path('damaged.tgz'), backup().subarray(0, Math.floor(backup().length * 0.9)))
    await expect(restore('second', 'damaged.tgz')).rejects.toThrow(new BackupError('it is cut off'))
    expect(readdirSync(path('second/postgres'))).toEqual(['data'])
  })

  test('1: a backup with a flipped bit: refused, and the data stays', async () => {
    const bytes = backup()
    bytes[bytes.length - 9000]! ^= 4
    writeFileSync(path('damaged.tgz'), bytes)
    const { code, err } = await datawatch(['restore', path('damaged.tgz')], envOf('second'))
    expect([code, err]).toEqual([1, expect.stringContaining('damaged.tgz cannot be restored: ')])
    expect(readdirSync(path('second/postgres'))).toEqual(['data'])
  })

  test('PostgreSQL runs on the folder without a DataWatch: refused, saying which process', async () => {
    const owner = spawn(process.execPath, ['--import', 'tsx', 'tests/support/database-owner.ts', path('second')])
    await once(owner.stdout, 'data')
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const pid = postmasterOf(path('second/postgres/data'))
    await expect(restore('second', 'backup.tgz')).rejects.toThrow(`PostgreSQL (process ${pid}) runs on`)
    expect(await eventsOf('second')).toBeGreaterThan(0)
  })

  test.each([
    ['unpacked', '% '],
    ['recovered', 'All of it is whole'],
  ])(
    'a restore killed while it is %s: the next start has the data of before, and nothing else',
    async (_name, when) => {
      await within('second', (sql) => sql`create table if not exists kept_by_hand as select 1 as one`)
      const command = startDatawatch(['restore', path('backup.tgz')], envOf('second'))
      await command.said(when)
      await killDatawatch(command)
      expect(await within('second', (sql) => sql`select one from kept_by_hand`)).toEqual([{ one: 1 }])
      expect(readdirSync(path('second/postgres'))).toEqual(['data'])
    },
  )

  test('0: a backup from standard output without secrets takes the place of what is there, which is kept', async () => {
    const backup = await datawatch(['backup', '-', '--without-secrets'], envOf('first'))
    expect([backup.code, backup.err]).toEqual([0, expect.stringContaining('Without secrets')])
    writeFileSync(path('piped.tgz'), backup.out)
    const { code, err } = await datawatch(['restore', path('piped.tgz')], envOf('second'))
    expect(code, err).toBe(0)
    const kept = readdirSync(path('second/postgres')).find((name) => name.startsWith('data.before-restore-'))
    expect(err).toContain(`What was there before is in ${path('second/postgres')}/${kept}`)
    expect(await eventsOf('second')).toBe(counts.after)
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { isRunning, machine } from '@/lib/db/launcher/process-facts'

type Database = Awaited<ReturnType<typeof startEmbeddedPostgres>>

let dataDir = ''
let said: string[] = []
const running: Database[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'datawatch-embedded-'))
  chmodSync(dataDir, 0o711)
  said = []
})

afterEach(async () => {
  await Promise.all(children.splice(0).map(killed))
  if (running.length === 0) await start()
  for (const database of running.splice(0)) await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start() {
  const log = { info: (message: string) => said.push(message), warn: (message: string) => said.push(message) }
  const database = await startEmbeddedPostgres({ dataDir, log })
  running.push(database)
  return database
}

function killed(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  return once(child, 'exit')
}

async function stop(database: Database) {
  running.splice(running.indexOf(database), 1)
  await database.stop()
}

async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(statement))].map((row) => ({ ...row }))
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function spawnOwner() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/database-owner.ts', dataDir])
  children.push(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const up = async () => {
    for (const until = Date.now() + 20_000; Date.now() < until && !output.includes('\n'); ) await pause(10)
    return output.trim()
  }
  return { child, up, ended, errors: () => errors }
}

const postmasterPid = () => Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

test('a first start: a real server, on the loopback only, ready for logical replication', async () => {
  const database = await start()
  const [row] = await query(
    database.url,
    `SELECT current_database() AS name, current_setting('wal_level') AS wal, current_setting('listen_addresses') AS host,
            current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
            current_setting('fsync') AS fsync, current_setting('max_connections')::int AS connections`,
  )
  expect(row).toEqual({
    name: 'datawatch',
    wal: 'logical',
    host: '127.0.0.1',
    encoding: 'UTF8',
    zone: 'UTC',
    fsync: 'on',
    connections: 60,
  })
  expect(readFileSync(join(dataDir, 'postgres.url'), 'utf8')).toBe(`${database.url}\n`)
  for (const file of ['postgres.url', 'postgres.password']) {
    expect(statSync(join(dataDir, file)).mode & 0o777, file).toBe(0o600)
  }
  await expect(query(database.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password')
})

test('a restart: the data, the port and the address stay', async () => {
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await stop(first)
  expect(existsSync(join(dataDir, 'postgres.url'))).toBe(false)
  expect(existsSync(join(dataDir, 'owner.json'))).toBe(false)

  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('the remembered port is taken by then: another one', async () => {
  const first = await start()
  await stop(first)
  const squatter = createServer().listen(first.port, '127.0.0.1')
  await once(squatter, 'listening')
  const second = await start()
  expect(second.port).not.toBe(first.port)
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  squatter.close()
})

test('a killed owner: its server is taken over with all that was committed', async () => {
  const owner = spawnOwner()
  const url = await owner.up()
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS n')
  const pid = postmasterPid()
  owner.child.kill('SIGKILL')
  await owner.ended

  const database = await start()
  expect(database.url).toBe(url)
  expect(postmasterPid()).toBe(pid)
  expect(said.join()).toContain('taken over')
  expect(await query(url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
})

test('a killed owner and a frozen server: it is replaced, nothing committed is lost', async () => {
  const owner = spawnOwner()
  const url = await owner.up()
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS n')
  const pid = postmasterPid()
  owner.child.kill('SIGKILL')
  await owner.ended
  process.kill(pid, 'SIGSTOP')

  const database = await start()
  expect(postmasterPid()).not.toBe(pid)
  expect(await query(database.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
})

test('a second owner: refused within 5 s, told whose the folder is, and the first is not disturbed', async () => {
  const database = await start()
  const begun = Date.now()
  const second = spawnOwner()
  expect(await second.ended).toBe(1)
  expect(Date.now() - begun).toBeLessThan(5000)
  expect(second.errors()).toContain(`is in use by process ${process.pid}`)
  expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('five at once: one owner, the others are refused', async () => {
  const five = Array.from({ length: 5 }, () => spawnOwner())
  const outcomes = await Promise.all(
    five.map(({ up, ended }) =>
      Promise.race([up().then((url) => (url ? 'owner' : 'late')), ended.then(() => 'refused')]),
    ),
  )
  expect(outcomes.toSorted()).toEqual(['owner', 'refused', 'refused', 'refused', 'refused'])
})

test('a lock whose process id is another program by now: taken over', async () => {
  const other = { pid: process.ppid, identity: 'an earlier boot:1', machine, command: 'x', since: '', token: 'x' }
  writeFileSync(join(dataDir, 'owner.json'), JSON.stringify(other))
  const database = await start()
  expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test.each([
  ['of a process that is dead', () => '999999999'],
  ['of another program', () => String(process.pid)],
  ['cut off', () => ''],
])('a postmaster.pid %s: removed', async (_name, pid) => {
  await stop(await start())
  const file = join(dataDir, 'postgres/data/postmaster.pid')
  writeFileSync(file, pid() && `${pid()}\n${dataDir}/postgres/data\n1\n15999\n\n127.0.0.1\n1 1\nready\n`)
  const database = await start()
  expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('the server is killed under us: it comes back on the same address', async () => {
  const database = await start()
  await query(database.url, 'CREATE TABLE kept AS SELECT 1 AS n')
  process.kill(postmasterPid(), 'SIGKILL')
  await expect
    .poll(() => query(database.url, 'SELECT n FROM kept').catch(() => []), { timeout: 20_000 })
    .toEqual([{ n: 1 }])
  expect(said.join()).toContain('starting it again')
})

test('a first start that was cut off: what it left is cleared away', async () => {
  const owner = spawnOwner()
  for (const until = Date.now() + 20_000; Date.now() < until && !existsSync(join(dataDir, 'postgres')); ) await pause(1)
  owner.child.kill('SIGKILL')
  await owner.ended
  const database = await start()
  expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('SIGTERM to the owner: the server ends with it', async () => {
  const owner = spawnOwner()
  await owner.up()
  const pid = postmasterPid()
  owner.child.kill('SIGTERM')
  expect(await owner.ended).toBe(0)
  expect(isRunning(pid)).toBe(false)
})

test.runIf(process.getuid?.() === 0)(
  'root, in a folder that nobody else can enter: the data rests elsewhere',
  async () => {
    chmodSync(dataDir, 0o700)
    const first = await start()
    const { folder } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { folder: string }
    expect(folder).toMatch(/^\/var\//)
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n')
    await stop(first)
    const second = await start()
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    await stop(second)
    rmSync(folder, { recursive: true, force: true })
    chmodSync(dataDir, 0o711)
  },
)

test('a folder that cannot be made: told so', async () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  const log = { info() {}, warn() {} }
  await expect(startEmbeddedPostgres({ dataDir: join(file, 'data'), log })).rejects.toThrow('cannot be used')
})

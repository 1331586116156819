import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awaitCompacted } from '@/tests/support/compacted'
import { datawatch as start } from '@/tests/support/datawatch'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingest(Array.from({ length: 20 }, () => insertEvent()))
  await awaitCompacted(runtime.db.$client)
})
afterAll(() => runtime.stop())

type Builder = { buildCommands(folder: string): Promise<string[]> }
type Ended = { code: number; out: string; err: string }
const datawatchIn = (cwd: string, args: string[]) =>
  new Promise<Ended>((ended) => {
    const env = { ...process.env, NODE_ENV: 'production' as const, DATABASE_URL: runtime.url }
    execFile(process.execPath, ['bin/datawatch.mjs', ...args], { cwd, env }, (error, out, err) => {
      ended({ code: error ? Number(error.code) : 0, out, err })
    })
  })

const datawatch = async (...args: string[]) => {
  const { code, out, err } = await start(args, { DATABASE_URL: runtime.url })
  return { code, out: out.toString(), err }
}

test('0: all is equal, as a text with figures', async () => {
  const { code, out, err } = await datawatch('rebuild', '--check')
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('20 raw events against') })
  expect(err).toContain('100 % 1 of 1 days, 20 events')
  expect(out).toContain('3 levels against the rows that are known: 0 differed')
})

test('1: a check found differences; 0: a rebuild made them equal; both as JSON', async () => {
  await runtime.db.$client`update rollups_1h set sum = sum + 1`
  const check = await datawatch('rebuild', '--check', '--json', '--table=orders')
  expect(check.code).toBe(1)
  expect(JSON.parse(check.out)).toMatchObject({
    mode: 'check',
    equal: false,
    complete: true,
    days: { equal: 0, different: 1, rebuilt: 0, expired: 0 },
    events: 20,
    examples: expect.arrayContaining([
      expect.objectContaining({ table: 'orders', resolution: 'samples_1h', bucket: '2026-03-01T10:00:00.000Z' }),
    ]),
  })
  const rebuild = await datawatch('rebuild', '--json')
  expect(rebuild.code).toBe(0)
  expect(JSON.parse(rebuild.out)).toMatchObject({ mode: 'rebuild', equal: true, days: { rebuilt: 1 } })
})

test('1: a level that its rows do not come to; 0: a rebuild set it, and writers go on from there', async () => {
  const sql = runtime.db.$client
  await sql`update levels set value = value + 3 where value > 0`
  const check = await datawatch('rebuild', '--check', '--json')
  expect(check.code).toBe(1)
  expect(JSON.parse(check.out).levels).toMatchObject({
    tables: { equal: 0, different: 1, rebuilt: 0 },
    compared: 3,
    different: 3,
    examples: expect.arrayContaining([
      { table: 'orders', schema: 'public', series: 'events INSERT', kept: '23', counted: '20' },
    ]),
  })
  const rebuild = await datawatch('rebuild', '--json')
  expect([rebuild.code, JSON.parse(rebuild.out).levels.tables]).toEqual([0, { equal: 0, different: 0, rebuilt: 1 }])
  await ingest([insertEvent()])
  const again = await datawatch('rebuild', '--check', '--json')
  expect([again.code, JSON.parse(again.out).levels.tables]).toEqual([0, { equal: 1, different: 0, rebuilt: 0 }])
})

test.each([
  [['rebild'], "unknown command 'rebild'"],
  [['rebuild', '--from=yesterday'], 'Expected a time such as 2026-03-01T00:00:00Z'],
  [['rebuild', '--chek'], '(Did you mean --check?)'],
])('2: %j', async (args, message) => {
  const { code, err } = await datawatch(...args)
  expect(code).toBe(2)
  expect(err).toContain(message)
})

test('0: what is built of a command runs without its sources, on the packages that production has', async () => {
  const { buildCommands }: Builder = await import(pathToFileURL('scripts/commands.mjs').href)
  const folder = mkdtempSync(join(tmpdir(), 'datawatch-image-'))
  try {
    const needed = await buildCommands(join(folder, '.next/commands'))
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
    const packages = needed
      .filter((name) => !name.startsWith('node:'))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0])
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(packages))
    for (const name of ['bin/datawatch.mjs', 'package.json']) cpSync(name, join(folder, name))
    for (const name of ['node_modules', 'drizzle']) symlinkSync(resolve(name), join(folder, name))
    const { code, out } = await datawatchIn(folder, ['rebuild', '--check', '--json'])
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ equal: true, complete: true })])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

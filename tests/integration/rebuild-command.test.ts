import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awaitCompacted } from '@/tests/support/compacted'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingest(Array.from({ length: 20 }, () => insertEvent()))
  await awaitCompacted(runtime.db.$client)
})
afterAll(() => runtime.stop())

type Ended = { code: number; out: string; err: string }
const datawatch = (...args: string[]) =>
  new Promise<Ended>((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production' as const, DATABASE_URL: runtime.url }
    execFile(process.execPath, ['bin/datawatch.mjs', ...args], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })

test('0: all is equal, as a text with figures', async () => {
  const { code, out, err } = await datawatch('rebuild', '--check')
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('20 raw events against') })
  expect(err).toContain('100 % 1 of 1 days, 20 events')
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

test.each([
  [['rebild'], 'there is no command rebild'],
  [['rebuild', '--from=yesterday'], '--from: expected a time such as 2026-03-01T00:00:00Z, not yesterday'],
  [['rebuild', '--chek'], "Unknown option '--chek'"],
])('2: %j', async (args, message) => {
  const { code, err } = await datawatch(...args)
  expect(code).toBe(2)
  expect(err).toContain(message)
})

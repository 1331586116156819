import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatawatch } from '@/tests/support/datawatch'
import { ingest, insertEvent } from '@/tests/support/http'
import { listen } from '@/tests/support/http-server'
import { startRuntime } from '@/tests/support/runtime'
import { temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('cli')
const path = (name: string) => join(place.folder, name)
let runtime: Awaited<ReturnType<typeof startRuntime>>
let server: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  runtime = await startRuntime()
  server = await listen()
  const event = (status: string, amount: number) => insertEvent({ after: { id: amount, amount, status } })
  await ingest([event('paid', 10), event('paid', 20), event('open', 5)])
})
afterAll(async () => {
  await server.close()
  await runtime.stop()
  place.remove()
})

const start = (...args: string[]) => startDatawatch(args, { DATAWATCH_URL: server.url })
const run = async (...args: string[]) => {
  const { code, out, err } = await start(...args).ended
  return { code, out: out.toString(), err }
}
const json = async (...args: string[]) => {
  const { code, out, err } = await run(...args, '--json')
  expect(code, err).toBe(0)
  return JSON.parse(out)
}
const day = ['--from', '2026-03-01T00:00:00Z', '--to', '2026-03-02T00:00:00Z']

test('query: a value, a table by group with its course, CSV with a line for each point, a formula, PromQL', async () => {
  expect(await run('query', 'orders_amount_sum', ...day)).toMatchObject({ code: 0, out: expect.stringMatching(/35/) })
  const grouped = await run('query', 'orders_by_status', ...day, '--step', '6h', '--group-by', 'status')
  expect(grouped.out.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^orders_by_status +MIN +MAX +LAST +BY 6h$/),
    expect.stringMatching(/^status=(paid|open) .*[▁▄]/),
    expect.stringMatching(/^status=(paid|open) /),
  ])
  const csv = await run('query', 'orders_by_status', ...day, '--step', '12h', '--group-by', 'status', '--output', 'csv')
  expect(csv.out).toContain('2026-03-01T00:00:00.000Z,paid,2\r\n')
  const formula = await json('query', '--expr', 'orders_amount_sum / orders_events_total', ...day)
  expect(formula.value).toBeCloseTo(35 / 3)
  const promql = await json(
    'query',
    '--promql',
    'sum(increase(orders_events_total[1d]))',
    '--to',
    '2026-03-02T00:00:00Z',
  )
  expect(promql.series[0].value).toBeCloseTo(3)
})

test('2: a metric that is not there is told with those that may be meant', async () => {
  const { code, err } = await run('query', 'orders_amuont_sum')
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('did you mean orders_amount_sum') })
})

test('metrics are listed, searched and shown', async () => {
  const names = (await json('metrics', 'list', '--table', 'orders')).map(({ name }: { name: string }) => name)
  expect(names).toContain('orders_amount_sum')
  expect((await run('metrics', 'search', 'amount')).out).toMatch(/orders_amount_avg +\w+ +avg/)
  expect(await run('metrics', 'search', 'nothing-like-it')).toMatchObject({ code: 1, out: '' })
  expect((await run('metrics', 'show', 'orders_by_status')).out).toContain('Labels       table, schema, status')
})

test('a dashboard goes out as a file and in again; a diff ends with 0 where they are the same, 1 where they differ', async () => {
  const widgets = [{ type: 'counter', title: 'Orders', metric: 'orders_events_total' }]
  writeFileSync(path('board.yaml'), JSON.stringify({ name: 'Sales', widgets }))
  expect((await run('dashboards', 'import', path('board.yaml'))).out).toContain('Sales is at http')
  expect((await json('dashboards', 'list')).map(({ name }: { name: string }) => name)).toContain('Sales')
  expect((await run('dashboards', 'diff', path('board.yaml'))).code).toBe(0)
  expect((await run('dashboards', 'export', 'Sales', '-o', path('out.yaml'))).code).toBe(0)
  expect(await run('dashboards', 'diff', path('out.yaml'))).toMatchObject({ code: 0, out: '' })
  writeFileSync(path('out.yaml'), readFileSync(path('out.yaml'), 'utf8').replace('title: Orders', 'title: All orders'))
  const { code, out } = await run('dashboards', 'diff', path('out.yaml'))
  expect(code).toBe(1)
  expect(out).toMatch(/-.*title: Orders\n\+.*title: All orders/)
  expect(await run('dashboards', 'export', 'Sale')).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean Sales'),
  })
})

test('a rule is tried before it is there, from a file; 1: it would have fired too often', async () => {
  const rule = { name: 'Large', metric: 'orders_amount_max', window: '1h', threshold: 15 }
  writeFileSync(path('rules.json'), JSON.stringify([rule]))
  const [told] = await json('rules', 'test', path('rules.json'), '--period', '2000d')
  expect(told).toMatchObject({ name: 'Large', fired: 1 })
  expect(await run('rules', 'test', path('rules.json'), '--period', '2000d', '--most', '0')).toMatchObject({
    code: 1,
    out: expect.stringContaining('it would have fired once'),
    err: expect.stringContaining('more than 0'),
  })
})

test('tail shows events as they are stored, filtered, and goes on where a lost connection ended', async () => {
  const port = Number(new URL(server.url).port)
  const tail = start('tail', '--table', 'tailed', '--json', '--limit', '3')
  const send = (id: string) => ingest([insertEvent({ id, table: 'tailed' }), insertEvent({ table: 'other' })])
  let shown = ''
  tail.child.stdout!.on('data', (chunk) => {
    shown += chunk
  })
  for (let at = 0; shown === ''; at += 1) {
    await send('first')
    if (at === 0) await pause(100)
    else await ingest([insertEvent({ id: `again-${at}`, table: 'tailed' })])
    await pause(200)
  }
  const before = shown.trim().split('\n').length
  await server.close()
  await tail.said('The connection was lost')
  for (const id of ['away-1', 'away-2', 'away-3']) await send(id)
  server = await listen(port)
  const { code, out } = await tail.ended
  const ids = out
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; table: string })
  expect(code).toBe(0)
  expect(new Set(ids.map(({ table }) => table))).toEqual(new Set(['tailed']))
  if (before < 3) expect(ids.map(({ id }) => id)).toContain('away-1')
})

test('141: whoever read went away; 130: Ctrl-C; both without a word of complaint', async () => {
  const tail = start('tail', '--json')
  tail.child.stdout!.destroy()
  const writing = setInterval(() => void ingest([insertEvent()]), 50)
  expect(await tail.ended).toMatchObject({ code: 141, err: '' })
  clearInterval(writing)
  const other = start('tail', '--json')
  await new Promise((heard) => {
    const again = setInterval(() => void ingest([insertEvent()]), 50)
    other.child.stdout!.once('data', () => {
      clearInterval(again)
      heard(undefined)
    })
  })
  other.child.kill('SIGINT')
  expect(await other.ended).toMatchObject({ code: 130, err: '' })
})

test('doctor finds a database, its server and its schema; 1: what fails is told with what to do, as fsync, which tests have off', async () => {
  const env = {
    DATABASE_URL: runtime.url,
    DATAWATCH_DATABASE_DATA_DIR: path('data'),
    DATAWATCH_SERVER_PORT: new URL(server.url).port,
  }
  const good = await startDatawatch(['doctor', '--json'], env, { cwd: place.folder }).ended
  const { findings } = JSON.parse(good.out.toString()) as {
    findings: { check: string; state: string; detail: string }[]
  }
  const failed = findings.filter(({ state }) => state === 'fail').map(({ check }) => check)
  expect([good.code, failed], good.out.toString()).toEqual([1, ['fsync']])
  const found = Object.fromEntries(findings.map(({ check, state }) => [check, state]))
  expect(found).toMatchObject({ node: 'ok', database: 'ok', schema: 'ok', writing: 'ok', clock: 'ok', server: 'ok' })
  const gone = { ...env, DATABASE_URL: 'postgres://somebody:very-secret@127.0.0.1:1/none' }
  const bad = await startDatawatch(['doctor'], gone, { cwd: place.folder }).ended
  expect(bad.code).toBe(1)
  expect(bad.out.toString()).toMatch(
    /fail +database +127\.0\.0\.1:1\/none cannot be used: ECONNREFUSED\n +→ is it running/,
  )
  expect(bad.out.toString() + bad.err).not.toContain('very-secret')
  const wrong = await startDatawatch(['doctor'], { DATAWATCH_SERVER_PORT: 'x' }, { cwd: place.folder }).ended
  expect(wrong).toMatchObject({ code: 2 })
  expect(wrong.out.toString()).toContain('server.port')
})

test.each([
  [['qurey'], "unknown command 'qurey'\n(Did you mean query?)"],
  [['metrics', 'lst'], "unknown command 'lst'"],
  [['query', '--stpe', '1h'], '(Did you mean --step?)'],
  [['query', 'x', '--promql', 'y'], 'expected a metric, or --expr, or --promql'],
  [['query', 'x', '--from', 'yesterday'], 'Expected a time such as 2026-03-01T00:00:00Z, or how long ago'],
  [['tail', '--op', 'REMOVE'], 'Allowed choices are INSERT'],
  [['query', 'x', '--url', 'localhost'], '--url: expected an address such as http://localhost:3002'],
])('2: %j says what is wrong and what would be right', async (args, message) => {
  expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
})

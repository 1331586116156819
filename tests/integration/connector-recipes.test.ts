import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { recipes } from '@/lib/sources/recipes/all-recipes'
import { OpenDoor } from '@/tests/support/doors'
import { createDatabase, startRuntime } from '@/tests/support/runtime'
import { key } from '@/tests/support/visitor'

const run = promisify(execFile)
const door = new OpenDoor()
const secret = Buffer.from('a secret of a connector').toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'datawatch-recipes-'))
let runtime: Awaited<ReturnType<typeof startRuntime>>

beforeAll(async () => {
  const file = join(folder, 'datawatch.yaml')
  writeFileSync(file, textOf('debezium', 1, { name: 'hook', key: secret }))
  runtime = await startRuntime({
    DATAWATCH_CONFIG: file,
    DATAWATCH_SERVER_ENVIRONMENT: 'production',
    DATAWATCH_ACCESS_API_KEYS: key,
    DATAWATCH_ACCESS_SECRET: 'a secret of these tests',
  })
  await door.open()
})
afterAll(async () => {
  await door.close()
  await runtime.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Place = { name?: string; key?: string; port?: number }

/** The settings of a recipe, filled in for this server. */
function textOf(id: string, at = 0, { name = 'shop', key: own = key, port = 1 }: Place = {}): string {
  const block = recipes.find((recipe) => recipe.id === id)!.blocks[at]!
  return block.code({ origin: `http://127.0.0.1:${port}`, key: own, name })
}
const here = (place: Place = {}) => ({ port: door.port, ...place })

type Sent = { url: string; body: string; headers: Record<string, string> }
async function send({ url, body, headers }: Sent) {
  const answer = await fetch(url, { method: 'POST', body, headers })
  return { ...((await answer.json()) as { data?: Record<string, number> }).data, status: answer.status }
}
const storedOf = async (source: string) =>
  (await runtime.db.$client`
    select e.type, t.name, t.schema, e.after from events e join source_tables t on t.id = e.table_id
    where t.source = ${source} order by e.event_id`) as unknown as { type: string; name: string }[]

const record = (id: number, name: string) => ({
  before: null,
  after: { id, amount: '9.50', status: 'open' },
  source: {
    connector: 'mysql',
    name,
    ts_ms: 1_750_000_000_000 + id,
    db: 'shop',
    table: 'orders',
    file: 'b.1',
    pos: id,
    row: 0,
  },
  op: 'c',
  ts_ms: 1_750_000_000_500,
})

const properties = (text: string) =>
  Object.fromEntries(
    text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

test('Debezium Server: one message, signed, once over its retries; a list of a batch', async () => {
  const set = properties(textOf('debezium', 0, here({ name: 'hook', key: secret })))
  const signer = new Webhook(set['debezium.sink.http.authentication.webhook.secret']!)
  const post = (body: string, id: string, at = new Date()) =>
    send({
      url: set['debezium.sink.http.url']!,
      body,
      headers: {
        'content-type': 'application/json',
        'X-DEBEZIUM-__OP': Buffer.from('c').toString('base64'),
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signer.sign(id, at, body),
      },
    })
  const body = JSON.stringify(record(1, 'hook'))
  const id = '0f0e7c1e-6f5c-4b44-9a6e-0d6d4c6a0001'
  expect(await post(body, id)).toMatchObject({ status: 202, accepted: 1, rejected: 0 })
  expect(await post(body, id)).toMatchObject({ status: 202, accepted: 0, duplicates: 1 })
  const list = JSON.stringify([record(2, 'hook'), record(3, 'hook')])
  expect(await post(list, '0f0e7c1e-6f5c-4b44-9a6e-0d6d4c6a0002')).toMatchObject({ status: 202, accepted: 2 })
  const stale = await post(body, 'late', new Date(Date.now() - 600_000))
  expect(stale.status).toBe(401)
  expect(await storedOf('hook')).toMatchObject(Array(3).fill({ type: 'INSERT', name: 'orders' }))
  expect(Number(set['debezium.sink.http.retries'])).toBeGreaterThan(1000)
})

test('Debezium Server: a poison record is answered 2xx, for its engine would stop', async () => {
  const set = properties(textOf('debezium', 0, here({ name: 'hook', key: secret })))
  const body = JSON.stringify({ ...record(4, 'hook'), op: 'c', after: null })
  const at = new Date()
  const signature = new Webhook(`whsec_${secret}`).sign('p', at, body)
  const headers = { 'content-type': 'application/json', 'webhook-id': 'p', 'webhook-signature': signature }
  const sent = { ...headers, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) }
  const answer = await send({ url: set['debezium.sink.http.url']!, body, headers: sent })
  expect(answer).toMatchObject({ status: 202, rejected: 1 })
})

test('Kafka Connect of Aiven: lines with one end more, and the batch again', async () => {
  const { config } = JSON.parse(textOf('kafka-connect-aiven', 0, here({ name: 'aiven' })))
  const separator = config['batch.separator'] ?? '\n'
  const body = `${[1, 2, 3].map((id) => JSON.stringify(record(id, 'aiven'))).join(separator)}${config['batch.suffix'] ?? '\n'}`
  const sent = {
    url: config['http.url'],
    body,
    headers: {
      Authorization: config['http.headers.authorization'],
      'Content-Type': config['http.headers.content.type'],
    },
  }
  expect(await send(sent)).toMatchObject({ status: 202, accepted: 3, rejected: 0 })
  expect(await send(sent)).toMatchObject({ status: 202, duplicates: 3 })
})

test('Kafka Connect of Confluent: a list, and the list again', async () => {
  const { config } = JSON.parse(textOf('kafka-connect-confluent', 0, here({ name: 'confluent' })))
  expect(config).toMatchObject({ 'batch.json.as.array': 'true', 'request.body.format': 'json' })
  const headers = Object.fromEntries(
    String(config.headers)
      .split('|')
      .map((header) => [header.slice(0, header.indexOf(':')), header.slice(header.indexOf(':') + 1)]),
  )
  const sent = {
    url: config['http.api.url'],
    body: JSON.stringify([record(1, 'confluent'), record(2, 'confluent')]),
    headers,
  }
  expect(await send(sent)).toMatchObject({ status: 202, accepted: 2 })
  expect(await send(sent)).toMatchObject({ status: 202, duplicates: 2 })
})

async function runMaxwell(own: string) {
  const lines = [1, 2].map((id) =>
    JSON.stringify({
      ...{ database: 'shop', table: 'orders', type: 'insert', ts: 1_750_000_000 + id, xid: 9, xoffset: id },
      ...{ primary_key: [id], primary_key_columns: ['id'], data: { id, note: 'it\\s "quoted"' } },
    }),
  )
  const program = join(folder, 'maxwell')
  writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`)
  chmodSync(program, 0o755)
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  return run('bash', ['-c', textOf('maxwell', 0, here({ name: 'maxwell', key: own }))], { env })
}

test('Maxwell: its lines are posted as they come, and the loop ends where the key is refused', async () => {
  await runMaxwell(key)
  await runMaxwell(key)
  expect(await storedOf('maxwell')).toMatchObject([
    { type: 'INSERT', name: 'orders', after: { note: 'it\\s "quoted"' } },
    { type: 'INSERT', name: 'orders' },
  ])
  const refused = textOf('maxwell', 0, here({ name: 'maxwell', key: 'dw_wrong' })).replace('--retry 20', '--retry 0')
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  await expect(run('bash', ['-c', refused], { env })).rejects.toMatchObject({ code: 1 })
})

test('Sequin: messages in data, and the same again', async () => {
  const { http_endpoints, sinks } = parse(textOf('sequin', 0, here({ name: 'sequin' })))
  const [endpoint] = http_endpoints
  const { destination } = sinks[0]
  expect(destination.http_endpoint).toBe(endpoint.name)
  const consumer = { id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479', name: 'orders_webhook' }
  const place = { table_schema: 'public', table_name: 'orders', commit_timestamp: '2026-03-20T15:30:00Z', consumer }
  const data = [1, 2].map((id) => ({
    ...{ record: { id, status: 'shipped' }, changes: { status: 'pending' }, action: 'update' },
    metadata: { ...place, commit_lsn: 100 + id, commit_idx: 0, idempotency_key: `k${id}` },
  }))
  const headers = Object.fromEntries(
    endpoint.headers.map((one: { key: string; value: string }) => [one.key, one.value]),
  )
  const sent = {
    url: `${endpoint.url}${destination.http_endpoint_path}`,
    body: JSON.stringify({ data }),
    headers: { 'Content-Type': 'application/json', ...headers },
  }
  expect(await send(sent)).toMatchObject({ status: 202, accepted: 2, rejected: 0 })
  expect(await send(sent)).toMatchObject({ status: 202, duplicates: 2 })
})

test('Supabase: the statement runs, and its webhook is taken', async () => {
  const database = await createDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`
    create table orders (id int primary key, status text);
    create schema supabase_functions;
    create table supabase_functions.asked (url text, method text, headers jsonb, payload jsonb);
    create function supabase_functions.http_request() returns trigger language plpgsql as $$
    begin
      insert into supabase_functions.asked values (tg_argv[0], tg_argv[1], tg_argv[2]::jsonb, jsonb_build_object(
        'type', tg_op, 'table', tg_table_name, 'schema', tg_table_schema, 'record', to_jsonb(new), 'old_record', to_jsonb(old)));
      return coalesce(new, old);
    end $$`)
  await sql.unsafe(textOf('supabase', 0, here({ name: 'supabase' })))
  await sql`insert into orders values (1, 'open')`
  await sql`update orders set status = 'paid'`
  await sql`delete from orders`
  const asked = await sql<{ url: string; method: string; headers: Record<string, string>; payload: unknown }[]>`
    select * from supabase_functions.asked`
  for (const { url, headers, payload } of asked)
    expect(await send({ url, headers, body: JSON.stringify(payload) })).toMatchObject({ status: 202, accepted: 1 })
  expect((await storedOf('supabase')).map(({ type }) => type).sort()).toEqual(['DELETE', 'INSERT', 'UPDATE'])
  await sql.end()
  await database.drop()
})

test('Savegress: its events to the address of its settings', async () => {
  const { pipeline } = parse(textOf('savegress', 0, here()))
  const event = {
    id: 's1',
    operation: 'INSERT',
    schema: 'public',
    table: 'parcels',
    after: { id: 1 },
    source: 'savegress',
  }
  const body = JSON.stringify({ batch_id: 'b1', events: [{ ...event, timestamp: '2026-03-20T15:30:00Z' }] })
  const url = `${pipeline.datawatch.url}/api/v1/datawatch/events/batch`
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` }
  expect(await send({ url, body, headers })).toMatchObject({ status: 202, accepted: 1 })
})

test('plain HTTP: the command runs as it stands', async () => {
  const { stdout } = await run('bash', ['-c', textOf('http', 0, here({ name: 'plain' }))])
  expect(JSON.parse(stdout).data).toMatchObject({ accepted: 1, rejected: 0 })
  const refused = run('bash', ['-c', textOf('http', 0, here({ name: 'plain', key: 'dw_wrong' }))])
  await expect(refused).rejects.toMatchObject({ code: 22 })
})

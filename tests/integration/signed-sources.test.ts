import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Door, OpenDoor, throughRoute } from '@/tests/support/doors'
import { insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { key } from '@/tests/support/visitor'

const secret = `whsec_${Buffer.from('a secret of the signed sources').toString('base64')}`
const file = join(tmpdir(), `datawatch-signed-${process.pid}.yaml`)
const door = new OpenDoor()
let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  const sources = [
    { name: 'signed', type: 'webhook', secrets: ['the secret before the last change', secret] },
    { name: 'unsigned', type: 'webhook' },
  ]
  writeFileSync(file, JSON.stringify({ sources }))
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
})

const bearer = { authorization: `Bearer ${key}` }
let sent = 0
const eventText = (over: Record<string, unknown> = {}) => JSON.stringify(insertEvent({ table: 'signed', ...over }))
function sign(body: string | Buffer, { at = new Date(), id = `msg_${++sent}` } = {}): Record<string, string> {
  const [first] = new Webhook(secret).sign(id, at, body.toString()).split(' ')
  const seconds = String(Math.floor(at.getTime() / 1000))
  const bytes = Buffer.concat([Buffer.from(`${id}.${seconds}.`), Buffer.from(body)])
  const key = Buffer.from(secret.slice(6), 'base64')
  const own = createHmac('sha256', key).update(bytes).digest('base64')
  const signature = Buffer.isBuffer(body) ? `v1,${own}` : (first ?? '')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }
}
const savegress = (body: string) => ({
  'x-savegress-timestamp': String(Math.floor(Date.now() / 1000)),
  'x-savegress-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})
const path = '/events?source=signed'

const doors: [string, Door][] = [
  ['the door in front of Next', door.ask],
  ['the route handler', throughRoute],
]
describe.each(doors)('%s', (_name, ask) => {
  test('202: a signature stands in for an API key', async () => {
    const body = eventText()
    expect((await ask({ path, body, headers: sign(body) })).status).toBe(202)
    const named = { 'x-datawatch-source': 'signed' }
    const other = eventText()
    expect((await ask({ path: '/events', body: other, headers: { ...named, ...savegress(other) } })).status).toBe(202)
  })

  test('202: a signature over the bytes as sent, or as they read unpacked', async () => {
    const packed = gzipSync(eventText())
    const zipped = { 'content-encoding': 'gzip' }
    expect((await ask({ path, body: packed, headers: { ...zipped, ...sign(packed) } })).status).toBe(202)
    const text = eventText()
    expect((await ask({ path, body: gzipSync(text), headers: { ...zipped, ...sign(text) } })).status).toBe(202)
  })

  test('202: the webhook id seen before is a retry, another one another event, where the events have no id', async () => {
    const body = `[${eventText({ id: undefined, after: { v: 1 } })},${eventText({ id: undefined, after: { v: 1 } })}]`
    const id = `msg_retry_${++sent}`
    const first = await ask({ path, body, headers: sign(body, { id }) })
    const retry = await ask({ path, body, headers: sign(body, { id, at: new Date(Date.now() - 60_000) }) })
    const other = await ask({ path, body, headers: sign(body) })
    expect([first, retry, other].map(({ json }) => [json.data?.accepted, json.data?.duplicates])).toEqual([
      [2, 0],
      [0, 2],
      [2, 0],
    ])
  })

  test('202: an event with a position is recognised by that, whatever delivers it', async () => {
    const body = eventText({ id: undefined, position: { lsn: String(++sent) } })
    await ask({ path, body, headers: sign(body) })
    expect((await ask({ path, body, headers: sign(body) })).json.data).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  const refused: [string, (body: string) => { path?: string; headers?: Record<string, string> }, RegExp][] = [
    ['no signature', () => ({}), /expected the headers webhook-id/],
    ['no signature but a key', () => ({ headers: bearer }), /expected the headers/],
    ['a signature over something else, and a key', () => ({ headers: { ...bearer, ...sign('{}') } }), /does not match/],
    ['an old signature', (body) => ({ headers: sign(body, { at: new Date(Date.now() - 301_000) }) }), /five minutes/],
    ['a source that nobody knows', (body) => ({ path: '/events?source=other', headers: sign(body) }), /credential/],
    ['a source without a secret', (body) => ({ path: '/events?source=unsigned', headers: sign(body) }), /credential/],
    ['a signature and no source', (body) => ({ path: '/events', headers: sign(body) }), /credential/],
  ]
  test.each(refused)('401: %s', async (_case, make, detail) => {
    const body = eventText()
    const answer = await ask({ path, body, ...make(body) })
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^(Bearer|Signature)$/),
    ])
    expect(answer.json.detail).toMatch(detail)
  })

  test('202: a source without a secret, or unknown, is let in by a key', async () => {
    for (const source of ['unsigned', 'other'])
      expect((await ask({ path: `/events?source=${source}`, body: eventText(), headers: bearer })).status).toBe(202)
  })
})

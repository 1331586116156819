import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { datawatch } from '@/tests/support/datawatch'
import { freePort, ServerProcess } from '@/tests/support/server'
import { freezeServer, killServer, temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('production', (folder) => killServer(join(folder, 'postgres/data')))
afterAll(place.remove)
const env = {
  DATAWATCH_SERVER_ENVIRONMENT: 'production',
  DATAWATCH_DATABASE_DATA_DIR: place.folder,
  DATAWATCH_CONFIG: '',
  DATABASE_URL: '',
  DATAWATCH_DATABASE_STATEMENT_TIMEOUT: '3s',
}

/** Becomes the owner of a new server with the code of its log, and signs in. */
async function setUp(server: ServerProcess) {
  const code = /enter the setup code ([A-Z0-9-]+)/.exec(server.said)?.[1]
  const owner = { email: 'ada@example.com', password: 'nine quiet lanterns by the harbour' }
  const json = { 'content-type': 'application/json' }
  const made = await fetch(`${server.url}/api/v1/datawatch/setup`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ ...owner, code, name: 'Ada' }),
  })
  expect(made.status).toBe(201)
  const kept = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  const csrf = await fetch(`${server.url}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const signedIn = await fetch(`${server.url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: kept(csrf) },
    body: new URLSearchParams({ ...owner, csrfToken, json: 'true' }),
  })
  expect(signedIn.status).toBe(200)
  const cookie = kept(signedIn)
  const send = async (method: string, path: string, body: object) => {
    const sent = { method, headers: { ...json, cookie }, body: JSON.stringify(body) }
    return (await fetch(`${server.url}/api/v1/datawatch${path}`, sent)).json()
  }
  return { cookie, send }
}

/** A delivery with no events in it. */
const nothing = new Blob(['[]'], { type: 'application/json' })

test('production without its secret ends before it listens, and says what makes it; with that it starts, is set up, and goes without a database for a while', async () => {
  const server = new ServerProcess({ dataDir: place.folder, port: await freePort(), env })
  const ended = once(server.spawn(), 'close')
  expect((await ended)[0]).toBe(1)
  expect(server.said).toContain('access.secret is missing, and production needs it')
  expect(server.said).toContain('npm run datawatch -- secrets')
  expect(server.said).not.toContain('listens on')

  const { code, err } = await datawatch(['secrets'], env)
  expect(code, err).toBe(0)
  await server.start()
  expect((await fetch(`${server.url}/api/v1/datawatch/metrics`)).status).toBe(401)

  const { cookie, send } = await setUp(server)
  const { key } = (await send('POST', '/keys', { name: 'Limited', scopes: ['ingest', 'read'], rate_limit: 3 })).data
  const limited = { headers: { authorization: `Bearer ${key}` } }
  const stats = `${server.url}/api/v1/datawatch/stats`
  const statuses: number[] = []
  for (const [at, path] of [stats, `${server.url}/api/v1/datawatch/events`, stats, stats].entries())
    statuses.push((await fetch(path, at === 1 ? { ...limited, method: 'POST', body: nothing } : limited)).status)
  expect(statuses).toEqual([200, 202, 200, 429])

  const free = (await send('POST', '/keys', { name: 'Free', scopes: ['ingest', 'read', 'cron'] })).data.key
  const known = { authorization: `Bearer ${free}` }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const thaw = freezeServer(join(place.folder, 'postgres/data'))
  try {
    const answers = await Promise.all(
      [
        fetch(stats, { headers: known }),
        fetch(`${server.url}/api/v1/datawatch/me`, { headers: { cookie } }),
        fetch(`${server.url}/api/v1/datawatch/keys`, { headers: { cookie } }),
        fetch(`${server.url}/api/v1/datawatch/audit/export`, { headers: { cookie } }),
        fetch(`${server.url}/api/v1/datawatch/events`, { method: 'POST', body: nothing, headers: known }),
        fetch(`${server.url}/api/cron/alerts`, { headers: known }),
        fetch(`${server.url}/api/v1/labels`, { headers: known }),
        fetch(`${server.url}/api/auth/callback/credentials`, {
          method: 'POST',
          headers: form,
          body: 'email=a&password=b',
        }),
      ].map(async (asked) => {
        const { status, headers } = await asked
        return [status, headers.get('retry-after') === null ? 'says nothing' : 'says when']
      }),
    )
    expect(answers).toEqual(answers.map(() => [503, 'says when']))
  } finally {
    thaw()
  }
  await expect.poll(async () => (await fetch(stats, { headers: known })).status, { timeout: 20_000 }).toBe(200)
  expect(await server.end('SIGTERM')).toBe(0)
})

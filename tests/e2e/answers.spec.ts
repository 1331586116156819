import { request as httpRequest } from 'node:http'
import { expect, test } from '@playwright/test'
import { filesOf } from '@/tests/support/routes'
import { baseUrl } from './demo'
import { callApi, makeBoard } from './pages/board-page'

const nothing = "default-src 'none'; frame-ancestors 'none'"
const told = {
  'content-security-policy': nothing,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
}
const api = '/api/v1/datawatch'

/** Asks without what a browser or `fetch` would put right in the address. */
const askRaw = (path: string, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl())
    httpRequest({ hostname, port, path, method }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
    })
      .on('error', reject)
      .end()
  })

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${baseUrl()}${path}`, { redirect: 'manual', ...init })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
}
const nonceOf = (policy = '') => /'nonce-([^']+)'/.exec(policy)?.[1]

test('every answer that is no page loads nothing, is in no frame and is what its type says', async () => {
  const { text } = await ask('/')
  const script = /\/_next\/static\/[^"]+\.js/.exec(text)![0]
  const json = { 'Content-Type': 'application/json' }
  const answers = {
    'a question': await ask(`${api}/metrics`),
    'a refusal': await ask(`${api}/metrics/none/range?step=x`),
    'nothing there': await ask('/api/nothing'),
    health: await ask('/health'),
    figures: await ask('/metrics'),
    'events at the door': await ask(`${api}/events/batch`, { method: 'POST', headers: json, body: '[]' }),
    'questions at the door': await ask(`${api}/query`, { method: 'POST', headers: json, body: '{"queries":[]}' }),
    'a broken address': await askRaw('/%ff'),
    'an unknown method': await askRaw('/', 'PROPFIND'),
    'a script': await ask(script),
    'a picture': await ask('/icon.svg'),
    'a file that is not there': await ask('/_next/static/none.js'),
  }
  for (const [name, { headers }] of Object.entries(answers)) {
    expect.soft(headers, name).toMatchObject(told)
    expect.soft(headers['content-type'], name).toMatch(/^(application|image|text)\/[\w.+-]+(; ?[\w=.+-]+)*/)
    for (const absent of ['strict-transport-security', 'access-control-allow-origin', 'x-powered-by', 'server'])
      expect.soft(headers[absent], `${name}: ${absent}`).toBeUndefined()
  }
})

test('over https every answer says to stay there', async () => {
  const secure = { 'X-Forwarded-Proto': 'https' }
  for (const path of ['/', '/health', `${api}/metrics`, `${api}/metrics/none/query`, '/icon.svg', '/nowhere']) {
    const { headers } = await ask(path, { headers: secure })
    expect.soft(headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains')
  }
})

test('the chart of a message may be shown by others, and nothing else of ours', async () => {
  const { headers } = await ask(`${api}/alerts/01900000-0000-7000-8000-000000000000/chart.png`)
  expect(headers).toMatchObject({ ...told, 'cross-origin-resource-policy': 'cross-origin' })
})

test('each page has a nonce of its own each time, and no script or style without it', async () => {
  const board = await makeBoard('Of its own', ['One'])
  const link = await callApi<{ path: string; embed_path: string }>(`/dashboards/${board.id}/share`, 'POST', {
    name: 'Frame',
    allowed_origins: ['https://intranet.example'],
  })
  const known: Record<string, string> = { id: board.id, token: link.path.split('/').at(-1)! }
  const paths = filesOf('page.tsx').map(({ address }) =>
    address.replace(/\[([^\]]+)\]/g, (_, name: string) => known[name] ?? 'orders'),
  )
  for (const path of [...paths, '/nowhere', '/api', `/share/${'x'.repeat(43)}`]) {
    const seen = new Set<string | undefined>()
    const forged: Record<string, string>[] = [
      {},
      { 'X-Nonce': 'mine', 'Content-Security-Policy': "script-src 'nonce-mine'" },
    ]
    for (const headers of forged) {
      const answer = await ask(path, { headers })
      if (answer.status === 307) continue
      const nonce = nonceOf(answer.headers['content-security-policy'])
      const bare = [...answer.text.matchAll(/<(?:script|style)\b[^>]*>/g)].filter(
        ([tag]) => !tag.includes(`nonce="${nonce}"`),
      )
      expect.soft(bare, `${path} with ${nonce}`).toEqual([])
      expect.soft(answer.headers['cache-control'], path).toMatch(/no-store/)
      expect.soft([nonce, answer.text.includes('mine')], path).toEqual([expect.stringMatching(/^[\w+/]{22}==$/), false])
      expect.soft(seen.has(nonce), path).toBe(false)
      seen.add(nonce)
    }
  }
  const [own, shared, framed] = [await ask('/'), await ask(link.path), await ask(link.embed_path)]
  expect((await ask('/invite/x')).headers['referrer-policy']).toBe('no-referrer')
  expect(own.headers).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' })
  expect(own.headers['permissions-policy']).toContain('camera=()')
  expect(shared.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect([shared.headers['referrer-policy'], framed.headers['referrer-policy']]).toEqual(['no-referrer', 'no-referrer'])
  expect(shared.text).toContain('<meta name="referrer" content="no-referrer"')
  expect(framed.headers['content-security-policy']).toMatch(/frame-ancestors https:\/\/intranet\.example$/)
  expect(framed.headers['x-frame-options']).toBeUndefined()
})

test('pages of failures are as safe as others and tell nothing of the inside', async () => {
  const answers = [
    await ask('/_global-error'),
    await ask('/500'),
    await ask('/_error'),
    await ask('/', { headers: { RSC: '1', 'Next-Router-State-Tree': 'garbage' } }),
    await ask('/?__nextDataReq=1'),
    await ask('/', { method: 'POST', headers: { 'Next-Action': 'x'.repeat(40) } }),
    await ask('/', { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=x' }, body: '--x--' }),
  ]
  for (const { status, headers, text } of answers) {
    expect.soft(status).toBeGreaterThanOrEqual(200)
    expect.soft(headers['content-security-policy'], `${status}`).toBeTruthy()
    expect.soft(text).not.toMatch(/node_modules|\bat .+:\d+:\d+|\/server\/|digest":"\d+","message/)
    const nonce = nonceOf(headers['content-security-policy'])
    const bare = [...text.matchAll(/<(?:script|style)\b[^>]*>/g)].filter(([tag]) => !tag.includes(`nonce="${nonce}"`))
    expect.soft(bare, `${status}`).toEqual([])
  }
})

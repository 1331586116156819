import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowed, methods } from '@/lib/http/methods'
import type { Handler } from '@/lib/http/route'
import { OpenDoor } from '@/tests/support/doors'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'
import { ask, env, key, load, routeAt, valuesOf } from '@/tests/support/visitor'

type Handlers = Record<(typeof methods)[number] | 'HEAD' | 'OPTIONS', Handler>

const all = [...methods, 'HEAD', 'OPTIONS'] as const
const ofOthers = ['/api/auth/[...nextauth]', '/api/[...path]', '/api/v1/datawatch/[[...path]]']
const door = new OpenDoor()
let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime(env)
  await door.open()
})
afterAll(async () => {
  await door.close()
  await runtime.stop()
})

test.each(filesOf('route.ts').filter(({ address }) => !ofOthers.includes(address)))(
  '204: OPTIONS of $address says what every method answers',
  async ({ file, address, names }) => {
    const handlers = await load<Handlers>(file)
    const params = valuesOf(names)
    const answers = new Map<string, Response>()
    for (const method of all) answers.set(method, await ask(handlers[method], address, { method, params }))
    const refused = [...answers].filter(([, { status }]) => status === 405)
    const allow = allowed(methods.filter((method) => answers.get(method)?.status !== 405))
    const { status, headers } = answers.get('OPTIONS')!
    expect([status, headers.get('allow')]).toEqual([204, allow])
    expect(refused.map(([, answer]) => answer.headers.get('allow'))).toEqual(refused.map(() => allow))
    expect(answers.get('HEAD')?.status).toBe(answers.get('GET')?.status)
  },
)

test('401: nobody learns by OPTIONS what there is not', async () => {
  const { OPTIONS } = (await routeAt('/api/v1/datawatch/[[...path]]')) as Handlers
  expect((await ask(OPTIONS, '/api/v1/datawatch/x', { method: 'OPTIONS' })).status).toBe(401)
  const known = { method: 'OPTIONS', headers: { authorization: `Bearer ${key}` } }
  expect((await ask(OPTIONS, '/api/v1/datawatch/x', known)).status).toBe(404)
})

test.each(['/api/v1/datawatch/live', '/api/v1/datawatch/events/stream', '/api/v1/datawatch/metrics'])(
  '200: HEAD of %s has the headers of GET and ends',
  async (address) => {
    const { HEAD } = (await routeAt(address)) as Handlers
    const answer = await ask(HEAD, address, { method: 'HEAD', headers: { authorization: `Bearer ${key}` } })
    expect([answer.status, answer.body]).toEqual([200, null])
    expect(answer.headers.get('content-type')).toMatch(/json|event-stream/)
  },
)

test.each([
  ['TRACE', '/metrics', 501, undefined],
  ['PROPFIND', '/query', 501, undefined],
  ['PROPFIND', '/events/batch', 405, 'POST, OPTIONS'],
])('%s of %s: a problem document at the door, %i', async (method, path, status, allow) => {
  const answer = await door.ask({ method, path })
  expect([answer.status, answer.headers.allow]).toEqual([status, allow])
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(answer.json.detail).toContain(`${method} is not possible`)
})

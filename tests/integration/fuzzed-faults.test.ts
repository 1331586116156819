import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRuntime } from '@/tests/support/runtime'
import { ask, env, key, routeAt } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime(env)
  const after = { id: 1, amount: 2, status: 'paid' }
  const event = { type: 'INSERT', table: 'orders', timestamp: new Date().toISOString() }
  const steps = ['pending', 'paid', 'shipped', 'paid']
  await send(
    '/events/batch',
    '',
    Array.from({ length: 60 }, (_, at) => ({
      ...event,
      id: `e${at}`,
      after: { ...after, id: at, status: steps[at % 4] },
    })),
  )
})
afterAll(() => runtime.stop())

const api = '/api/v1/datawatch'
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
async function send(path: string, search: string, body: unknown) {
  const { POST } = await routeAt(`${api}${path}`)
  return ask(POST, `${api}${path}?${search}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

test.each([
  ['/metrics/transitions', 'table=orders&field=status', {}],
  ['/quality/score', '', {}],
  ['/quality/report', '', {}],
  ['/quality/tables/[table]', '', { table: 'orders' }],
])('200: %s up to the last second of the last year', async (path, search, params) => {
  const { GET } = await routeAt(`${api}${path}`)
  for (const from of ['0100-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    const address = `${api}${path}?${search}&from=${from}&to=9999-12-31T23:59:59Z`
    const answer = await ask(GET, address, { headers, params })
    expect([from, answer.status]).toEqual([from, 200])
  }
})

test('what is refused is kept, also where the address names its table with a NUL', async () => {
  const answer = await send('/events/batch', 'table=hinted%00', [
    { type: 'INSERT', table: 'refused', timestamp: 'now', after: { id: 1 } },
  ])
  expect((await answer.json()).data.rejected).toBe(1)
  const [kept] = await runtime.db.$client<{ hints: unknown }[]>`select hints from dead_letters`
  expect(kept?.hints).toEqual({ table: 'hinted\uFFFD' })
})

test('a source whose schemas no database can have is kept as one, and that it was made is in the audit log', async () => {
  const answer = await send('/sources', '', {
    ...{ name: 'odd', type: 'postgres', url: 'postgres://u:p@127.0.0.1:9/shop', snapshot: false },
    schemas: ['nul\0', '\ud800'],
  })
  expect(answer.status).toBe(201)
  const [row] = await runtime.db.$client<{ detail: { schemas: string[] } }[]>`
    select detail from audit_log where action = 'sources.create'`
  expect(row?.detail.schemas).toEqual(['nul\uFFFD', '\uFFFD'])
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Handler } from '@/lib/http/route'
import { faultOf } from '@/tests/support/fuzz-check'
import {
  type FuzzedOperation,
  type FuzzedRequest,
  fuzzedOperations,
  requestsOf,
  Seen,
  wellFormed,
} from '@/tests/support/fuzz-requests'
import type { Mode } from '@/tests/support/fuzz-values'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'
import { ask, env, key, load, type Methods, signIn } from '@/tests/support/visitor'

const runs = Number(process.env.FUZZ_RUNS ?? 1)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_130)
const chosen = process.env.FUZZ_ONLY
const modes: readonly Mode[] = ['valid', 'edge', 'junk']

let runtime: Awaited<ReturnType<typeof startRuntime>>
const handlers = new Map<string, Methods>()
const seen = new Seen()
let cookie = ''

beforeAll(async () => {
  runtime = await startRuntime(env)
  for (const { file, address } of filesOf('route.ts')) handlers.set(address, await load<Methods>(file))
  ;({ cookie } = await signIn())
  const events = Array.from({ length: 60 }, (_, at) => ({
    ...{ id: `evt_${at}`, type: 'INSERT', table: 'orders', schema: 'public' },
    timestamp: new Date(Date.now() - at * 60_000).toISOString(),
    after: { id: at, amount: at * 1.5, status: ['pending', 'paid', 'shipped'][at % 3], customer_id: at % 7 },
  }))
  const address = '/api/v1/datawatch/events/batch'
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const { status } = await ask(handlers.get(address)!.POST, address, {
    method: 'POST',
    headers,
    body: JSON.stringify(events),
  })
  expect(status).toBe(202)
}, 120_000)
afterAll(() => runtime.stop())

const needsSession = ({ permission }: FuzzedOperation) => permission === 'account' || permission === 'people'

async function send(operation: FuzzedOperation, { place, query, headers, body }: FuzzedRequest) {
  const { method, path } = operation
  const handler = handlers.get(path.replaceAll('{', '[').replaceAll('}', ']'))![method as keyof Methods] as Handler
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(place[name]!)))
  const address = query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled
  const credential: Record<string, string> = needsSession(operation) ? { cookie } : { authorization: `Bearer ${key}` }
  const answer = await ask(handler, address, { method, params: place, body, headers: { ...headers, ...credential } })
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (isStream) await answer.body?.cancel()
  const text = isStream ? '' : await answer.text()
  if (answer.ok && text.startsWith('{')) seen.learn(path, JSON.parse(text))
  return { answer, text }
}

/** As an owner who is signed in: where a request ended that session, another is opened. */
async function tryOne(operation: FuzzedOperation, request: FuzzedRequest) {
  const first = await send(operation, request)
  if (first.answer.status !== 401 || !needsSession(operation)) return first
  ;({ cookie } = await signIn())
  return send(operation, request)
}

test(
  `${runs} requests of each kind for each operation: no 5xx, and no answer that the document does not have`,
  async () => {
    const faults = new Map<string, string>()
    const done = new Set<string>()
    for (const mode of modes)
      for (const operation of fuzzedOperations.filter(({ id }) => !chosen || id === chosen)) {
        const requests = fc.sample(requestsOf(operation, seen, mode), { numRuns: runs, seed })
        for (const request of requests) {
          const { answer, text } = await tryOne(operation, request)
          if (answer.ok) done.add(operation.id)
          const fault = faultOf(operation, answer, text)
          const kind = `${operation.id}, ${mode}, ${answer.status}`
          if (fault && !faults.has(kind)) faults.set(kind, `${JSON.stringify(request).slice(0, 1500)} got ${fault}`)
        }
      }
    expect([...faults]).toEqual([])
    if (!chosen) expect(done.size).toBeGreaterThan(fuzzedOperations.length / 5)
  },
  20 * 3_600_000,
)

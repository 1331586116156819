import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setupCode } from '@/lib/access/setup-code'
import { call } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { env, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const secret = env.DATAWATCH_ACCESS_SECRET
const strong = 'nine quiet lanterns by the harbour'

describe('the first start', () => {
  const { DATAWATCH_ACCESS_OWNER_EMAIL: _, DATAWATCH_ACCESS_OWNER_PASSWORD: __, ...noOwner } = env
  beforeAll(async () => {
    runtime = await startRuntime(noOwner)
  })
  afterAll(() => runtime.stop())
  const setUp = (body: object, address = '198.51.100.1') =>
    call('/setup', {}, { method: 'POST', body, headers: { 'x-forwarded-for': address } })
  const given = { code: setupCode(secret), email: 'First@Example.com', name: 'Ada', password: strong }

  test('422: without the code of the log, or with a weak password, nobody becomes the owner', async () => {
    const wrong = await setUp({ ...given, code: 'AAAAA-AAAAA-AAAAA-AAAAA' })
    expect(wrong).toMatchObject({ status: 422, json: { errors: [{ path: 'code', code: 'wrong_code' }] } })
    for (const weak of ['password1234', 'qwertyuiop12', 'first@example.com', 'datawatch2026', 'aaaaaaaaaaaaaa']) {
      const refused = await setUp({ ...given, password: weak })
      expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: 'password', code: 'weak_password' }] } })
    }
    expect(await setUp({ ...given, password: 'short' })).toMatchObject({ status: 422 })
  })

  test('201, then 404: one owner is made, however many try at once', async () => {
    const tries = await Promise.all(
      [1, 2, 3, 4].map((n) => setUp({ ...given, email: `${n}@example.com` }, `198.51.100.${10 + n}`)),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404])
    expect((await setUp(given, '198.51.100.20')).status).toBe(404)
    const email = tries.find(({ status }) => status === 201)!.json.data.email
    const { answer, cookie } = await signIn({ given: { email, password: strong } })
    expect(answer.status).toBe(200)
    expect((await call('/me', { cookie })).json.data).toMatchObject({ role: 'owner', email, development: false })
  })

  test('403: the form of another site sets nothing up', async () => {
    const foreign = { method: 'POST', body: given, headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await call('/setup', {}, foreign)).status).toBe(403)
  })
})

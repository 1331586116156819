import { uuidv7 } from 'uuidv7'
import type { Role, Scope } from '@/lib/access/access-words'
import type { KeyMade } from '@/lib/access/key-contract'
import { createKey } from '@/lib/access/service/keys'
import { hashPassword } from '@/lib/access/service/passwords'
import { insertUser } from '@/lib/access/store/users'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { ask, routeAt, signIn } from './visitor'

export const password = 'seven grey herons at the mill'
let hash: Promise<string> | undefined
let made = 0

const system = { kind: 'system', name: 'tests' } as const

/** A new person with a role, who signs in with `password`. */
export async function makePerson(role: Role, name = role) {
  made += 1
  hash ??= hashPassword(password)
  const email = `${name}-${made}@example.com`
  const row = { id: uuidv7(), email, name, role, passwordHash: await hash, createdAt: new Date() }
  return (await insertUser(getRuntime().db, row))!
}

/** The cookie of a browser in which someone signed in. */
export async function browserOf(email: string, headers: Record<string, string> = {}): Promise<string> {
  const { answer, cookie } = await signIn({ given: { email, password }, headers })
  if (!answer.ok) throw new Error(`sign-in of ${email} answered ${answer.status}`)
  return cookie
}

export async function makeKey(
  scopes: Scope[],
  more: { tables?: string[]; rate_limit?: number } = {},
): Promise<KeyMade> {
  const bounds = { tables: null, rate_limit: null, expires_at: null, ...more }
  return createKey(createContext(system), { name: `${scopes.join(' and ')} of the tests`, scopes, ...bounds })
}

export type Credential = { cookie: string } | { authorization: string } | Record<string, never>
export const withKey = (key: string): Credential => ({ authorization: `Bearer ${key}` })

type Sent = {
  method?: string
  body?: unknown
  params?: Record<string, string | string[]>
  headers?: Record<string, string>
  search?: string
}

/** Calls a route of the interface (`/people/[id]`) with a credential; the answer's JSON where it is some. */
export async function call(
  address: string,
  as: Credential,
  { method = 'GET', body, params, headers, search }: Sent = {},
) {
  const handlers = await routeAt(`/api/v1/datawatch${address}`)
  const path = Object.entries(params ?? {}).reduce(
    (at, [name, value]) => at.replace(`[${name}]`, String(value)),
    address,
  )
  const sent = body === undefined ? undefined : new Blob([JSON.stringify(body)], { type: 'application/json' })
  const answer = await ask(handlers[method as 'GET'], `/api/v1/datawatch${path}${search ? `?${search}` : ''}`, {
    method,
    params,
    body: sent,
    headers: { 'sec-fetch-site': 'same-origin', ...as, ...headers },
  })
  const text = await answer.text()
  const isJson =
    answer.headers.get('content-type')?.includes('json') && !answer.headers.get('content-type')?.includes('nd')
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined }
}

import { uuidv7 } from 'uuidv7'
import type { Handler } from '@/lib/http/route'
import { inRequest } from './request-scope'
import { filesOf } from './routes'

export const origin = 'http://watch.example'
export const key = 'dw_a-key-of-the-access-tests'
export const owner = { email: 'owner@example.com', password: 'correct horse battery' }
export const env = {
  DATAWATCH_SERVER_ENVIRONMENT: 'production',
  DATAWATCH_ACCESS_OWNER_EMAIL: owner.email,
  DATAWATCH_ACCESS_OWNER_PASSWORD: owner.password,
  DATAWATCH_ACCESS_API_KEYS: key,
  DATAWATCH_ACCESS_SECRET: 'a secret of the access tests',
}
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export type Methods = Record<(typeof methods)[number], Handler>
type Page = (props: object) => Promise<unknown>
type Sent = {
  method?: string
  headers?: Record<string, string>
  body?: BodyInit
  params?: Record<string, string | string[]>
}

/** Asks a handler as Next does, from the address of a browser or of a program. */
export async function ask(
  handler: Handler,
  path: string,
  { method = 'GET', headers = {}, body, params = {} }: Sent = {},
) {
  const all = new Headers({ host: new URL(origin).host, ...headers })
  const request = new Request(new URL(path, origin), { method, headers: all, body })
  return inRequest(all, () => handler(request, { params: Promise.resolve(params) }))
}

export const load = async <T>(file: string) => (await import(file)) as T
export const routeAt = async (address: string) => {
  const found = filesOf('route.ts').find((one) => one.address === address)
  if (!found) throw new Error(`no route at ${address}`)
  return load<Methods>(found.file)
}
export const valuesOf = (names: string[]) => Object.fromEntries(names.map((name) => [name, uuidv7()]))

export async function askPage(address: string, headers: Record<string, string> = {}) {
  const found = filesOf('page.tsx').find((one) => one.address === address)
  if (!found) throw new Error(`no page at ${address}`)
  const { default: page } = await load<{ default: Page }>(found.file)
  const props = { params: Promise.resolve(valuesOf(found.names)), searchParams: Promise.resolve({ table: 'orders' }) }
  return inRequest(new Headers({ host: new URL(origin).host, ...headers }), () => page(props)).then(
    () => 'shown',
    (error: { digest?: string }) => error.digest ?? String(error),
  )
}

export async function askMe(headers: Record<string, string>) {
  const { GET } = await routeAt('/api/v1/datawatch/me')
  const answer = await ask(GET, '/api/v1/datawatch/me', { headers })
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), json: await answer.json() }
}

const kept = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** `keeps` is a cookie that the browser has from before. */
type Attempt = { given?: object; headers?: Record<string, string>; token?: string; keeps?: string }

/** Signs in as the sign-in page does; answers the response and the cookies it left. */
export async function signIn({ given = owner, headers = {}, token, keeps }: Attempt = {}) {
  const { GET, POST } = await routeAt('/api/auth/[...nextauth]')
  const csrf = await ask(GET, '/api/auth/csrf', { params: { nextauth: ['csrf'] }, headers })
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await ask(POST, '/api/auth/callback/credentials', {
    method: 'POST',
    params: { nextauth: ['callback', 'credentials'] },
    headers: { cookie: keeps ? `${kept(csrf)}; ${keeps}` : kept(csrf), 'x-forwarded-for': uuidv7(), ...headers },
    body: new URLSearchParams({ ...given, csrfToken: token ?? csrfToken, json: 'true' }),
  })
  return { answer, cookie: kept(answer), csrf: { cookie: kept(csrf), csrfToken } }
}

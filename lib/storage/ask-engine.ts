import { EngineError } from './engine'

/** Where an engine listens and how it knows who asks. */
export type Address = {
  url: string
  username?: string | undefined
  password?: string | undefined
  bearer_token?: string | undefined
  headers?: Record<string, string> | undefined
}
export type Answered = { status: number; text: string; headers: Headers }
type Asked = { method?: string; body?: BodyInit; headers?: Record<string, string>; patienceMs?: number }

/** The URL below that of an engine, whatever slashes there are. */
export const below = (base: string, path: string) => `${base.replace(/\/+$/, '')}${path}`

function credentials({ username, password, bearer_token }: Address): Record<string, string> {
  if (bearer_token) return { authorization: `Bearer ${bearer_token}` }
  if (username === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` }
}

const why = (error: unknown): string => {
  const { cause, name, message } = error as Error
  if (name === 'TimeoutError') return 'it does not answer in time'
  return cause instanceof Error && cause.message ? cause.message : message
}

/** An answer of an engine, read to its end. `EngineError` where it is away, overloaded (429, 5xx) or does not let us in. */
export async function askEngine(address: Address, url: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', body, headers, patienceMs = 30_000 } = asked
  let status: number
  let text: string
  let received: Headers
  try {
    const answer = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { ...credentials(address), ...address.headers, ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    status = answer.status
    received = answer.headers
    text = await answer.text()
  } catch (error) {
    throw new EngineError('down', `${new URL(url).origin} cannot be reached: ${why(error)}`, { cause: error })
  }
  const said = text.trim().slice(0, 300)
  const where = new URL(url)
  if (status === 401 || status === 403) {
    const given = address.bearer_token
      ? 'the token'
      : address.username === undefined
        ? 'a request without credentials'
        : `the user ${address.username}`
    throw new EngineError(
      'refused',
      `${where.origin} does not let ${given} in (${status} at ${where.pathname})${said ? `: ${said}` : ''}`,
    )
  }
  if (status === 429 || status >= 500) {
    throw new EngineError('down', `${where.origin} answers ${status} at ${where.pathname}${said ? `: ${said}` : ''}`)
  }
  return { status, text, headers: received }
}

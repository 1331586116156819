import { networkCode, Refusal } from './exit-code'
import { readVersion } from './version'

type Problem = { detail?: string; errors?: { path: string; message: string }[] }
type Query = Record<string, string | number | undefined>

/** What a running DataWatch answered that is no success, with its status. */
export class AnswerError extends Refusal {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterMs: number | null,
  ) {
    super(message, status === 401 || status === 403 ? 4 : status === 429 || status >= 502 ? 3 : 2)
  }
}

const base = '/api/v1/datawatch'
const answerMs = 120_000
const remedies: Record<number, string> = {
  401: 'give an API key by DATAWATCH_API_KEY or --api-key; they are made in the browser, under Settings',
  403: 'this needs an API key that may do so; its scopes are set in the browser, under Settings',
}

async function refuse(answer: Response): Promise<never> {
  const text = await answer.text().catch(() => '')
  let problem: Problem = {}
  try {
    problem = JSON.parse(text) as Problem
  } catch {}
  if (problem.detail === undefined && answer.status !== 401 && answer.status < 500)
    throw new Refusal(
      `${new URL(answer.url).origin} does not answer as DataWatch does (${answer.status}); see --url`,
      3,
    )
  const first = problem.detail ?? `the server answered ${answer.status}`
  const more = (problem.errors ?? []).slice(1, 5).map(({ path, message }) => `${path}: ${message}`)
  const remedy = remedies[answer.status]
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  const message = [first, ...more, ...(remedy ? [remedy] : [])].join('\n  ')
  throw new AnswerError(answer.status, message, Number.isFinite(seconds) ? seconds * 1000 : null)
}

/** Asks a running DataWatch over HTTP. Throws `AnswerError`, or a `Refusal` where nothing answers. */
export class Api {
  readonly address: string
  #headers: Record<string, string>

  constructor({ url, apiKey }: { url?: unknown; apiKey?: unknown }) {
    const given = String(url ?? '')
    const parsed = URL.canParse(given) ? new URL(given) : null
    if (!parsed || !['http:', 'https:'].includes(parsed.protocol))
      throw new Refusal(`--url: expected an address such as http://localhost:3002, not ${JSON.stringify(given)}`)
    this.address = parsed.href.replace(/\/+$/, '').replace(/\/api\/v1\/datawatch$/, '')
    this.#headers = {
      'User-Agent': `datawatch-cli/${readVersion()}`,
      ...(apiKey ? { Authorization: `Bearer ${String(apiKey)}` } : {}),
    }
  }

  /** The answer whatever form it has; `path` below the base path, or from the root where it begins with `//`. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = path.startsWith('//') ? this.address + path.slice(1) : this.address + base + path
    const headers = { ...this.#headers, ...(init.headers as Record<string, string> | undefined) }
    const signal = init.signal ?? AbortSignal.timeout(answerMs)
    let answer: Response
    try {
      answer = await fetch(url, { ...init, headers, signal })
    } catch (error) {
      const { name } = error as Error
      if (name === 'AbortError') throw error
      const code =
        name === 'TimeoutError'
          ? `no answer in ${answerMs / 1000} s`
          : (networkCode(error) ?? ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message)
      throw new Refusal(
        `${this.address} is not reachable (${code}); "datawatch start" starts DataWatch here, --url or DATAWATCH_URL says where it is`,
        3,
      )
    }
    return answer.ok ? answer : refuse(answer)
  }

  async #data<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await this.request(path, init)
    const text = await answer.text()
    try {
      const body = JSON.parse(text) as { success?: boolean; data: T }
      if (body.success !== undefined || path.startsWith('//')) return path.startsWith('//') ? (body as T) : body.data
    } catch {}
    throw new Refusal(`${this.address} does not answer as DataWatch does; see --url`, 3)
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
    return this.#data<T>(search ? `${path}?${search}` : path)
  }

  post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'Content-Type': 'application/json' }
    return this.#data<T>(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** All entries of a list, page by page, at most `most`. */
  async list<T>(path: string, name: string, query: Query = {}, most = Number.POSITIVE_INFINITY): Promise<T[]> {
    const found: T[] = []
    for (let cursor: string | undefined; found.length < most; ) {
      const limit = Math.min(1000, most - found.length)
      type Page = Record<string, T[]> & { next_cursor: string | null }
      const page: Page = await this.get<Page>(path, { ...query, limit, cursor })
      found.push(...(page[name] ?? []))
      if (!page.next_cursor) break
      cursor = page.next_cursor
    }
    return found
  }
}

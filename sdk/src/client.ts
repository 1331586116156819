import { backOffMs, pause, retryAfterMs } from './back-off.js'
import { DataWatchError, isPassing, readFailure } from './failure.js'
import { type Operations, type Stream, table } from './generated/api.js'
import { follow, type StreamEvent } from './server-sent.js'
import { type Telemetry, traced } from './telemetry.js'

export type ClientOptions = {
  /** Where DataWatch is, such as `https://watch.example.com`; in a browser that shows a page of it, `''`. */
  url: string
  apiKey?: string
  headers?: Record<string, string>
  /** How often a request that changes nothing twice is tried again. */
  retries?: number
  timeoutMs?: number
  fetch?: typeof fetch
  telemetry?: Telemetry
}
export type CallOptions = { signal?: AbortSignal }

type Given<O> = O extends Stream ? AsyncGenerator<StreamEvent> : Promise<O>
type Call<I, O> =
  Record<never, never> extends I
    ? (input?: I, options?: CallOptions) => Given<O>
    : (input: I, options?: CallOptions) => Given<O>
/** A function for each operation of the interface, by its name. */
export type Client = { [K in keyof Operations]: Call<Operations[K]['input'], Operations[K]['output']> }

type Input = Record<string, unknown> & { body?: unknown; ifMatch?: string }
type Asked = { method: string; address: string; init: { headers: Record<string, string>; body?: string } }

const operations = new Map(
  table.split('|').map((line) => {
    const [name, method, path] = line.split(' ') as [string, string, string]
    return [name, { method, path: path.replace('~', '/api/v1/datawatch') }] as const
  }),
)
/** Asking these twice does what asking them once does; events have ids by which the second time is told. */
const isRepeatable = (name: string, method: string) =>
  method !== 'POST' || /^(send|query|inspect|preview|validate)/.test(name)

const text = (value: unknown) => (Array.isArray(value) ? value.join(',') : String(value))

function requestOf({ method, path }: { method: string; path: string }, input: Input, options: ClientOptions): Asked {
  const { body, ifMatch, ...rest } = input
  const values = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)
  const filled = values.reduce((at, [key, value]) => at.replace(`{${key}}`, encodeURIComponent(text(value))), path)
  const query = values.filter(([key]) => !path.includes(`{${key}}`))
  const search = new URLSearchParams(
    query.flatMap(([key, value]) => (key.endsWith('[]') ? [value].flat() : [value]).map((one) => [key, text(one)])),
  )
  const headers: Record<string, string> = { ...options.headers }
  if (options.apiKey) headers.Authorization = `Bearer ${options.apiKey}`
  if (ifMatch) headers['If-Match'] = ifMatch
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  options.telemetry?.inject?.(headers)
  const address = `${options.url.replace(/\/+$/, '')}${filled}${search.size > 0 ? `?${search}` : ''}`
  return { method, address, init: { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) } }
}

async function readAnswer(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('image/')) return answer.blob()
  if (!type.includes('json') || type.includes('ndjson')) return answer.text()
  const json = (await answer.json()) as { data?: unknown }
  return json !== null && typeof json === 'object' && 'data' in json ? json.data : json
}

async function ask(name: string, asked: Asked, options: ClientOptions, signal?: AbortSignal): Promise<unknown> {
  const { retries = 3, timeoutMs = 30_000, fetch: send = fetch } = options
  for (let attempt = 1; ; attempt += 1) {
    const limit = AbortSignal.timeout(timeoutMs)
    let failure: DataWatchError
    let askedMs = 0
    try {
      const answer = await send(asked.address, {
        ...asked.init,
        method: asked.method,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      })
      if (answer.ok) return await readAnswer(answer)
      askedMs = retryAfterMs(answer.headers.get('retry-after'))
      failure = await readFailure(answer)
    } catch (error) {
      if (signal?.aborted) throw error
      failure = new DataWatchError(
        `${asked.method} ${asked.address}: ${(error as Error).message}`,
        0,
        undefined,
        undefined,
        { cause: error },
      )
    }
    const again = isPassing(failure.status) && (failure.status === 429 || isRepeatable(name, asked.method))
    if (!again || attempt > retries) throw failure
    await pause(backOffMs(attempt, { askedMs }), signal)
    if (signal?.aborted) throw failure
  }
}

/** A client of DataWatch's interface: `await client.queryMetricRange({ name: 'orders_events_total', step: '5m' })`. */
export function createClient(options: ClientOptions): Client {
  const call = (name: string) => {
    const operation = operations.get(name)
    if (!operation) return undefined
    const { telemetry = {}, fetch: send = fetch } = options
    return (input: Input = {}, { signal }: CallOptions = {}) => {
      const asked = requestOf(operation, input, options)
      if (!/[sS]tream/.test(name)) {
        return traced(telemetry, `datawatch.${name}`, { 'http.request.method': asked.method }, () =>
          ask(name, asked, options, signal),
        )
      }
      const open = (last: string | undefined) =>
        send(asked.address, { headers: { ...asked.init.headers, ...(last ? { 'Last-Event-ID': last } : {}) }, signal })
      return follow(open, signal)
    }
  }
  return new Proxy({} as Client, { get: (_, name) => (typeof name === 'string' ? call(name) : undefined) })
}

import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import type { Handler } from '@/lib/http/route'

type Ask = {
  method?: string
  params?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON, unless it is a text or bytes. */
  body?: unknown
}

export type Answer<T = Record<string, unknown>> = {
  status: number
  headers: Headers
  /** `data` of a success. */
  data: T
  /** The whole document. */
  json: Record<string, unknown>
}

const origin = 'http://127.0.0.1:3002'

/** Calls a route handler as Next would. */
export async function call<T = Record<string, unknown>>(
  handler: Handler,
  path: string,
  ask: Ask = {},
): Promise<Answer<T>> {
  const { method = 'GET', params, query = {}, headers = {}, body } = ask
  const url = new URL(`/api/v1/datawatch${path}`, origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const plain = typeof body === 'string' || body instanceof Uint8Array
  const content = body === undefined || plain ? (body as BodyInit | undefined) : JSON.stringify(body)
  const request = new Request(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: content,
  })
  const response = await handler(request, { params: Promise.resolve(params as Record<string, string>) })
  const text = await response.text()
  const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, headers: response.headers, data: json.data as T, json }
}

type Receipt = {
  received: number
  accepted: number
  duplicates: number
  ignored: number
  rejected: number
  errors: { index: number; id: string | null; code: string; message: string }[]
  warnings: { index: number; id: string | null; code: string; message: string }[]
}

/** Posts a batch of events through the real route. */
export const ingest = (events: unknown, query: Record<string, string> = {}) =>
  call<Receipt>(batchRoute.POST, '/events/batch', { method: 'POST', body: events, query })

/** Posts one event through the real route. */
export const ingestOne = (event: unknown, headers: Record<string, string> = {}) =>
  call<Receipt>(eventsRoute.POST, '/events', { method: 'POST', body: event, headers })

let made = 0

/** A native INSERT with an id of its own. */
export function insertEvent(overrides: Record<string, unknown> = {}) {
  made += 1
  return {
    id: `evt-${process.pid}-${made}`,
    type: 'INSERT',
    table: 'orders',
    schema: 'public',
    timestamp: '2026-03-01T10:00:00Z',
    after: { id: made, amount: 10, status: 'paid' },
    ...overrides,
  }
}

import type { z } from 'zod'
import { sharedToken } from '@/lib/shares/path'
import type { Problem } from './problem'

const base = '/api/v1/datawatch'

/** Where this page asks: one that was shared at the door of its link, and nowhere else. */
export function apiBase(): string {
  const token = typeof location === 'undefined' ? null : sharedToken(location.pathname)
  return token === null ? base : `${base}/shared/${token}`
}

/** A refused or failed request, with the server's problem document where it sent one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problem?: Problem,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

type Options = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  /** A body that is sent as it is, instead of `body`. */
  raw?: { type: string; text: string }
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** A text of our own API, such as a file to save. */
export async function apiText(path: string): Promise<string> {
  const answer = await fetch(`${apiBase()}${path}`)
  const text = await answer.text()
  if (answer.ok) return text
  throw new ApiError(answer.status, `HTTP ${answer.status}`)
}

/**
 * The browser's call to our own API: `path` below the base path, what it answers by its contract as a type. The route has
 * checked the answer against it; a page that did so again would have to carry every contract, and zod.
 */
export async function api<R extends z.ZodType>(path: string, options: Options = {}): Promise<z.output<R>> {
  const { method = 'GET', query = {}, body, raw, headers, signal } = options
  const content = raw ?? (body === undefined ? undefined : { type: 'application/json', text: JSON.stringify(body) })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const suffix = search.size > 0 ? `?${search}` : ''
  const answer = await fetch(`${apiBase()}${path}${suffix}`, {
    method,
    headers: { ...(content ? { 'Content-Type': content.type } : {}), ...headers },
    body: content?.text,
    signal,
  })
  const json = await answer.json().catch(() => null)
  if (!answer.ok) throw new ApiError(answer.status, json?.detail ?? `HTTP ${answer.status}`, json ?? undefined)
  return json.data
}

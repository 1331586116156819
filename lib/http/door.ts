import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors/app-error'
import { type Answer, allowedAt, answerDelivery } from '@/lib/events/service/deliver'
import { figures } from '@/lib/runtime/figures'
import { noteRequest } from '@/lib/runtime/note'
import { findLog, findRuntime } from '@/lib/runtime/runtime'
import { type Params, templateOf } from './address'
import { settleForwarded } from './client-address'
import { withDeadline } from './deadline'
import { admit } from './guards'
import type { HeaderReader } from './header-reader'
import { isKnownMethod, refuseUnknownMethod } from './methods'
import { toProblem } from './problem'
import { questionAt } from './questions'
import { readRequestId } from './request-id'
import { type Handler, patience } from './route'

const addresses = new Map([
  ['/api/v1/datawatch/events', { batch: false }],
  ['/api/v1/datawatch/events/batch', { batch: true }],
])
/** How long a refused sender may go on sending, to nobody, before the connection is reset: else it may never read its answer. */
const lingerMs = 1000
const header = 'x-request-id'
const plain = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }

/** Reads the headers where Node keeps them: an object of `Headers` costs more than all that is read from it. */
const headersOf = ({ headers }: IncomingMessage): HeaderReader => ({
  get(name) {
    const value = headers[name]
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
  },
})

async function receive(request: IncomingMessage, response: ServerResponse, batch: boolean, query: string) {
  const { method = 'GET' } = request
  const search = new URLSearchParams(query)
  const answer = await answerDelivery({ method, headers: headersOf(request), search, body: request, batch })
  if (!request.complete) return linger(request, response, answer)
  const { status, headers, body } = answer
  response.writeHead(status, body === '' ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

/** Answers a request whose body was not read to its end: whole at once, and the connection ends when the sender does. */
function linger(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer) {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' })
  response.write(body)
  request.removeAllListeners('readable')
  request.resume()
  const timer = setTimeout(() => response.end(() => request.destroy()), lingerMs)
  request.once('end', () => {
    clearTimeout(timer)
    response.end()
  })
}

/** Has a route handler answer as Next would, at a fraction of its cost. */
async function question(
  request: IncomingMessage,
  response: ServerResponse,
  { handler, params }: { handler: Handler; params: { name?: string } },
) {
  const { method = 'GET' } = request
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const body = method === 'POST' ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}
  const asked = new Request(`http://localhost${request.url}`, { method, headers, ...body })
  const answer = await handler(asked, { params: Promise.resolve(params as Record<string, string>) })
  const sent = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  if (!request.complete) return linger(request, response, sent)
  response.writeHead(sent.status, { ...sent.headers, 'Content-Length': Buffer.byteLength(sent.body) })
  response.end(sent.body)
}

/** Answers a question as it was answered a moment ago, without taking it apart again. */
async function repeat(
  request: IncomingMessage,
  response: ServerResponse,
  { text, route, path }: { text: string; route: string; path: string },
) {
  const startedAt = performance.now()
  const noted = { requestId: String(request.headers[header]), method: 'GET', route, startedAt }
  try {
    const { headers } = await withDeadline(admit('read', headersOf(request)), patience('read'))
    response.writeHead(200, { ...headers, ...plain, 'Content-Length': Buffer.byteLength(text) })
    response.end(text)
    figures.answers.repeated += 1
    noteRequest({ ...noted, status: 200 })
  } catch (error) {
    noteRequest({ ...noted, status: refuse(response, path, error), error })
  }
}

/** A path of the interface without the slash that some senders put behind it; a redirect they would not follow. */
const trimSlash = (path: string) => (path.startsWith('/api/') ? path.replace(/\/+$/, '') : path)

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** What Next would answer with a bare 400 or 500: an address that is none, a method that it does not know. */
function findFault(path: string, method: string) {
  if (!isEncoded(path)) return new AppError('bad_request', 'The address is not percent-encoded UTF-8')
  return isKnownMethod(method) ? null : refuseUnknownMethod(method)
}

/** Answers what is wrong; its status. */
function refuse(response: ServerResponse, path: string, error: unknown): number {
  const { status, problem, headers } = toProblem(error, path)
  const body = JSON.stringify(problem)
  const kind = { 'Content-Type': 'application/problem+json', 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, 'Cache-Control': 'no-store', ...kind })
  response.end(body)
  return status
}

/**
 * The door in front of Next: gives every request its id, takes ingestion and questions about metrics (the same services as
 * the route handlers, a tenth of the cost), and answers whether it took this request.
 */
export function takeRequest(request: IncomingMessage, response: ServerResponse): boolean {
  const requestId = readRequestId(request.headers[header]?.toString())
  request.headers[header] = requestId
  const forwarded = settleForwarded(request.headers['x-forwarded-for']?.toString(), request.socket.remoteAddress)
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  response.setHeader('X-Request-Id', requestId)
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const given = mark === -1 ? url : url.slice(0, mark)
  const path = trimSlash(given)
  if (path !== given) request.url = path + url.slice(given.length)
  const address = addresses.get(path)
  const fault = address ? null : findFault(path, request.method ?? 'GET')
  if (fault) {
    refuse(response, path, fault)
    return true
  }
  const failed = (error: unknown) => {
    findLog()?.error({ err: error, requestId }, 'request failed in front of Next')
    response.destroy()
  }
  const query = mark === -1 ? '' : url.slice(mark + 1)
  const asked = questionAt(request.method, path, query)
  if (asked) {
    const text = request.method === 'GET' ? findRuntime()?.atHand?.textAt(request.url ?? url) : undefined
    const route = text === undefined ? '' : templateOf(path, asked.params as Params)
    if (text !== undefined) repeat(request, response, { text, route, path }).catch(failed)
    else question(request, response, asked).catch(failed)
    return true
  }
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!address || (reads && allowedAt(address).startsWith('GET'))) return false
  receive(request, response, address.batch, query).catch(failed)
  return true
}

import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import { takeRequest } from '@/lib/http/door'
import type { Handler } from '@/lib/http/route'

export type Sent = {
  method?: string
  /** Below the base path. */
  path?: string
  headers?: Record<string, string>
  body?: string | Uint8Array | (() => Readable)
}
export type Got = { status: number; headers: Record<string, string | undefined>; text: string; json: Problem & Receipt }
type Problem = { detail?: string; errors?: { code: string; message: string }[] }
type Receipt = { data?: Record<string, number> & { errors: { code: string }[]; warnings: { code: string }[] } }

export type Door = (sent: Sent) => Promise<Got>

const base = '/api/v1/datawatch'
const routes: Record<string, Record<string, Handler>> = { '/events': eventsRoute, '/events/batch': batchRoute }

const got = (status: number, headers: Record<string, string | undefined>, text: string): Got => ({
  status,
  headers,
  text,
  json: text ? JSON.parse(text) : {},
})
const typed = (headers: Record<string, string>, body: Sent['body']) =>
  body === undefined ? headers : { 'content-type': 'application/json', ...headers }

/** Asks the route handler, as Next does. */
export const throughRoute: Door = async ({ method = 'POST', path = '/events/batch', headers = {}, body }) => {
  const url = new URL(`http://127.0.0.1${base}${path}`)
  const handler = routes[url.pathname.slice(base.length)]?.[method]
  if (!handler) throw new Error(`no ${method} ${path}`)
  const stream = typeof body === 'function' ? (Readable.toWeb(body()) as unknown as ReadableStream) : body
  const init = { method, headers: typed(headers, body), body: stream, duplex: 'half' } as RequestInit
  const answer = await handler(new Request(url, init), { params: Promise.resolve({}) })
  return got(answer.status, Object.fromEntries(answer.headers), await answer.text())
}

const flat = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]))

/** The door in front of Next, on a port of its own; what it does not take is answered 599. */
export class OpenDoor {
  #server: Server | undefined

  get port() {
    if (!this.#server) throw new Error('the door is shut')
    return (this.#server.address() as AddressInfo).port
  }

  async open() {
    this.#server = createServer((request, response) => {
      if (!takeRequest(request, response)) response.writeHead(599).end('{}')
    })
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async close() {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  readonly ask: Door = ({ method = 'POST', path = '/events/batch', headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const options = { port: this.port, method, path: `${base}${path}`, headers: typed(headers, body), agent: false }
      const request = httpRequest(options, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part) => {
          text += part
        })
        answer.on('end', () => resolve(got(answer.statusCode ?? 0, flat(answer.headers), text)))
      })
      let answered = false
      request.once('response', () => {
        answered = true
      })
      request.on('error', (error) => answered || reject(error))
      if (typeof body === 'function') body().pipe(request)
      else request.end(body)
    })
}

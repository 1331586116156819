import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { takeRequest } from '@/lib/http/door'
import type { Handler } from '@/lib/http/route'
import { findRuntime } from '@/lib/runtime/runtime'
import { filesOf } from './routes'

type Handlers = Record<string, Handler>
type Found = { file: string; params: Record<string, string | string[]> }

const addresses = filesOf('route.ts').map(({ file, address }) => ({ file, parts: address.split('/').slice(1) }))
/** What is named goes before what is a parameter, as in Next. */
const rank = (parts: string[]) =>
  parts.map((part) => (part.startsWith('[[') ? 3 : part.startsWith('[...') ? 2 : part.startsWith('[') ? 1 : 0)).join('')
addresses.sort((a, b) => (rank(a.parts) < rank(b.parts) ? -1 : 1))

function find(path: string): Found | undefined {
  const given = path.split('/').slice(1).map(decodeURIComponent)
  for (const { file, parts } of addresses) {
    const params: Found['params'] = {}
    const rest = parts.at(-1)?.includes('...')
    if (rest ? given.length < parts.length - 1 : given.length !== parts.length) continue
    const fits = parts.every((part, at) => {
      const name = /^\[+(?:\.\.\.)?([^\]]+)\]+$/.exec(part)?.[1]
      if (name === undefined) return part === given[at]
      params[name] = part.includes('...') ? given.slice(at) : given[at]!
      return true
    })
    if (fits) return { file, params }
  }
  return undefined
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const found = find(url.pathname)
  if (!found) return void response.writeHead(404).end('<html>none</html>')
  const handlers = (await import(found.file)) as Handlers
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  const { method = 'GET' } = request
  const body =
    method === 'GET' || method === 'HEAD' ? {} : { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }
  const asked = new Request(url, {
    method,
    headers: request.headers as Record<string, string>,
    signal: leaving.signal,
    ...body,
  })
  const answered = await handlers[method]!(asked, { params: Promise.resolve(found.params as never) })
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  if (!answered.body) return void response.end()
  const reader = answered.body.getReader()
  response.once('close', () => void reader.cancel().catch(() => {}))
  for (let next = await reader.read(); !next.done; next = await reader.read())
    if (!response.write(next.value)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  response.end()
}

/** The door and the route handlers of the runtime of this process on a port, as a server in front of nothing but them. */
export async function listen(port = 0) {
  const take = (request: IncomingMessage, response: ServerResponse) => {
    if (!takeRequest(request, response)) answer(request, response).catch(() => response.destroy())
  }
  const telemetry = findRuntime()?.telemetry
  const server = createServer(telemetry ? (request, response) => telemetry.follow(request, response, take) : take)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

import 'server-only'
import { type IncomingMessage, Agent as PlainAgent, type RequestOptions, request as requestPlain } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Range } from '../outside-address'
import type { Answer, Post } from '../sending'
import { RefusedAddress, type Resolve, reachable, resolveHost } from './resolve-host'

type Options = { allowed: readonly Range[]; resolve?: Resolve; deadlineMs?: number }

const mostBytes = 64 * 1024
const patienceMs = 10_000

/** Answers the addresses that may be reached and no others, so that what is connected to is what was checked. */
const checkedLookup =
  (allowed: readonly Range[], resolve: Resolve): LookupFunction =>
  (host, { all }, done) => {
    reachable(host, allowed, resolve).then(
      (found) => (all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)),
      (error: Error) => done(error, ''),
    )
  }

/** Nobody looks up an address that is one. */
const isLiteral = (host: string) => isIP(host.replace(/^\[(.*)\]$/, '$1')) > 0

async function readText(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    size += part.length
    if (size >= mostBytes) break
  }
  return Buffer.concat(parts).subarray(0, mostBytes).toString('utf8')
}

/**
 * Sends one request over a connection of its own and answers what came back, at most 64 KiB of it, within ten seconds in all. Redirects are
 * not followed. Throws `RefusedAddress` for a host inside a network, else what went wrong.
 */
export function postOutside({ allowed, resolve = resolveHost, deadlineMs = patienceMs }: Options): Post {
  return async ({ url, method = 'POST', headers = {}, body = '' }) => {
    const target = new URL(url)
    const secure = target.protocol === 'https:'
    if (!secure && target.protocol !== 'http:') throw new RefusedAddress(`${target.protocol} is neither http nor https`)
    if (isLiteral(target.hostname)) await reachable(target.hostname, allowed, resolve)
    const agent = secure ? new SecureAgent({ keepAlive: false }) : new PlainAgent({ keepAlive: false })
    const deadline = AbortSignal.timeout(deadlineMs)
    const options: RequestOptions = {
      agent,
      method,
      signal: deadline,
      lookup: checkedLookup(allowed, resolve),
      headers: { 'User-Agent': 'DataWatch', 'Content-Length': Buffer.byteLength(body), ...headers },
    }
    try {
      return await new Promise<Answer>((done, fail) => {
        const request = (secure ? requestSecure : requestPlain)(target, options, (answer) => {
          const own = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
          readText(answer).then((text) => done({ status: answer.statusCode ?? 0, headers: own, text }), fail)
        })
        request.on('error', fail)
        request.on('upgrade', (answer, socket) => {
          socket.destroy()
          fail(new Error(`It answered ${answer.statusCode}, which was not asked for`))
        })
        deadline.addEventListener('abort', fail)
        request.end(body)
      })
    } catch (error) {
      if (deadline.aborted) throw new Error(`no answer within ${deadlineMs / 1000} s`)
      throw error
    } finally {
      agent.destroy()
    }
  }
}

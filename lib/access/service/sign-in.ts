import 'server-only'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { AppError } from '@/lib/errors/app-error'
import { readBody } from '@/lib/http/body'
import { type Handler, respond } from '@/lib/http/route'
import { getRuntime } from '@/lib/runtime/runtime'
import { Attempts } from '../attempts'
import { isForeign } from '../origin'
import { cookieNames, isSecure } from '../session-cookie'
import { makeAuthOptions } from './options'

/** The only doors of next-auth that are open: the others are of no use to us. */
const doors = { GET: ['csrf'], POST: ['callback/credentials', 'signout'] }
const bodyLimits = { maxBytes: 16_384, maxUnpackedBytes: 16_384, stallMs: 10_000, deadlineMs: 30_000 }
const formType = 'application/x-www-form-urlencoded'

const windowMs = 10 * 60_000
const byAddress = new Attempts({ most: 10, windowMs, keep: 10_000 })
const byAccount = new Attempts({ most: 50, windowMs, keep: 10_000 })

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Hands a request over to next-auth, with a body that is already read. */
async function handOver(request: Request, path: string[], body?: string): Promise<Response> {
  const url = new URL(request.url)
  url.search = '?callbackUrl=%2F'
  const inner = new NextRequest(url, { method: request.method, headers: request.headers, body })
  const options = makeAuthOptions({ secure: isSecure(request.headers) })
  return NextAuth(inner, { params: Promise.resolve({ nextauth: path }) }, options)
}

async function signIn(request: Request, path: string[], body: string): Promise<Response> {
  const { log } = getRuntime()
  const address = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const account = new URLSearchParams(body).get('email')?.trim().toLowerCase().slice(0, 320) ?? ''
  const now = Date.now()
  const waitMs = Math.max(byAddress.take(address, now), byAccount.take(account, now))
  if (waitMs > 0) {
    const minutes = Math.ceil(waitMs / 60_000)
    const message = `Too many attempts to sign in; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
    throw new AppError('rate_limited', message, { headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) } })
  }
  const response = await handOver(request, path, body)
  if (response.status === 401) {
    log.warn({ address }, 'sign-in refused')
    throw new AppError('unauthenticated', 'The e-mail address or the password is wrong')
  }
  const { session } = cookieNames(isSecure(request.headers))
  if (!response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${session}=`))) {
    throw new AppError('forbidden', 'The sign-in form was out of date; try again')
  }
  byAddress.forget(address)
  byAccount.forget(account)
  log.info({ address }, 'signed in')
  return response
}

/** The doors of next-auth that are open, behind limits and checks of our own; failures are problem documents. */
export const answerAuth: Handler = (request, next) =>
  respond(
    request,
    async () => {
      const path = [(await next.params)?.nextauth ?? []].flat()
      const door = path.join('/')
      if (!doors[request.method === 'GET' ? 'GET' : 'POST'].includes(door)) {
        throw new AppError('not_found', `There is no ${request.method} ${door}`)
      }
      if (request.method === 'GET') return handOver(request, path)
      if (isForeign(request.headers, 'write'))
        throw new AppError('forbidden', 'A page of another site may not ask this')
      if (!request.headers.get('content-type')?.toLowerCase().startsWith(formType)) {
        throw new AppError('unsupported_media', `Expected ${formType}`, { headers: { 'Accept-Post': formType } })
      }
      const chunks = (request.body ?? nothing()) as AsyncIterable<Uint8Array>
      const body = await readBody(request.headers, chunks, bodyLimits)
      return door === 'signout' ? handOver(request, path, body) : signIn(request, path, body)
    },
    next,
  )

import 'server-only'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { AppError } from '@/lib/errors/app-error'
import { readBody } from '@/lib/http/body'
import { type Handler, respond } from '@/lib/http/route'
import { getRuntime } from '@/lib/runtime/runtime'
import { isForeign } from '../origin'
import { cookieNames, isSecure } from '../session-cookie'
import { signInPath } from '../sign-in-path'
import { removeSession } from '../store/sessions'
import { recordDeed } from './audit'
import { addressOf, forgetAttempts, takeAttempt } from './limits'
import type { Browser } from './open-session'
import { makeAuthOptions } from './options'
import { namedProviders } from './providers'
import { readSession } from './session'

/** The only doors of next-auth that are open: the others are of no use to us. */
function doorsOf(method: string): string[] {
  const providers = namedProviders(getRuntime().config.access.providers).map(({ id }) => id)
  if (method === 'GET') return ['csrf', ...providers.map((id) => `callback/${id}`)]
  return ['callback/credentials', 'signout', ...providers.map((id) => `signin/${id}`)]
}
const bodyLimits = { maxBytes: 16_384, maxUnpackedBytes: 16_384, stallMs: 10_000, deadlineMs: 30_000 }
const formType = 'application/x-www-form-urlencoded'

async function* nothing(): AsyncGenerator<Uint8Array> {}

const browserOf = ({ headers }: Request, requestId: string): Browser => ({
  address: addressOf(headers),
  userAgent: headers.get('user-agent') ?? '',
  requestId,
})

type Step = { request: Request; path: string[]; requestId: string; body?: string }

/** Hands a request over to next-auth, with a body that is already read. */
async function handOver({ request, path, requestId, body }: Step): Promise<Response> {
  const url = new URL(request.url)
  if (path[0] !== 'callback' || path[1] === 'credentials') url.search = ''
  const inner = new NextRequest(url, { method: request.method, headers: request.headers, body })
  const options = makeAuthOptions({ secure: isSecure(request.headers), browser: browserOf(request, requestId) })
  return NextAuth(inner, { params: Promise.resolve({ nextauth: path }) }, options)
}

async function signIn(step: Step & { body: string }): Promise<Response> {
  const { request, body } = step
  const { log, db } = getRuntime()
  const browser = browserOf(request, step.requestId)
  const address = browser.address ?? ''
  const account = new URLSearchParams(body).get('email')?.trim().toLowerCase().slice(0, 320) ?? ''
  await takeAttempt(db, `sign-in ${address}`, `sign-in ${account}`)
  const response = await handOver(step)
  if (response.status === 401) {
    log.warn({ address }, 'sign-in refused')
    const deed = { action: 'sign-in', outcome: 'refused', sent: { provider: 'password' } } as const
    await recordDeed(db, { kind: 'anonymous', name: account }, new Date(), deed, browser)
    throw new AppError('unauthenticated', 'The e-mail address or the password is wrong')
  }
  const { session } = cookieNames(isSecure(request.headers))
  if (!response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${session}=`))) {
    throw new AppError('forbidden', 'The sign-in form was out of date; try again')
  }
  await forgetAttempts(db, `sign-in ${address}`, `sign-in ${account}`)
  log.info({ address }, 'signed in')
  return response
}

/** Ends the session for good, not only in this browser. */
async function signOut(step: Step): Promise<Response> {
  const { db } = getRuntime()
  const actor = await readSession(step.request.headers)
  if (actor?.id && actor.session) {
    await removeSession(db, actor.id, actor.session)
    const deed = { action: 'sign-out', target: actor.id, targetName: actor.name }
    await recordDeed(db, actor, new Date(), deed, browserOf(step.request, step.requestId))
  }
  const response = await handOver(step)
  response.headers.set('Clear-Site-Data', '"cache"')
  return response
}

/** Back from a provider: where it vouches for nobody who may come in, the sign-in page says so. */
async function comeBack(step: Step): Promise<Response> {
  await takeAttempt(getRuntime().db, `provider ${addressOf(step.request.headers)}`)
  const response = await handOver(step)
  const location = response.headers.get('location')
  const error = location && new URL(location, step.request.url).searchParams.get('error')
  if (error) response.headers.set('location', `${signInPath}?${new URLSearchParams({ error })}`)
  return response
}

/** The doors of next-auth that are open, behind limits and checks of our own; failures are problem documents. */
export const answerAuth: Handler = (request, next) =>
  respond(
    request,
    async (requestId) => {
      const path = [(await next.params)?.nextauth ?? []].flat()
      const door = path.join('/')
      if (!doorsOf(request.method).includes(door)) {
        throw new AppError('not_found', `There is no ${request.method} ${door}`)
      }
      const step = { request, path, requestId }
      if (request.method === 'GET') return door === 'csrf' ? handOver(step) : comeBack(step)
      if (isForeign(request.headers, 'write'))
        throw new AppError('forbidden', 'A page of another site may not ask this')
      if (!request.headers.get('content-type')?.toLowerCase().startsWith(formType)) {
        throw new AppError('unsupported_media', `Expected ${formType}`, { headers: { 'Accept-Post': formType } })
      }
      const chunks = (request.body ?? nothing()) as AsyncIterable<Uint8Array>
      const body = await readBody(request.headers, chunks, bodyLimits)
      if (door === 'callback/credentials') return signIn({ ...step, body })
      return door === 'signout' ? signOut({ ...step, body }) : handOver({ ...step, body })
    },
    next,
  )

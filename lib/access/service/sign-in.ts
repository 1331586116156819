import 'server-only'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { readBody } from '@/lib/http/body'
import { withDeadline } from '@/lib/http/deadline'
import { type Handler, patience, respond } from '@/lib/http/route'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { knownBrowser, knownBrowserCookie } from '../known-browser'
import { isForeign } from '../origin'
import { cookieNames, isSecure, readCookie } from '../session-cookie'
import { type Form, formType, readForm } from '../sign-in-form'
import { signInPath } from '../sign-in-path'
import { removeSession } from '../store/sessions'
import type { UserRow } from '../store/users'
import { recordDeed } from './audit'
import { addressOf, giveBackAttempt, takeAttempt, takeAttemptAt } from './limits'
import { type Browser, findByPassword } from './open-session'
import { makeAuthOptions } from './options'
import { namedProviders } from './providers'
import { readSession } from './session'

/** The only doors of next-auth that are open: the others are of no use to us. */
function doorsOf(reads: boolean): string[] {
  const providers = namedProviders(getRuntime().config.access.providers).map(({ id }) => id)
  if (reads) return ['csrf', ...providers.map((id) => `callback/${id}`)]
  return ['callback/credentials', 'signout', ...providers.map((id) => `signin/${id}`)]
}
const bodyLimits = { maxBytes: 16_384, maxUnpackedBytes: 16_384, stallMs: 10_000, deadlineMs: 30_000 }

async function* nothing(): AsyncGenerator<Uint8Array> {}

const browserOf = ({ headers }: Request, requestId: string): Browser => ({
  address: addressOf(headers),
  userAgent: headers.get('user-agent') ?? '',
  requestId,
})

/** `user` is whose password was right. */
type Step = { request: Request; path: string[]; requestId: string; form?: Form; user?: UserRow }

/** Hands a request over to next-auth, with a form of which only what was judged is left. */
async function handOver({ request, path, requestId, form, user }: Step): Promise<Response> {
  const url = new URL(request.url)
  if (path[0] !== 'callback' || path[1] === 'credentials') url.search = ''
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  if (form) headers.set('content-type', formType)
  const { email: _email, password: _password, ...rest } = form ?? {}
  const body = form && new URLSearchParams(rest).toString()
  const inner = new NextRequest(url, { method: request.method, headers, body })
  const options = makeAuthOptions({ secure: isSecure(request.headers), browser: browserOf(request, requestId), user })
  return NextAuth(inner, { params: Promise.resolve({ nextauth: path }) }, options)
}

/** Who has this address and password. An address that nobody can have is looked for like any other. */
async function findUser(context: Context, { email = '', password = '' }: Form, account: string, browser: Browser) {
  const user = await findByPassword(context, email, password)
  if (user) return user
  const deed = { action: 'sign-in', outcome: 'refused', sent: { provider: 'password' } } as const
  await recordDeed(context.db, { kind: 'anonymous', name: account }, context.now, deed, browser)
  context.log.warn({ address: browser.address }, 'sign-in refused')
  throw new AppError('unauthenticated', 'The e-mail address or the password is wrong')
}

async function signIn(step: Step & { form: Form }): Promise<Response> {
  const { request, form } = step
  const context = createContext({ kind: 'anonymous', name: 'sign-in' })
  const { db, log, config } = context
  const browser = browserOf(request, step.requestId)
  const address = browser.address ?? ''
  const account = (form.email ?? '').trim().toLowerCase().slice(0, 320).replaceAll('\0', '\uFFFD')
  const known = knownBrowser(account, config.access.secret)
  const isKnown = readCookie(request.headers, knownBrowserCookie(isSecure(request.headers), account)) === known
  /** Whoever guesses shuts out browsers that nobody signed in with before; the others have a limit of their own. */
  const limited = isKnown ? `browser ${known}` : `sign-in ${account}`
  await takeAttempt(db, 'sign-in', address)
  await takeAttemptAt(db, limited)
  const user = await findUser(context, form, account, browser)
  const response = await handOver({ ...step, user })
  const secure = isSecure(request.headers)
  const opened = response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${cookieNames(secure).session}=`))
  if (!opened) throw new AppError('forbidden', 'The sign-in form was out of date; try again')
  await giveBackAttempt(db, 'sign-in', address, limited)
  const kept = `${knownBrowserCookie(secure, account)}=${known}; Path=/api/auth; Max-Age=31536000; HttpOnly; SameSite=Lax`
  response.headers.append('Set-Cookie', secure ? `${kept}; Secure` : kept)
  log.info({ address }, 'signed in')
  return response
}

/** Ends the session for good, not only in this browser; a form that is not of this browser ends nothing. */
async function signOut(step: Step): Promise<Response> {
  const { db } = getRuntime()
  const actor = await readSession(step.request.headers)
  const response = await handOver(step)
  const { session } = cookieNames(isSecure(step.request.headers))
  const isOver = response.headers.getSetCookie().some((cookie) => cookie.startsWith(`${session}=;`))
  if (isOver && actor?.id && actor.session) {
    await removeSession(db, actor.id, actor.session)
    const deed = { action: 'sign-out', target: actor.id, targetName: actor.name }
    await recordDeed(db, actor, new Date(), deed, browserOf(step.request, step.requestId))
  }
  response.headers.set('Clear-Site-Data', '"cache"')
  return response
}

const saying = /^[A-Za-z]{1,40}$/

/** Back from a provider: where it vouches for nobody who may come in, the sign-in page says so. */
async function comeBack(step: Step): Promise<Response> {
  const { headers, url } = step.request
  /** A picture or a frame of another page would use up the attempts of everyone at its reader's address. */
  if ((headers.get('sec-fetch-dest') ?? 'document') !== 'document')
    throw new AppError('forbidden', 'A provider leads a browser back here, and nothing within a page')
  const { db } = getRuntime()
  const address = addressOf(headers)
  await takeAttempt(db, 'provider', address)
  const response = await handOver(step)
  const location = response.headers.get('location')
  const error = location && new URL(location, url).searchParams.get('error')
  if (error) {
    const said = saying.test(error) ? error : 'Callback'
    response.headers.set('location', `${signInPath}?${new URLSearchParams({ error: said })}`)
  } else if (location) await giveBackAttempt(db, 'provider', address)
  return response
}

async function readStep(request: Request): Promise<Form> {
  if (isForeign(request.headers, 'write')) throw new AppError('forbidden', 'A page of another site may not ask this')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== formType || request.headers.get('content-type')?.includes('json')) {
    throw new AppError('unsupported_media', `Expected ${formType}`, { headers: { 'Accept-Post': formType } })
  }
  const chunks = (request.body ?? nothing()) as AsyncIterable<Uint8Array>
  return readForm(await readBody(request.headers, chunks, bodyLimits))
}

/** The doors of next-auth that are open, behind limits and checks of our own; failures are problem documents. */
export const answerAuth: Handler = (request, next) => {
  const answer = async (requestId: string) => {
    const path = [(await next.params)?.nextauth ?? []].flat()
    const door = path.join('/')
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!doorsOf(reads).includes(door)) throw new AppError('not_found', `There is no ${request.method} ${door}`)
    const step = { request, path, requestId }
    if (reads) return door === 'csrf' ? handOver(step) : comeBack(step)
    const form = await readStep(request)
    if (door === 'callback/credentials') return signIn({ ...step, form })
    return door === 'signout' ? signOut({ ...step, form }) : handOver({ ...step, form })
  }
  return respond(request, (requestId) => withDeadline(answer(requestId), patience('write')), next)
}

import 'server-only'
import { stringify } from 'lossless-json'
import type { z } from 'zod'
import { noteDeed } from '@/lib/access/service/note-deed'
import type { Context } from '@/lib/context/context'
import { AppError, type ErrorCode, type InputIssue } from '@/lib/errors/app-error'
import type { Form } from '@/lib/metrics/answers-at-hand'
import { noteRequest } from '@/lib/runtime/note'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { type Params, templateOf } from './address'
import { readBody } from './body'
import { withDeadline } from './deadline'
import { type Description, describe } from './description'
import { admit, type Guard } from './guards'
import { allowed, type Method, methods, refuseMethod } from './methods'
import { toProblem } from './problem'
import { requestIdOf } from './request-id'

type Shape = z.ZodType | undefined
type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type Definition<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType> = Pick<
  Description,
  'takes' | 'gives'
> & {
  guard: Guard
  params?: P
  query?: Q
  body?: B
  response: R
  status?: number
  /** The answer may hold numbers that no double holds, as `LosslessNumber`: they go out as they are. */
  exact?: true
  headers?: (data: z.output<R>) => Record<string, string>
  /** Reads a body of other media types than JSON. */
  read?: BodyReader
  /** Answers in another form than the JSON of `response`, where the caller asked for one; undefined for JSON after all. */
  write?: (data: z.output<R>, query: Parsed<Q>) => Response | undefined
}
/** What the text of a body says, by its media type in lower case (empty where none was given). Throws `unsupported_media` or `bad_request`. */
export type BodyReader = (text: string, type: string) => unknown
type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  request: Request
}
export type NextContext = { params: Promise<Params | undefined> }
export type Handler = (request: Request, next: NextContext) => Promise<Response>

/** What is written down in the audit log: all that changes something, but for events, which are their own record. */
const isChange = (guard: Guard, method: string) =>
  method !== 'GET' && !['public', 'self', 'read', 'cron'].includes(guard)

/** What may change what is answered; of events the writer tells. */
const mayChangeAnswers = (guard: Guard, method: string) => guard === 'cron' || isChange(guard, method)

/** Of a body that is no delivery of events. */
export const bodyLimits = { maxBytes: 1024 * 1024, maxUnpackedBytes: 1024 * 1024, stallMs: 10_000, deadlineMs: 30_000 }

/** A statement may take its time, a frozen database may not take ours: what a caller waits at most. */
const slackMs = 5000
const jobMs = 300_000
export const patience = (guard: Guard) =>
  guard === 'cron' ? jobMs : getRuntime().config.database.statement_timeout + slackMs

/** Keeps an answer as it was written; the door repeats it where the address alone says what is asked. */
function keepForm({ method, url }: Request, form: Form, text: string) {
  form.text = text
  const { pathname, search } = new URL(url)
  if (method === 'GET') getRuntime().atHand?.askedAt(pathname + search, form)
}

const json = { 'Content-Type': 'application/json' }

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** PostgreSQL knows no NUL, so nothing is ever named by a text that has one. */
function requireNoNul(values: Params, code: ErrorCode, what: string) {
  const found = Object.entries(values).find(([, value]) => String(value).includes('\0'))
  if (found) throw new AppError(code, `${what} ${found[0]}: has a NUL character`)
}

function check<S extends z.ZodType>(schema: S, value: unknown, code: ErrorCode, what: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues: InputIssue[] = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code,
    message: issue.message,
  }))
  const first = issues[0]
  throw new AppError(code, `${what}${first?.path ? ` ${first.path}` : ''}: ${first?.message ?? 'invalid'}`, { issues })
}

/** The query parameters by their contract; one given several times is a comma list. Throws `bad_request` for what makes no sense. */
export function readQuery<S extends Shape>({ searchParams }: URL, schema: S): Parsed<S> {
  const raw = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name).join(',')]))
  requireNoNul(raw, 'bad_request', 'Query parameter')
  return (schema && check(schema, raw, 'bad_request', 'Query parameter')) as Parsed<S>
}

/** What JSON says. */
const parseJson: BodyReader = (text, type) => {
  if (type !== '' && type !== 'application/json' && !type.endsWith('+json')) {
    throw new AppError('unsupported_media', `Content-Type ${type} is not application/json`, {
      headers: { 'Accept-Post': 'application/json' },
    })
  }
  if (text.trim() === '') throw new AppError('bad_request', 'The body is empty; expected JSON')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('bad_request', `The body is not JSON: ${(error as Error).message}`)
  }
}

/** What a body says, which may be left out where `schema` takes none (`undefined`). */
async function readContent({ headers, body }: Request, schema: z.ZodType, read: BodyReader): Promise<unknown> {
  const text = await readBody(headers, (body ?? nothing()) as AsyncIterable<Uint8Array>, bodyLimits)
  if (text.trim() === '' && schema.safeParse(undefined).success) return undefined
  return read(text, (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase())
}

function describeProblem(error: unknown, pathname: string): Response {
  const { status, problem, headers } = toProblem(error, pathname)
  return Response.json(problem, { status, headers: { ...headers, 'Content-Type': 'application/problem+json' } })
}

/**
 * Runs `answer`, gives its response a request id, turns any failure into one document (a problem, unless `describe` makes
 * another), and counts and logs what came of it. `next` tells which parts of the address are parameters.
 */
export async function respond(
  request: Request,
  answer: (requestId: string) => Promise<Response>,
  next?: NextContext,
  describe = describeProblem,
): Promise<Response> {
  const startedAt = performance.now()
  const requestId = requestIdOf(request.headers)
  const { pathname } = new URL(request.url)
  let response: Response
  let failure: unknown
  try {
    response = await answer(requestId)
  } catch (error) {
    failure = error
    response = describe(error, pathname)
  }
  response.headers.set('X-Request-Id', requestId)
  response.headers.set('Cache-Control', 'no-store')
  const route = templateOf(pathname, (await next?.params) ?? {})
  noteRequest({ requestId, method: request.method, route, status: response.status, startedAt, error: failure })
  return response
}

/**
 * One route: guards, parses, calls `verb`, checks its answer against the contract, serialises.
 * Query parameters that make no sense are a 400, a body that fails its contract a 422.
 */
export function route<
  R extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(definition: Definition<P, Q, B, R>, verb: (context: Context, input: Input<P, Q, B>) => Promise<z.input<R>>): Handler {
  const answer = async (request: Request, next: NextContext, requestId: string) => {
    const patienceMs = patience(definition.guard)
    const { actor, headers: said } = await withDeadline(admit(definition.guard, request.headers), patienceMs)
    const base = createContext(actor)
    const context: Context = { ...base, log: base.log.child({ requestId }) }
    const place = (await next.params) ?? {}
    requireNoNul(place, 'not_found', 'Path')
    const params = definition.params && check(definition.params, place, 'not_found', 'Path')
    const query = readQuery(new URL(request.url), definition.query as Q)
    const content = definition.body && (await readContent(request, definition.body, definition.read ?? parseJson))
    const body = definition.body && check(definition.body, content, 'invalid_input', 'Body')
    const input = { params, query, body, request } as Input<P, Q, B>
    const { atHand } = getRuntime()
    const done = await withDeadline(verb(context, input), patienceMs).finally(
      () => mayChangeAnswers(definition.guard, request.method) && atHand?.changedAll(),
    )
    const form = typeof done === 'object' && done !== null ? atHand?.formOf(done) : undefined
    const data = (form?.data as z.output<R> | undefined) ?? definition.response.parse(done)
    if (form) form.data = data
    if (isChange(definition.guard, request.method)) await noteDeed(context, { request, place, body, done, requestId })
    const written = definition.write?.(data, query)
    for (const [name, value] of written ? Object.entries(said) : []) written?.headers.set(name, value)
    if (written) return written
    const init = { status: definition.status ?? 200, headers: { ...said, ...definition.headers?.(data) } }
    const answered = { success: true, data }
    const text = form?.text ?? (definition.exact ? stringify(answered) : JSON.stringify(answered)) ?? ''
    if (form) keepForm(request, form, text)
    return new Response(text, { ...init, headers: { ...json, ...init.headers } })
  }
  const description = { ...definition, tagged: definition.headers !== undefined }
  return describe(description, (request, next) =>
    respond(request, (requestId) => answer(request, next, requestId), next),
  )
}

const refuseOthers =
  (allow: string): Handler =>
  (request, next) =>
    respond(request, () => Promise.reject(refuseMethod(request.method, allow)), next)

/** The answer to GET without its body, which is ended. */
const withoutBody =
  (get: Handler): Handler =>
  async (request, next) => {
    const { body, status, headers } = await get(request, next)
    await body?.cancel()
    return new Response(null, { status, headers })
  }

const describeMethods =
  (allow: string): Handler =>
  (request, next) =>
    respond(request, async () => new Response(null, { status: 204, headers: { Allow: allow } }), next)

/**
 * All methods of one path: HEAD is GET without its body, OPTIONS says what is possible, and what is not answers 405. Both with `Allow`,
 * a refusal in the form that `refuseBy` gives it.
 */
export function resource(
  handlers: Partial<Record<Method | 'OPTIONS', Handler>>,
  refuseBy: (allow: string) => Handler = refuseOthers,
): Record<Method | 'HEAD' | 'OPTIONS', Handler> {
  const given = methods.filter((method) => handlers[method])
  const allow = allowed(given)
  const refuse = refuseBy(allow)
  const {
    DELETE = refuse,
    GET,
    OPTIONS = describeMethods(allow),
    PATCH = refuse,
    POST = refuse,
    PUT = refuse,
  } = handlers
  return { DELETE, GET: GET ?? refuse, HEAD: GET ? withoutBody(GET) : refuse, OPTIONS, PATCH, POST, PUT }
}

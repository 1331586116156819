import 'server-only'
import type { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'
import { readBody } from './body'
import { withDeadline } from './deadline'
import { describe } from './description'
import { admit } from './guards'
import { refuseMethod } from './methods'
import { toProblem } from './problem'
import { bodyLimits, type Handler, type NextContext, patience, respond } from './route'

const form = 'application/x-www-form-urlencoded'
const errorTypes: Record<number, string> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  422: 'execution',
  500: 'internal',
  503: 'unavailable',
}

/** A failure as Prometheus's HTTP API tells it. */
function describeError(failure: unknown, pathname: string): Response {
  const { status, problem, headers } = toProblem(failure, pathname)
  const late = failure instanceof AppError && failure.reason === 'deadline'
  const errorType = late ? 'timeout' : (errorTypes[status] ?? 'bad_data')
  return Response.json({ status: 'error', errorType, error: problem.detail }, { status, headers })
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function readForm({ headers, body, method }: Request): Promise<URLSearchParams> {
  if (method !== 'POST') return new URLSearchParams()
  const type = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== '' && type !== form) {
    throw new AppError('unsupported_media', `Content-Type ${type} is not ${form}`, { headers: { 'Accept-Post': form } })
  }
  return new URLSearchParams(await readBody(headers, (body ?? nothing()) as AsyncIterable<Uint8Array>, bodyLimits))
}

/** The parameters of the body and the address: the first of each name, those ending in `[]` all of them. */
async function readParams(request: Request): Promise<Record<string, string | string[]>> {
  const all = [...(await readForm(request)), ...new URL(request.url).searchParams]
  const names = [...new Set(all.map(([name]) => name))]
  const given = (name: string) => all.filter(([own]) => own === name).map(([, value]) => value)
  return Object.fromEntries(names.map((name) => [name, name.endsWith('[]') ? given(name) : given(name)[0]!]))
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? '')
  throw new AppError('bad_request', `invalid parameter ${JSON.stringify(name)}: ${issue?.message ?? 'invalid'}`)
}

type Definition<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> = { path?: P; params: Q; response: R }
type Input<P, Q> = { path: P; params: Q; patienceMs: number }
type Answered<R extends z.ZodType> = { data: z.input<R>; warnings?: string[]; infos?: string[] }

/**
 * One address of Prometheus's HTTP API: GET with a query, POST with a form. Whoever may read may ask. The answer comes within
 * the parameter `timeout` where that is shorter than what others wait.
 */
export function prometheusRoute<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  { path, params, response }: Definition<P, Q, R>,
  verb: (context: Context, input: Input<z.output<P>, z.output<Q>>) => Promise<Answered<R>>,
): Handler {
  const answer = async (request: Request, next: NextContext, requestId: string) => {
    const longest = patience('read')
    const { actor, headers } = await withDeadline(admit('read', request.headers), longest)
    const base = createContext(actor)
    const context: Context = { ...base, log: base.log.child({ requestId }) }
    const given = check(params, await readParams(request)) as z.output<Q> & { timeout?: number }
    const place = path ? check(path, (await next.params) ?? {}) : undefined
    const patienceMs = Math.min(longest, given?.timeout ?? longest)
    const work = verb(context, { path: place as z.output<P>, params: given, patienceMs })
    const { data, ...notes } = await withDeadline(work, patienceMs, 'ask for fewer series or steps')
    return Response.json({ status: 'success', data: response.parse(data), ...notes }, { headers })
  }
  return describe(
    { guard: 'read', params: path, query: params, form: true, response, envelope: 'prometheus' },
    (request, next) => respond(request, (requestId) => answer(request, next, requestId), next, describeError),
  )
}

/** The refusal of a method at an address of Prometheus's API. */
export const refusePrometheus =
  (allow: string): Handler =>
  (request, next) =>
    respond(request, () => Promise.reject(refuseMethod(request.method, allow)), next, describeError)

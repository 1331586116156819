import type { Description } from '@/lib/http/description'
import { problemSlug, problems } from '@/lib/http/problem-words'
import type { JsonSchema } from './json-schema'
import type { Operation } from './operations/operation'

const kinds = Object.entries(problems) as [keyof typeof problems, (typeof problems)[keyof typeof problems]][]
const pascal = (slug: string) => slug.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase())
const nameOf = (code: keyof typeof problems) => pascal(problemSlug(code))

const told = (name: string) => ({ $ref: `#/components/headers/${name}` })
const always = { 'X-Request-Id': told('RequestId') }
const limits = { RateLimit: told('RateLimit'), 'RateLimit-Policy': told('RateLimitPolicy') }
/** Headers that an answer of a status has beside those of all. */
const own: Record<number, Record<string, unknown>> = {
  401: { 'WWW-Authenticate': told('Challenge') },
  405: { Allow: told('Allow') },
  412: { ETag: told('ETag') },
  415: { 'Accept-Post': told('AcceptPost'), 'Accept-Encoding': told('AcceptEncoding') },
  429: { 'Retry-After': told('RetryAfter'), ...limits },
  503: { 'Retry-After': told('RetryAfter') },
}

/** One answer for each kind of problem, in the form of our own interface and in that of Prometheus's. */
export function problemResponses(): Record<string, unknown> {
  const one = (code: keyof typeof problems, type: string, schema: string) => ({
    description: problems[code].means,
    headers: { ...always, ...own[problems[code].status] },
    content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  })
  return Object.fromEntries([
    ...kinds.map(([code]) => [nameOf(code), one(code, 'application/problem+json', 'Problem')]),
    ...kinds.map(([code]) => [`Prometheus${nameOf(code)}`, one(code, 'application/json', 'PrometheusError')]),
  ])
}

/** What can go wrong, by status, with what an operation takes and who may ask. */
export function failuresOf(
  { guard, params, query, body, form, envelope }: Description,
  { fails = [], match }: Operation,
) {
  const isProtected = guard !== 'public'
  const takesBody = body !== undefined || form
  const statuses = [
    ...(query ? [400] : []),
    ...(isProtected ? [401, 403, 429] : []),
    ...(params ? [404] : []),
    ...(takesBody ? [400, 408, 413, 415] : []),
    ...(body ? [422] : []),
    ...(envelope === 'prometheus' ? [422] : []),
    ...(match ? [412] : []),
    ...fails,
    500,
    503,
  ]
  const prefix = envelope === 'prometheus' ? 'Prometheus' : ''
  const refOf = (status: number) => {
    const code = kinds.find(([, one]) => one.status === status)?.[0]
    if (!code) throw new Error(`no problem has the status ${status}`)
    return { $ref: `#/components/responses/${prefix}${nameOf(code)}` }
  }
  return Object.fromEntries([...new Set(statuses)].sort().map((status) => [status, refOf(status)]))
}

function wrap(schema: JsonSchema, envelope: Description['envelope']): JsonSchema {
  if (envelope === 'bare') return schema
  if (envelope !== 'prometheus')
    return { type: 'object', properties: { success: { const: true }, data: schema }, required: ['success', 'data'] }
  const texts = { type: 'array', items: { type: 'string' } }
  const properties = { status: { const: 'success' }, data: schema, warnings: texts, infos: texts }
  return { type: 'object', properties, required: ['status', 'data'] }
}

/** The answer where all goes well. */
export function successOf(description: Description, data: JsonSchema | undefined) {
  const { guard, gives = [], envelope, status = 200, tagged } = description
  const headers = { ...always, ...(guard === 'public' ? {} : limits), ...(tagged ? { ETag: told('ETag') } : {}) }
  const json = data ? { 'application/json': { schema: wrap(data, envelope) } } : {}
  const others = gives.map((type) => [type, type.startsWith('image/') ? {} : { schema: { type: 'string' } }])
  return { [status]: { description: 'Done', headers, content: { ...json, ...Object.fromEntries(others) } } }
}

const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example })
export const headers = {
  RequestId: text(
    'The id of the request, in the log of the server too; one that is sent is kept.',
    '0198c0de-0000-7000-8000-000000000001',
  ),
  RateLimit: text('What is left to the key in this minute, where it has a limit.', '"key";r=590;t=42'),
  RateLimitPolicy: text('The limit of the key, where it has one.', '"key";q=600;w=60'),
  RetryAfter: { description: 'The seconds after which to send it again.', schema: { type: 'integer', minimum: 0 } },
  Challenge: text('How to say who asks.', 'Bearer'),
  Allow: text('The methods that are possible.', 'GET, HEAD, POST, OPTIONS'),
  ETag: text('The version, for `If-Match`.', '"7"'),
  AcceptPost: text('The media types that are read.', 'application/json'),
  AcceptEncoding: text('The encodings that are read.', 'gzip, deflate, br, zstd'),
}

import type { z } from 'zod'
import { cookieNames } from '@/lib/access/session-cookie'
import { type Description, descriptionOf } from '@/lib/http/description'
import type { Method } from '@/lib/http/methods'
import { problem } from '@/lib/http/problem-contract'
import type { Handler } from '@/lib/http/route'
import { prometheusError } from '@/lib/promql/error-contract'
import { failuresOf, headers, problemResponses, successOf } from './answers'
import { type Group, groups } from './groups'
import { type JsonSchema, resolve } from './json-schema'
import { keepUsed } from './keep-used'
import type { Operation } from './operations/operation'
import { parameterWords } from './parameter-words'
import { describeSchemas, type Schemas } from './schemas'

/** Finds what answers a method at an address such as `/api/v1/datawatch/metrics/[name]`. */
export type FindHandler = (method: Method, address: string) => Handler | undefined

type Told = { group: Group; method: Method; path: string; operation: Operation; description: Description }

/** Every operation of the groups with what it takes and gives. Throws where there is no such route, or none that says it. */
function collect(find: FindHandler): Told[] {
  return groups.flatMap((group) =>
    Object.entries(group.operations).map(([key, operation]) => {
      const [method, rest] = key.split(' ') as [Method, string]
      const path = `${group.base}${rest}`
      const handler = find(method, path.replaceAll('{', '[').replaceAll('}', ']'))
      const description = handler && descriptionOf(handler)
      if (!description)
        throw new Error(`${key} has no route below ${group.base || '/'} that says what it takes and gives`)
      return { group, method, path, operation, description }
    }),
  )
}

const rootsOf = ({ params, query, body, response, lines }: Description) =>
  [params, query, body, response, lines].filter((one): one is z.ZodType => one !== undefined)

/** A list in an address is its items, one after the other. */
function parametersOf(schema: JsonSchema, place: 'path' | 'query', components: Schemas['components']) {
  const { properties = {}, required = [] } = resolve(schema, components)
  return Object.entries(properties).map(([name, { description = parameterWords[name], ...own }]) => ({
    name,
    in: place,
    ...(description ? { description } : {}),
    required: place === 'path' || (required.includes(name) && own.default === undefined),
    schema: own,
  }))
}

/** A body, in each of its media types; one that may be left out is not required. */
function bodyOf({ body, lines, takes = ['application/json'] }: Description, { example }: Operation, schemas: Schemas) {
  if (!body) return {}
  const content = takes.map((type) => {
    const isLines = lines !== undefined && type.includes('ndjson')
    const schema = isLines ? { type: 'string', description: 'One a line.' } : schemas.input(body)
    return [type, { schema, ...(example === undefined || isLines ? {} : { example }) }]
  })
  const required = !body.safeParse(undefined).success
  return { requestBody: { required, content: Object.fromEntries(content) } }
}

function formOf(description: Description, method: Method, schemas: Schemas) {
  if (!description.form || method === 'GET' || !description.query) return {}
  const content = { 'application/x-www-form-urlencoded': { schema: schemas.input(description.query) } }
  return { requestBody: { required: false, content } }
}

const security = (guard: Description['guard']) => {
  if (guard === 'public') return []
  if (guard === 'cron') return [{ cronSecret: [] }, { apiKey: [] }]
  return guard === 'account' || guard === 'people' ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }]
}

function operationOf({ group, method, operation, description }: Told, schemas: Schemas) {
  const { params, query, guard, response } = description
  const { id, summary, match } = operation
  const parameters = [
    ...(params ? parametersOf(schemas.input(params), 'path', schemas.components) : []),
    ...(query ? parametersOf(schemas.input(query), 'query', schemas.components) : []),
    ...(match ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ]
  return {
    operationId: id,
    summary,
    ...(operation.description ? { description: operation.description } : {}),
    tags: [group.tag],
    security: security(guard),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(description, operation, schemas),
    ...formOf(description, method, schemas),
    responses: {
      ...successOf(description, response && schemas.output(response)),
      ...failuresOf(description, operation),
    },
    'x-permission': guard,
  }
}

const securitySchemes = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer dw_…`.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieNames(false).session,
    description: 'Somebody signed in in this browser.',
  },
  cronSecret: { type: 'http', scheme: 'bearer', description: 'The secret of the cron routes.' },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'The version that the change is made to, as `ETag` said it; without it, whichever there is.',
  required: false,
  schema: { type: 'string' },
  example: '"7"',
}

const says =
  'DataWatch turns row changes into metrics. Answers are `{"success": true, "data": …}`; failures are problem documents ' +
  '(RFC 9457), whose `type` is the address of a page that tells what to do. Every answer has `X-Request-Id`. Bodies may be ' +
  'packed (`Content-Encoding`: gzip, deflate, br, zstd). Times are RFC 3339, or unix seconds or milliseconds; intervals ' +
  'include `from` and not `to`. HEAD is GET without the body, OPTIONS says what is possible.'

/** The OpenAPI 3.1 document of all routes. `named` are the contracts that have a name of their own in it. */
export function buildDocument(find: FindHandler, named: ReadonlyMap<z.ZodType, string>) {
  const told = collect(find)
  const all = new Map([...named, [problem, 'Problem'] as const, [prometheusError, 'PrometheusError'] as const])
  const schemas = describeSchemas(
    told.flatMap(({ description }) => rootsOf(description)),
    all,
  )
  const paths: Record<string, Record<string, unknown>> = {}
  for (const one of told)
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one, schemas) }
  const document = {
    openapi: '3.1.1',
    info: { title: 'DataWatch', version: '1.0.0', description: says },
    servers: [{ url: '/' }],
    tags: groups.map(({ tag, says: description }) => ({ name: tag, description })),
    paths,
    components: {
      schemas: schemas.components,
      responses: problemResponses(),
      parameters: { IfMatch: ifMatch },
      headers,
      securitySchemes,
    },
  }
  return keepUsed(document)
}

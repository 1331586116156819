import fc from 'fast-check'
import type { JsonSchema } from '@/lib/openapi/json-schema'
import document from '@/lib/openapi/openapi.json'
import { arbitraryOf, type Mode } from './fuzz-values'

const components = document.components.schemas as unknown as Record<string, JsonSchema>

type Parameter = { name: string; in: string; required: boolean; schema: JsonSchema; $ref?: string }
type Response = { $ref?: string; content?: Record<string, { schema?: JsonSchema }> }
export type FuzzedOperation = {
  id: string
  method: string
  path: string
  permission: string
  parameters: Parameter[]
  body?: { media: string[]; schema: JsonSchema }
  responses: Record<string, Response>
}
type Written = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, Response>
  'x-permission': string
}

/** Every operation of the document. */
export const fuzzedOperations: FuzzedOperation[] = Object.entries(
  document.paths as unknown as Record<string, Record<string, Written>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId: id, parameters = [], requestBody, responses, ...rest }]) => {
    const content = Object.entries(requestBody?.content ?? {})
    const body = content[0] && { media: content.map(([type]) => type), schema: content[0][1].schema }
    return { id, path, parameters, responses, body, method: method.toUpperCase(), permission: rest['x-permission'] }
  }),
)

export type FuzzedRequest = {
  place: Record<string, string>
  query: [string, string][]
  headers: Record<string, string>
  body?: string
}

/** Names and ids that answers had: what is asked for is often there. */
export class Seen {
  readonly #values = new Map<string, string[]>()
  add(kind: string, value: string) {
    const all = this.#values.get(kind) ?? []
    if (!all.includes(value)) this.#values.set(kind, [...all.slice(-30), value])
  }
  /** Takes what is called an id, a name or a token anywhere in an answer, under the path it was asked at. */
  learn(path: string, value: unknown) {
    if (Array.isArray(value)) for (const one of value) this.learn(path, one)
    else if (typeof value === 'object' && value !== null)
      for (const [key, own] of Object.entries(value)) {
        if (typeof own === 'string' && /^(id|uid|name|token|table)$/.test(key))
          this.add(`${path} ${key === 'uid' ? 'id' : key}`, own)
        else this.learn(path, own)
      }
  }
  /** What was seen where a path begins that leads to this parameter. */
  of(path: string, name: string): string[] {
    const [before = ''] = path.split(`/{${name}}`)
    const kinds = [...this.#values.keys()].filter(
      (kind) => kind.endsWith(` ${name}`) && kind.startsWith(before.split('/{')[0]!),
    )
    return kinds.flatMap((kind) => this.#values.get(kind)!)
  }
}

const oddPlaces = [
  '0198c0de-0000-7000-8000-000000000001',
  'orders',
  'x',
  '%',
  '..',
  '\0',
  '💥',
  "o'r",
  'x'.repeat(300),
  '-',
  '1',
  '99999999999',
]

function placeOf({ parameters, path }: FuzzedOperation, seen: Seen, mode: Mode) {
  const names = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
  const one = (name: string) => {
    const known = seen.of(path, name)
    const there = known.length > 0 ? fc.constantFrom(...known) : fc.constantFrom(...oddPlaces.slice(0, 2))
    return mode === 'junk' ? fc.oneof(there, fc.constantFrom(...oddPlaces)) : there
  }
  return fc.record(Object.fromEntries(names.map((name) => [name, one(name)])))
}

/** Lone surrogates can be in no address. */
export const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD')
const texts = (value: unknown) =>
  [value].flat().map((one) => (typeof one === 'string' ? one : (JSON.stringify(one) ?? '')))

function queryOf({ parameters }: FuzzedOperation, mode: Mode) {
  const own = parameters.filter((one) => one.in === 'query')
  const model = Object.fromEntries(
    own.map(({ name, schema }) => [name, arbitraryOf(schema, { components, mode, depth: 1 }, name)]),
  )
  const requiredKeys = mode === 'junk' ? [] : own.filter(({ required }) => required).map(({ name }) => name)
  return fc
    .record(model, { requiredKeys })
    .map((values) =>
      Object.entries(values).flatMap(([name, value]) =>
        texts(value).map((text): [string, string] => [name, wellFormed(text)]),
      ),
    )
}

const wrongBodies = [
  '',
  '{',
  '[]',
  'null',
  '1',
  '"text"',
  '{"a":'.repeat(5000),
  `[${'0,'.repeat(2000)}0]`,
  '\ufeff{}',
  '{"__proto__":{}}',
]

function bodyOf({ body }: FuzzedOperation, mode: Mode): fc.Arbitrary<{ text?: string; type?: string }> {
  if (!body) return fc.constant({})
  const type = body.media[0]!
  const encode = (value: unknown) =>
    type.includes('form')
      ? new URLSearchParams(
          Object.entries(value as object).flatMap(([name, one]) => texts(one).map((text) => [name, wellFormed(text)])),
        ).toString()
      : JSON.stringify(value)
  const fitting = arbitraryOf(body.schema, { components, mode, depth: 0 }, '').map((value) => ({
    text: encode(value),
    type,
  }))
  if (mode !== 'junk') return fitting
  const wrong = fc.record({
    text: fc.constantFrom(...wrongBodies),
    type: fc.constantFrom(type, 'text/plain', 'application/yaml', ''),
  })
  return fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: wrong })
}

/** Requests for one operation. */
export function requestsOf(operation: FuzzedOperation, seen: Seen, mode: Mode): fc.Arbitrary<FuzzedRequest> {
  const match = operation.parameters.some(({ $ref }) => $ref)
    ? fc.constantFrom('', '"1"', '*', 'W/"2"', '"x"')
    : fc.constant('')
  return fc
    .tuple(placeOf(operation, seen, mode), queryOf(operation, mode), bodyOf(operation, mode), match)
    .map(([place, query, { text, type }, ifMatch]) => ({
      ...{ place: place as Record<string, string>, query, body: text },
      headers: { ...(type ? { 'content-type': type } : {}), ...(ifMatch ? { 'if-match': ifMatch } : {}) },
    }))
}

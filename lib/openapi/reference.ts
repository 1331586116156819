import { componentPath, type JsonSchema } from './json-schema'
import { refsIn } from './keep-used'
import document from './openapi.json'
import { sampleOf } from './sample'
import { typeStatement, typeText } from './type-text'

type Content = Record<string, { schema?: JsonSchema; example?: unknown }>
type Parameter = {
  name: string
  in: string
  required: boolean
  schema: JsonSchema
  description?: string
  $ref?: string
}
type Written = {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, unknown>[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { $ref?: string; content?: Content }>
  'x-permission': string
}
const paths = document.paths as unknown as Record<string, Record<string, Written>>
const components = document.components.schemas as unknown as Record<string, JsonSchema>
const shared = document.components.parameters as unknown as Record<string, Parameter>

export type ReferenceParameter = {
  name: string
  place: string
  required: boolean
  type: string
  description: string
  sample: string
}
/** A type, and those that it names, each as a statement. */
export type ReferenceType = { media: string[]; text: string }
export type ReferenceOperation = {
  id: string
  method: string
  path: string
  summary: string
  description?: string
  permission: string
  parameters: ReferenceParameter[]
  body?: ReferenceType & { sample: string }
  answer: ReferenceType & { status: number }
  failures: { status: number; slug: string }[]
}

const kebab = (name: string) => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()
const samples: Record<string, string> = {
  step: '5m',
  n: '1',
  query: 'orders_events_total',
  match: 'orders_events_total',
}

function readParameter(given: Parameter): ReferenceParameter {
  const {
    name,
    in: place,
    required,
    schema,
    description = '',
  } = given.$ref ? shared[given.$ref.split('/').at(-1)!]! : given
  const sample = samples[name] ?? String(sampleOf(name === 'id' ? { format: 'uuid' } : schema, components, name))
  return { name, place, required, type: typeText(schema), description, sample }
}

/** The type with all that it names, at most so many. */
const mostTypes = 12

function describeType(schema: JsonSchema, name: string): string {
  const own = schema.$ref ? [] : [typeStatement(name, schema)]
  const names: string[] = []
  const follow = (value: unknown): void => {
    for (const ref of refsIn(value)) {
      const found = ref.slice(componentPath.length)
      if (names.includes(found) || names.length >= mostTypes) continue
      names.push(found)
      follow(components[found])
    }
  }
  follow(schema)
  return [...own, ...names.map((found) => typeStatement(found, components[found]!))].join('\n\n')
}

function readBody(body: Written['requestBody']): ReferenceOperation['body'] {
  if (!body) return undefined
  const [first] = Object.values(body.content)
  const schema = first?.schema ?? {}
  const sample = JSON.stringify(first?.example ?? sampleOf(schema, components), null, 2)
  return { media: Object.keys(body.content), text: describeType(schema, 'Body'), sample }
}

function readAnswer(responses: Written['responses']): ReferenceOperation['answer'] {
  const [status, { content = {} }] = Object.entries(responses).find(([, one]) => !one.$ref)!
  const schema = content['application/json']?.schema
  const data = schema?.properties?.data ?? schema
  return { status: Number(status), media: Object.keys(content), text: data ? describeType(data, 'Data') : '' }
}

function read(path: string, method: string, operation: Written): ReferenceOperation {
  const { operationId: id, summary, description, parameters = [], requestBody, responses } = operation
  const failures = Object.entries(responses)
    .filter(([, { $ref }]) => $ref)
    .map(([status, { $ref }]) => ({
      status: Number(status),
      slug: kebab($ref!.split('/').at(-1)!.replace('Prometheus', '')),
    }))
  return {
    ...{ id, method: method.toUpperCase(), path, summary, description, failures },
    permission: operation['x-permission'],
    parameters: parameters.map(readParameter),
    body: readBody(requestBody),
    answer: readAnswer(responses),
  }
}

export const referenceTags = document.tags

/** The operations of one section of the documentation, in the order of the document. */
export const operationsOf = (tag: string): ReferenceOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => read(path, method, operation)),
  )

/** Every operation with its section, in a line each. */
export const everyOperation = () =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, summary, tags }]) => ({
      ...{ id, summary, path, tag: tags[0]! },
      method: method.toUpperCase(),
    })),
  )

/** Whether an answer goes on for as long as somebody listens. */
export const streams = ({ media }: ReferenceType) => media.includes('text/event-stream')

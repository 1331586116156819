import type { JsonSchema } from '@/lib/openapi/json-schema'
import { typeText } from '@/lib/openapi/type-text'

type Content = Record<string, { schema?: JsonSchema }>
type Parameter = {
  name: string
  in: string
  required: boolean
  schema: JsonSchema
  description?: string
  $ref?: string
}
type Operation = {
  operationId: string
  summary: string
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { $ref?: string; content?: Content }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema> }
}

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

const contentOf = ({ responses }: Operation) => Object.values(responses).find(({ $ref }) => !$ref)?.content ?? {}
/** Of what is given as JSON too, the client asks for that. */
const isOtherForm = (operation: Operation, name: string) =>
  name === 'format' && 'application/json' in contentOf(operation) && Object.keys(contentOf(operation)).length > 1

function inputOf(operation: Operation): string {
  const { parameters = [], requestBody } = operation
  const asked = parameters.filter(({ name }) => !isOtherForm(operation, name))
  const fields = asked.map(({ $ref, name, required, schema }) =>
    $ref ? 'ifMatch?: string' : `${key(name)}${required ? '' : '?'}: ${typeText(schema)}`,
  )
  const [body] = Object.entries(requestBody?.content ?? {}).filter(([type]) => type === 'application/json')
  if (body) fields.push(`body${requestBody?.required ? '' : '?'}: ${typeText(body[1].schema ?? {})}`)
  return fields.length > 0 ? `{ ${fields.join('; ').replace(/\s*\n\s*/g, ' ')} }` : 'Nothing'
}

function outputOf(operation: Operation): string {
  const content = contentOf(operation)
  if (content['text/event-stream']) return 'Stream'
  const schema = content['application/json']?.schema
  if (schema) return typeText(schema.properties?.data ?? schema).replace(/\s*\n\s*/g, ' ')
  return Object.keys(content).some((type) => type.startsWith('image/')) ? 'Blob' : 'string'
}

const isSent = ({ requestBody }: Operation) => !requestBody || 'application/json' in requestBody.content

/** The types of the client and the table of what it can ask, made from the document. */
export function sdkSource({ paths, components }: Document): string {
  const types = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeText(schema)}`)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => isSent(operation))
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const table = operations.map(
    ({ path, method, operation }) => `${operation.operationId} ${method} ${path.replace('/api/v1/datawatch', '~')}`,
  )
  const signatures = operations.map(
    ({ operation }) =>
      `  /** ${operation.summary} */\n  ${operation.operationId}: { input: ${inputOf(operation)}; output: ${outputOf(operation)} }`,
  )
  return `// Made from the OpenAPI document by \`npm run openapi\`.

/** An operation that is told nothing. */
export type Nothing = Record<never, never>
/** An answer that goes on. */
export type Stream = { stream: true }

${types.join('\n\n')}

/** What each operation takes and gives. */
export interface Operations {
${signatures.join('\n')}
}

/** Each operation with its method and path, \`~\` for the base of DataWatch's own. */
export const table =
  '${table.join("|' +\n  '")}'
`
}

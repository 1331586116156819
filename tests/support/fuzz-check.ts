import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import document from '@/lib/openapi/openapi.json'
import type { FuzzedOperation } from './fuzz-requests'

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true })
addFormats(ajv)
ajv.addSchema({ $id: 'document', components: document.components })

type Content = Record<string, { schema?: object }>
const shared = document.components.responses as unknown as Record<string, { content: Content }>
const validators = new Map<string, ReturnType<typeof ajv.compile>>()

function validatorOf(schema: object) {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
  const found = validators.get(text) ?? ajv.compile(JSON.parse(text))
  validators.set(text, found)
  return found
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Checks an answer against the document; answers what is wrong with it, null where nothing is. */
export function faultOf({ responses }: FuzzedOperation, { status, headers }: Response, text: string): string | null {
  const told = responses[status]
  if (status >= 500 && !(status === 503 && told && !told.$ref)) return `${status}: ${text.slice(0, 300)}`
  if (!told) return `${status} is in no answer of the document: ${text.slice(0, 300)}`
  if (!headers.get('x-request-id')) return `${status} without X-Request-Id`
  const content = told.$ref ? shared[told.$ref.split('/').at(-1)!]!.content : (told.content ?? {})
  const type = (headers.get('content-type') ?? '').split(';')[0]!.trim()
  const expected = content[type]
  if (!expected) return `${status} has ${type || 'no media type'}, not ${Object.keys(content).join(' or ')}`
  if (!expected.schema || !/[/+]json$/.test(type)) return null
  const validate = validatorOf(expected.schema)
  const json = parse(text)
  if (json === undefined) return `${status} is no JSON: ${text.length} characters, ${text.slice(0, 300)}`
  return validate(json) ? null : `${status}: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 300)}`
}

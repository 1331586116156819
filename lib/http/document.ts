import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import type { BodyReader } from './route'
import { readYamlDocument } from './yaml-document'

/** The media types that a document is said to be read in; others that mean YAML are read too. */
export const documentMedia = ['application/json', 'application/yaml'] as const
const accepted = documentMedia.join(', ')
const yamlTypes = new Set(['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'])
/** Not the types of a form: a page of another site may send those unasked. */
const plainTypes = new Set(['', 'application/octet-stream'])

function parseYaml(text: string): unknown {
  const document = readYamlDocument(text)
  const [error] = document.errors
  if (error) throw broken('YAML', error.message, text, error.pos[0])
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (failure) {
    throw new AppError('bad_request', `The body cannot be read as YAML: ${(failure as Error).message}`)
  }
}

/** What is wrong, with the line and the column that `at` is in, both from one. */
function broken(kind: string, message: string, text: string, at: number) {
  const before = text.slice(0, at).split('\n')
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1]
  const said = message.replace(/\s+/g, ' ').trim()
  return new AppError('bad_request', `The body is not ${kind}: ${said} (line ${line}, column ${column})`, {
    issues: [{ path: '', code: 'syntax', message: `${said} (line ${line}, column ${column})` }],
    members: { line, column },
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const at = /at position (\d+)/.exec(message)?.[1]
    const said = message.replace(/ at position \d+.*$/, '').replace(/ in JSON$/, '')
    throw broken('JSON', said, text, at === undefined ? text.trimEnd().length : Number(at))
  }
}

/** Reads JSON or YAML by its media type, or, where that says nothing, by how it begins. */
export const readDocument: BodyReader = (text, type) => {
  if (text.trim() === '') throw new AppError('bad_request', 'The body is empty; expected JSON or YAML')
  if (yamlTypes.has(type) || type.endsWith('+yaml')) return parseYaml(text)
  if (type === 'application/json' || type.endsWith('+json')) return parseJson(text)
  if (plainTypes.has(type)) return /^\s*[{[]/.test(text) ? parseJson(text) : parseYaml(text)
  throw new AppError('unsupported_media', `Content-Type ${type} is neither JSON nor YAML`, {
    headers: { 'Accept-Post': accepted },
  })
}

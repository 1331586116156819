import type { ReferenceOperation, ReferenceParameter } from '@/lib/openapi/reference'

type Request = Pick<ReferenceOperation, 'id' | 'method' | 'path' | 'parameters' | 'body' | 'permission'>

const shown = ({ required, place, name }: ReferenceParameter) => place !== 'header' && (required || name === 'step')
const isJson = ({ body }: Request) => body?.media.includes('application/json')

function addressOf({ path, parameters }: Request): string {
  const filled = parameters
    .filter(({ place }) => place === 'path')
    .reduce((text, { name, sample }) => text.replace(`{${name}}`, encodeURIComponent(sample)), path)
  const query = parameters
    .filter((one) => one.place === 'query' && shown(one))
    .map(({ name, sample }) => [name, sample])
  return query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled
}

function curl(request: Request, origin: string): string {
  const { method, permission, body } = request
  const flags = [
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(permission === 'public'
      ? []
      : [`-H "Authorization: Bearer ${permission === 'cron' ? '$CRON_SECRET' : '$API_KEY'}"`]),
    ...(isJson(request)
      ? ["-H 'Content-Type: application/json'", `-d '${body!.sample.replaceAll("'", "'\\''")}'`]
      : []),
  ]
  return ['curl', ...flags, `'${origin}${addressOf(request)}'`].join(flags.length > 0 ? ' \\\n  ' : ' ')
}

const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`)

function javascript(request: Request, origin: string): string {
  const given = request.parameters.filter(shown).map(({ name, sample }) => `${name}: ${JSON.stringify(sample)}`)
  const all = [...given, ...(isJson(request) ? [`body: ${indented(request.body!.sample, '  ')}`] : [])]
  const argument = all.length > 0 ? `{ ${all.join(', ')} }` : ''
  return `import { createClient } from '@datawatch/sdk'

const datawatch = createClient({ url: '${origin}', apiKey: process.env.API_KEY })
const data = await datawatch.${request.id}(${argument})`
}

const python: Record<string, string> = { true: 'True', false: 'False', null: 'None' }
const asPython = (json: string) =>
  json.replace(/"(?:[^"\\]|\\.)*"|\btrue\b|\bfalse\b|\bnull\b/g, (token) => python[token] ?? token)

function inPython(request: Request, origin: string): string {
  const json = isJson(request) ? `\n    json=${indented(asPython(request.body!.sample), '    ')},` : ''
  const key =
    request.permission === 'public' ? '' : `\n    headers={"Authorization": f"Bearer {os.environ['API_KEY']}"},`
  return `import os
import requests

answer = requests.${request.method.toLowerCase()}(
    "${origin}${addressOf(request)}",${key}${json}
)
answer.raise_for_status()
print(answer.json())`
}

/** A request that asks for the operation, in the languages that are asked for most. */
export const examplesOf = (request: Request, origin: string) => ({
  curl: curl(request, origin),
  javascript: javascript(request, origin),
  python: inPython(request, origin),
})

import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { type Chunks, readBody } from '@/lib/http/body'
import { admit } from '@/lib/http/guards'
import { createContext } from '@/lib/runtime/runtime'
import { type EventFormat, eventFormats, type Receipt } from '../contract'
import { parseMessages } from '../parse'
import { ingestEvents } from './ingest'

/** An ingestion request, as both doors see it. `batch`: whether it came to `/events/batch`. */
export type Delivery = { headers: Headers; search: URLSearchParams; body: Chunks; batch: boolean }

const lineTypes = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json-seq',
])
const isJson = (type: string) => type === 'application/json' || type.endsWith('+json')

/** How the body of a request is to be read. Throws `unsupported_media`. */
export function readType(headers: Headers): 'json' | 'lines' {
  const type = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (lineTypes.has(type)) return 'lines'
  if (type === '' || isJson(type)) return 'json'
  const advice = type.includes('avro') ? '; set the sender to JSON (Debezium Server: debezium.format.value=json)' : ''
  const message = `Content-Type ${type} is not application/json or application/x-ndjson${advice}`
  throw new AppError('unsupported_media', message, {
    headers: { 'Accept-Post': 'application/json, application/x-ndjson' },
  })
}

function readFormat(search: URLSearchParams): EventFormat | undefined {
  const given = search.get('format')
  if (given === null) return undefined
  const format = eventFormats.find((name) => name === given)
  if (format) return format
  const shown = JSON.stringify(given.slice(0, 60))
  throw new AppError('bad_request', `format ${shown} is not one of ${eventFormats.join(', ')}`, {
    issues: [{ path: 'format', code: 'invalid_value', message: `one of ${eventFormats.join(', ')}` }],
  })
}

const hintNames = ['table', 'schema', 'database', 'source'] as const

/** What the address says of all messages: `?table=orders&schema=public`; an empty one says nothing. */
const readHints = (search: URLSearchParams) =>
  Object.fromEntries(hintNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])))

/** Receives events over HTTP: admits, reads within the limits, stores, and answers a receipt after the commit. */
export async function receiveEvents({ headers, search, body, batch }: Delivery): Promise<Receipt> {
  const actor = await admit('ingest', headers)
  const type = readType(headers)
  const format = readFormat(search)
  const context = createContext(actor)
  const { max_body_bytes, max_unpacked_bytes, body_timeout, max_events } = context.config.ingest
  const text = await readBody(headers, body, {
    maxBytes: max_body_bytes,
    maxUnpackedBytes: max_unpacked_bytes,
    stallMs: body_timeout,
  })
  const { messages, single } = parseMessages(text, type === 'lines')
  if (messages.length > max_events) {
    throw new AppError('too_large', `The request has ${messages.length} events; at most ${max_events} are taken`)
  }
  const strict = ['1', 'true'].includes(search.get('strict') ?? '')
  return ingestEvents(context, messages, { strict, alone: single && !batch, format, hints: readHints(search) })
}

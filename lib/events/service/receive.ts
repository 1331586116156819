import 'server-only'
import type { Config } from '@/lib/config/schema'
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

function readType(headers: Headers): 'json' | 'lines' {
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

/** The messages of a request, read within the limits. Throws what is wrong with the request itself. */
export async function readMessages({ ingest }: Config, { headers, body }: Pick<Delivery, 'headers' | 'body'>) {
  const lines = readType(headers) === 'lines'
  const text = await readBody(headers, body, {
    maxBytes: ingest.max_body_bytes,
    maxUnpackedBytes: ingest.max_unpacked_bytes,
    stallMs: ingest.body_timeout,
  })
  const parsed = parseMessages(text, lines)
  const { length } = parsed.messages
  if (length > ingest.max_events) {
    throw new AppError('too_large', `The request has ${length} events; at most ${ingest.max_events} are taken`)
  }
  return parsed
}

/** Receives events over HTTP: admits, reads within the limits, stores, and answers a receipt after the commit. */
export async function receiveEvents(delivery: Delivery): Promise<Receipt> {
  const { headers, search, batch } = delivery
  const context = createContext(await admit('ingest', headers))
  const format = readFormat(search)
  const { messages, single } = await readMessages(context.config, delivery)
  const strict = ['1', 'true'].includes(search.get('strict') ?? '')
  return ingestEvents(context, messages, { strict, alone: single && !batch, format, hints: readHints(search) })
}

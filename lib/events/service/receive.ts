import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { type Chunks, decodeText, readBytes } from '@/lib/http/body'
import { withDeadline } from '@/lib/http/deadline'
import { figures } from '@/lib/runtime/figures'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { type EventFormat, eventFormats, type Receipt } from '../contract'
import type { Place } from '../intake'
import { parseMessages } from '../parse'
import { identifySender } from './identify'
import { ingestEvents } from './ingest'

/** An ingestion request, as both doors see it. `batch`: whether it came to `/events/batch`. */
export type Delivery = { method: string; headers: Headers; search: URLSearchParams; body: Chunks; batch: boolean }

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

/** JSON has no NUL; in UTF-16 every second byte is one. */
function readText(unpacked: Buffer, lines: boolean): string {
  const text = decodeText(unpacked)
  if (lines && text.includes('\0')) throw new AppError('bad_request', 'The body is not UTF-8: it has NUL characters')
  return text
}

/** A body is not begun where the queue has no room left for what it may bring. */
function requireRoom() {
  const { writer, config } = getRuntime()
  if (writer.queued.events < config.ingest.queue_events) return
  throw new AppError('unavailable', 'The ingestion queue is full; nothing of this request was stored', {
    headers: { 'Retry-After': '1' },
    reason: 'queue',
  })
}

async function receiveAt(place: Place, { headers, search, body, batch }: Delivery): Promise<Receipt> {
  const { config } = getRuntime()
  const { max_body_bytes, max_unpacked_bytes, body_timeout, body_deadline, max_events, answer_timeout } = config.ingest
  const { actor, confirm } = await withDeadline(identifySender(headers, search, new Date()), answer_timeout)
  const type = readType(headers)
  const format = readFormat(search)
  const bytes = await readBytes(headers, body, {
    maxBytes: max_body_bytes,
    maxUnpackedBytes: max_unpacked_bytes,
    stallMs: body_timeout,
    deadlineMs: body_deadline,
    grow: place.grow,
  })
  figures.ingestion.bodyBytes += bytes.sent.byteLength
  const idSeed = confirm(bytes)
  const { messages, single } = parseMessages(readText(bytes.unpacked, type === 'lines'), type === 'lines')
  place.drop()
  if (messages.length > max_events) {
    throw new AppError('too_large', `The request has ${messages.length} events; at most ${max_events} are taken`)
  }
  const strict = ['1', 'true'].includes(search.get('strict') ?? '')
  const options = { strict, alone: single && !batch, format, hints: readHints(search), idSeed }
  const work = ingestEvents(createContext(actor), messages, options)
  return withDeadline(work, answer_timeout, 'it is safe to send this again')
}

/** Receives events over HTTP: admits, reads within the limits, stores, and answers a receipt after the commit. */
export async function receiveEvents(delivery: Delivery): Promise<Receipt> {
  const { intake } = getRuntime()
  requireRoom()
  const place = intake.enter()
  try {
    return await receiveAt(place, delivery)
  } finally {
    place.leave()
  }
}

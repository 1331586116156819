import 'server-only'
import type { Config } from '@/lib/config/schema'
import { AppError } from '@/lib/errors/app-error'
import { type Body, type Chunks, decodeText, readBytes } from '@/lib/http/body'
import { flagParam } from '@/lib/http/contract'
import { withDeadline } from '@/lib/http/deadline'
import type { HeaderReader } from '@/lib/http/header-reader'
import { figures } from '@/lib/runtime/figures'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { type EventFormat, eventFormats, type Receipt } from '../contract'
import { withRecordHeaders } from '../envelopes/record-headers'
import type { Place } from '../intake'
import { type Parsed, parseMessages } from '../parse'
import { identifySender } from './identify'
import { ingestEvents } from './ingest'

/** An ingestion request, as both doors see it. `batch`: whether it came to `/events/batch`. */
export type Delivery = { method: string; headers: HeaderReader; search: URLSearchParams; body: Chunks; batch: boolean }

const lineTypes = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json-seq',
])
const isJson = (type: string) => type === 'application/json' || type.endsWith('+json')

function readType(headers: HeaderReader): 'json' | 'lines' {
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

function readStrict(search: URLSearchParams): boolean {
  const given = search.get('strict') ?? 'false'
  const { success, data } = flagParam.safeParse(given)
  if (success) return data
  throw new AppError('bad_request', `strict ${JSON.stringify(given.slice(0, 60))} is not one of true, false, 1, 0`, {
    issues: [{ path: 'strict', code: 'invalid_value', message: 'one of true, false, 1, 0' }],
  })
}

const hintNames = ['table', 'schema', 'database', 'source'] as const

/** What the address says of all messages: `?table=orders&schema=public`; an empty one says nothing. PostgreSQL knows no NUL. */
const readHints = (search: URLSearchParams) =>
  Object.fromEntries(
    hintNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)!.replaceAll('\0', '\uFFFD')]] : [])),
  )

/** JSON has no NUL; in UTF-16 every second byte is one. */
function readText(unpacked: Buffer, lines: boolean): string {
  const text = decodeText(unpacked)
  if (lines && text.includes('\0')) throw new AppError('bad_request', 'The body is not UTF-8: it has NUL characters')
  return text
}

/**
 * The messages of a request, read within the limits. Throws what is wrong with the request itself.
 * `grow` is told of the bytes held meanwhile, `confirm` of the body before it is parsed.
 */
export async function readMessages(
  { ingest }: Config,
  { headers, body }: Pick<Delivery, 'headers' | 'body'>,
  { grow, confirm }: { grow?: (bytes: number) => void; confirm?: (bytes: Body) => void } = {},
): Promise<Parsed> {
  const lines = readType(headers) === 'lines'
  const bytes = await readBytes(headers, body, {
    maxBytes: ingest.max_body_bytes,
    maxUnpackedBytes: ingest.max_unpacked_bytes,
    stallMs: ingest.body_timeout,
    deadlineMs: ingest.body_deadline,
    grow,
  })
  confirm?.(bytes)
  const parsed = parseMessages(readText(bytes.unpacked, lines), lines)
  const { length } = parsed.messages
  if (length > ingest.max_events) {
    throw new AppError('too_large', `The request has ${length} events; at most ${ingest.max_events} are taken`)
  }
  return parsed
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

/** The receipt, and what its answer says of what is left to the sender. */
type Received = { receipt: Receipt; headers: Record<string, string> }

async function receiveAt(place: Place, { headers, search, body, batch }: Delivery): Promise<Received> {
  const { config } = getRuntime()
  const { answer_timeout } = config.ingest
  const { confirm, signedFor, ...sender } = await identifySender(headers, search, new Date())
  const format = readFormat(search)
  const strict = readStrict(search)
  let idSeed: string | undefined
  const { messages, single } = await readMessages(
    config,
    { headers, body },
    {
      grow: place.grow,
      confirm: (bytes) => {
        figures.ingestion.bodyBytes += bytes.sent.byteLength
        requireRoom()
        place.handle(bytes.unpacked.byteLength)
        idSeed = confirm(bytes)
      },
    },
  )
  place.drop()
  const options = { strict, alone: single && !batch, format, hints: readHints(search), idSeed, bounds: { signedFor } }
  const described = single ? messages.map((message) => withRecordHeaders(message, headers)) : messages
  const work = ingestEvents(createContext(sender.actor), described, options)
  const receipt = await withDeadline(work, answer_timeout, 'it is safe to send this again')
  return { receipt, headers: sender.headers }
}

/** Receives events over HTTP: admits, reads within the limits, stores, and answers a receipt after the commit. */
export async function receiveEvents(delivery: Delivery): Promise<Received> {
  const { intake } = getRuntime()
  requireRoom()
  const place = intake.enter()
  try {
    return await receiveAt(place, delivery)
  } finally {
    place.leave()
  }
}

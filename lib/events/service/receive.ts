import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { type Chunks, readBody } from '@/lib/http/body'
import { admit } from '@/lib/http/guards'
import { createContext } from '@/lib/runtime/runtime'
import type { Receipt } from '../contract'
import { parseMessages } from '../parse'
import { ingestEvents } from './ingest'

/** An ingestion request, as both doors see it. `batch`: whether it came to `/events/batch`. */
export type Delivery = { headers: Headers; search: URLSearchParams; body: Chunks; batch: boolean }

const lineTypes = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
])
const isJson = (type: string) => type === 'application/json' || type.endsWith('+json')

function readType(headers: Headers): 'json' | 'lines' {
  const type = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (lineTypes.has(type)) return 'lines'
  if (type === '' || isJson(type)) return 'json'
  throw new AppError('unsupported_media', `Content-Type ${type} is not application/json or application/x-ndjson`, {
    headers: { 'Accept-Post': 'application/json, application/x-ndjson' },
  })
}

/** Receives events over HTTP: admits, reads within the limits, stores, and answers a receipt after the commit. */
export async function receiveEvents({ headers, search, body, batch }: Delivery): Promise<Receipt> {
  const actor = await admit('ingest', headers)
  const type = readType(headers)
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
  const receipt = await ingestEvents(context, messages, { strict })
  const [problem] = receipt.errors
  if (single && !batch && problem) {
    const { code, message } = problem
    throw new AppError('invalid_input', `${code}: ${message}`, { issues: [{ path: '', code, message }] })
  }
  return receipt
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { type Chunks, readBody } from '@/lib/http/body'
import { inspectMessages } from '../inspect'
import type { Inspection, InspectQuery } from '../inspect-contract'
import { parseMessages } from '../parse'
import { readType } from './receive'

const dayMs = 86_400_000

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Says what `POST /events/batch` would make of a request; nothing of it is stored. Refuses what that would refuse. */
export async function inspectEvents(
  { config, now }: Context,
  { format, ...named }: InspectQuery,
  { headers, body }: Pick<Request, 'headers' | 'body'>,
): Promise<Inspection> {
  const { ingest } = config
  const lines = readType(headers) === 'lines'
  const text = await readBody(headers, (body ?? nothing()) as Chunks, {
    maxBytes: ingest.max_body_bytes,
    maxUnpackedBytes: ingest.max_unpacked_bytes,
    stallMs: ingest.body_timeout,
  })
  const { messages } = parseMessages(text, lines)
  if (messages.length > ingest.max_events) {
    throw new AppError('too_large', `The request has ${messages.length} events; at most ${ingest.max_events} are taken`)
  }
  return inspectMessages(messages, {
    hints: { ...named, receivedAt: now.toISOString() },
    forced: format,
    limits: {
      maxIdLength: ingest.max_id_length,
      maxDepth: ingest.max_depth,
      maxKeys: ingest.max_keys,
      maxEventBytes: ingest.max_event_bytes,
      latestAt: now.getTime() + dayMs,
    },
  })
}

import { AppError } from '@/lib/errors/app-error'
import { type Chunks, type CollectLimits, collect, tooLarge } from './collect'
import type { HeaderReader } from './header-reader'
import { readEncodings, unpack } from './unpack'

export type { Chunks } from './collect'
export type BodyLimits = CollectLimits & { maxUnpackedBytes: number }

/** A body as it was sent and as it reads once its encodings are undone: the same where there are none. */
export type Body = { sent: Buffer; unpacked: Buffer }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a body. Throws `bad_request` where it is not UTF-8; a byte order mark is left out. */
export function decodeText(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new AppError('bad_request', 'The body is not valid UTF-8')
  }
}

/**
 * A request body, bounded while it is read and while it is unpacked.
 * Throws `too_large`, `timeout` (a body that stalls or drips), `unsupported_media` or `bad_request`.
 */
export async function readBytes(headers: HeaderReader, chunks: Chunks, limits: BodyLimits): Promise<Body> {
  const { maxBytes, maxUnpackedBytes, grow } = limits
  const encodings = readEncodings(headers.get('content-encoding'))
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge('The body', maxBytes)
  const sent = await collect(chunks, limits)
  const unpacked = encodings.length === 0 ? sent : await unpack(sent, encodings, maxUnpackedBytes)
  if (unpacked.byteLength > maxUnpackedBytes) throw tooLarge('The body', maxUnpackedBytes)
  if (unpacked !== sent) grow?.(unpacked.byteLength)
  return { sent, unpacked }
}

/** The text of a request body, within the same limits as `readBytes`. */
export async function readBody(headers: HeaderReader, chunks: Chunks, limits: BodyLimits): Promise<string> {
  return decodeText((await readBytes(headers, chunks, limits)).unpacked)
}

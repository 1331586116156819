import { promisify } from 'node:util'
import { brotliDecompress, gunzip, type InputType, inflate, type ZlibOptions } from 'node:zlib'
import { AppError } from '@/lib/errors/app-error'

export type BodyLimits = { maxBytes: number; maxUnpackedBytes: number; stallMs: number }
export type Chunks = AsyncIterable<Uint8Array>

type Unpack = (data: InputType, options: ZlibOptions) => Promise<Buffer>
const encodings = new Map<string, Unpack>([
  ['gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['deflate', promisify<InputType, ZlibOptions, Buffer>(inflate)],
  ['br', promisify<InputType, ZlibOptions, Buffer>(brotliDecompress)],
])
const offered = 'gzip, deflate, br'

const tooLarge = (what: string, limit: number) => new AppError('too_large', `${what} may have at most ${limit} bytes`)

async function next(iterator: AsyncIterator<Uint8Array>, stallMs: number) {
  let timer: NodeJS.Timeout | undefined
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('timeout', `No data of the body came for ${stallMs} ms`)), stallMs)
  })
  try {
    return await Promise.race([iterator.next(), stalled])
  } finally {
    clearTimeout(timer)
  }
}

async function collect(chunks: Chunks, { maxBytes, stallMs }: BodyLimits): Promise<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await next(iterator, stallMs); !part.done; part = await next(iterator, stallMs)) {
    size += part.value.byteLength
    if (size > maxBytes) throw tooLarge('The body', maxBytes)
    parts.push(part.value)
  }
  return Buffer.concat(parts, size)
}

async function unpack(body: Buffer, encoding: string, { maxUnpackedBytes }: BodyLimits): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity') return body
  const decode = encodings.get(encoding)
  if (!decode) {
    throw new AppError('unsupported_media', `Content-Encoding ${encoding} is not one of ${offered}`, {
      headers: { 'Accept-Encoding': offered },
    })
  }
  try {
    return await decode(body, { maxOutputLength: maxUnpackedBytes })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('The unpacked body', maxUnpackedBytes)
    throw new AppError('bad_request', `The body is not valid ${encoding}`)
  }
}

/**
 * The text of a request body: bounded while it is read and while it is unpacked, UTF-8 without a byte order mark.
 * Throws `too_large`, `timeout` (a body that stalls), `unsupported_media` or `bad_request`.
 */
export async function readBody(headers: Pick<Headers, 'get'>, chunks: Chunks, limits: BodyLimits): Promise<string> {
  if (Number(headers.get('content-length') ?? 0) > limits.maxBytes) throw tooLarge('The body', limits.maxBytes)
  const raw = await collect(chunks, limits)
  const encoding = (headers.get('content-encoding') ?? '').trim().toLowerCase()
  const body = await unpack(raw, encoding, limits)
  if (body.byteLength > limits.maxUnpackedBytes) throw tooLarge('The body', limits.maxUnpackedBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new AppError('bad_request', 'The body is not valid UTF-8')
  }
}

import * as zlib from 'node:zlib'
import { AppError } from '@/lib/errors/app-error'
import { tooLarge } from './collect'
import { splitFrames, unpackFrames } from './zstd'

/** Unpacks all of `data`, holding at most `maxBytes`; null where there would be more, an error where it is not valid. */
type Decoder = (data: Buffer, maxBytes: number) => Promise<Buffer | null>

type Unzip = (
  data: Buffer,
  options: zlib.ZlibOptions,
  done: (error: NodeJS.ErrnoException | null, result: unknown) => void,
) => void
type Informed = { buffer: Buffer; engine: { bytesWritten: number } }

/** zlib gives the memory back and stops once `maxOutputLength` is reached; what follows the packed data it leaves alone. */
const withZlib =
  (unzip: Unzip, options: zlib.ZlibOptions = {}): Decoder =>
  (data, maxBytes) =>
    new Promise((resolve, reject) => {
      unzip(data, { ...options, maxOutputLength: maxBytes, info: true }, (error, result) => {
        if (error?.code === 'ERR_BUFFER_TOO_LARGE') return resolve(null)
        if (error) return reject(error)
        const { buffer, engine } = result as Informed
        if (engine.bytesWritten < data.length) return reject(new Error('something follows the packed data'))
        resolve(buffer)
      })
    })

const gunzip = withZlib(zlib.gunzip)
const inflate = withZlib(zlib.inflate)
const inflateRaw = withZlib(zlib.inflateRaw)

/** `deflate` means the zlib format; senders that leave its header out are told by that. */
const hasZlibHeader = (data: Buffer) =>
  data.length >= 2 && (data.readUInt8(0) & 15) === 8 && data.readUInt16BE(0) % 31 === 0

const windowBits = (maxBytes: number) => Math.max(23, Math.ceil(Math.log2(maxBytes)))

/** Node has Zstandard from 22.15 on; it reads one frame and takes one that is cut off, so the frames are found before. */
const nativeZstd = (zlib as { zstdDecompress?: Unzip }).zstdDecompress
const windowLogMax = (zlib.constants as Record<string, number>).ZSTD_d_windowLogMax ?? 100

const unzstd: Decoder = async (data, maxBytes) => {
  const bits = windowBits(maxBytes)
  const frames = splitFrames(data, 2 ** bits)
  const [only] = frames
  if (!nativeZstd || !only || frames.length > 1) return unpackFrames(frames, maxBytes)
  return withZlib(nativeZstd, { params: { [windowLogMax]: bits } } as zlib.ZlibOptions)(only.data, maxBytes)
}

const decoders = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', (data, maxBytes) => (hasZlibHeader(data) ? inflate : inflateRaw)(data, maxBytes)],
  ['br', withZlib(zlib.brotliDecompress as Unzip)],
  ['zstd', unzstd],
])
const offered = 'gzip, deflate, br, zstd'
const longestChain = 2

const unsupported = (message: string) =>
  new AppError('unsupported_media', message, { headers: { 'Accept-Encoding': offered } })

/** The encodings of a Content-Encoding header in the order in which they were applied. Throws `unsupported_media`. */
export function readEncodings(header: string | null): string[] {
  if (header === null || header === '') return []
  const names = header.split(',').map((part) => part.trim().toLowerCase())
  const encodings = names.filter((name) => name !== '' && name !== 'identity')
  const unknown = encodings.find((name) => !decoders.has(name))
  if (unknown) throw unsupported(`Content-Encoding ${unknown.slice(0, 40)} is not one of ${offered}`)
  if (encodings.length > longestChain) {
    throw unsupported(`Content-Encoding names ${encodings.length} encodings; at most ${longestChain} are undone`)
  }
  return encodings
}

/**
 * Undoes the encodings of a body, the last first, never holding more than `maxBytes`.
 * Throws `too_large`, or `bad_request` for what is not in the encoding, is cut off or has something behind it.
 */
export async function unpack(sent: Buffer, encodings: string[], maxBytes: number): Promise<Buffer> {
  let body = sent
  for (const name of encodings.toReversed()) {
    const unpacked = await decoders.get(name)!(body, maxBytes).catch((error: Error) => {
      throw new AppError('bad_request', `The body is not valid ${name}: ${error.message}`)
    })
    if (unpacked === null) throw tooLarge('The unpacked body', maxBytes)
    body = unpacked
  }
  return body
}

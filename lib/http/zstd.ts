import { Decompress } from 'fzstd'

const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50
const dictionaryFlag = 3
const contentSizeBytes = [0, 2, 4, 8]
/** Bytes of windows that `unpackFrames` may move, one window a block: a third of a second. */
const mostMoved = 2 ** 31

/** A frame of a Zstandard body; a decoder keeps `window` bytes while it unpacks it. */
export type Frame = { data: Buffer; window: number }

function readHeader(data: Buffer, at: number) {
  const descriptor = data.readUInt8(at + 4)
  if ((descriptor & (8 | dictionaryFlag)) !== 0) throw new Error('it needs a dictionary or a later version')
  const single = (descriptor & 32) !== 0
  const sizeFlag = descriptor >> 6
  const sizeBytes = sizeFlag === 0 && single ? 1 : contentSizeBytes[sizeFlag]!
  const sizeAt = at + (single ? 5 : 6)
  const blocksAt = sizeAt + sizeBytes
  const checksumBytes = (descriptor & 4) !== 0 ? 4 : 0
  if (single) {
    const size = sizeBytes === 8 ? Number(data.readBigUInt64LE(sizeAt)) : data.readUIntLE(sizeAt, sizeBytes)
    return { blocksAt, checksumBytes, window: size + (sizeBytes === 2 ? 256 : 0) }
  }
  const coded = data.readUInt8(at + 5)
  return { blocksAt, checksumBytes, window: 2 ** (10 + (coded >> 3)) * (1 + (coded & 7) / 8) }
}

function readFrame(data: Buffer, at: number): { frame: Frame; end: number } {
  const { blocksAt, checksumBytes, window } = readHeader(data, at)
  let place = blocksAt
  for (let last = false; !last; ) {
    const block = data.readUIntLE(place, 3)
    last = (block & 1) === 1
    place += 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3)
  }
  const end = place + checksumBytes
  if (end > data.length) throw new RangeError()
  return { frame: { data: data.subarray(at, end), window }, end }
}

/**
 * Cuts Zstandard (RFC 8878) into its frames without unpacking them; skippable ones are left out. Throws for what is no
 * Zstandard, is cut off, has something behind it, or needs a dictionary or more than `maxWindow` bytes to unpack.
 */
export function splitFrames(data: Buffer, maxWindow: number): Frame[] {
  const frames: Frame[] = []
  try {
    for (let at = 0; at < data.length || at === 0; ) {
      const magic = data.readUInt32LE(at)
      if (magic >>> 4 === skippableMagic >>> 4) {
        at += 8 + data.readUInt32LE(at + 4)
        if (at > data.length) throw new RangeError()
        continue
      }
      if (magic !== frameMagic) throw new Error('there is no frame where one should begin')
      const { frame, end } = readFrame(data, at)
      if (frame.window > maxWindow) throw new Error(`it needs a window of ${frame.window} bytes`)
      frames.push(frame)
      at = end
    }
  } catch (error) {
    throw error instanceof RangeError ? new Error('unexpected end of file') : error
  }
  return frames
}

/**
 * Unpacks frames block by block in JavaScript, holding no more than `maxBytes`; null where there would be more.
 * Throws for what is not valid; checksums of the content are not compared.
 */
export function unpackFrames(frames: Frame[], maxBytes: number): Buffer | null {
  const parts: Uint8Array[] = []
  let size = 0
  let moved = 0
  const full = new Error('full')
  try {
    for (const { data, window } of frames) {
      const decoder = new Decompress((part) => {
        size += part.byteLength
        moved += window
        if (size > maxBytes) throw full
        if (moved > mostMoved) throw new Error('it has too many blocks for its window')
        if (part.byteLength > 0) parts.push(part)
      })
      decoder.push(data, true)
    }
  } catch (error) {
    if (error === full) return null
    throw error
  }
  return Buffer.concat(parts, size)
}

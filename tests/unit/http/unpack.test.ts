import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readEncodings, unpack } from '@/lib/http/unpack'
import { splitFrames, unpackFrames } from '@/lib/http/zstd'

const text = '{"status":"bezahlt","betrag":"9,90 €","ort":"Köln 🛒"}'
const bytes = Buffer.from(text)
const zstd = Buffer.from(
  'KLUv/SQ72QEAeyJzdGF0dXMiOiJiZXphaGx0IiwiYmV0cmFnIjoiOSw5MCDigqwiLCJvcnQiOiJLw7ZsbiDwn5uSIn1tG6P8',
  'base64',
)
const zstdStreamed = Buffer.from(
  'KLUv/QBY2QEAeyJzdGF0dXMiOiJiZXphaGx0IiwiYmV0cmFnIjoiOSw5MCDigqwiLCJvcnQiOiJLw7ZsbiDwn5uSIn0=',
  'base64',
)
const frameHead = (windowByte: number) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowByte])
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
/** A block of 128 KiB of one byte, in four bytes. */
const repeated = (last: boolean) => {
  const block = Buffer.alloc(4)
  block.writeUIntLE((131_071 << 3) | 2 | (last ? 1 : 0), 0, 3)
  return block
}
const zstdBomb = Buffer.concat([frameHead(0x38), ...Array.from({ length: 25_000 }, (_, at) => repeated(at === 24_999))])

const undo = async (body: Buffer, encoding: string, maxBytes = 5000) =>
  (await unpack(body, readEncodings(encoding), maxBytes)).toString()

describe('undone', () => {
  test.each<[string, Buffer]>([
    ['gzip', gzipSync(bytes)],
    ['x-gzip', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['br', brotliCompressSync(bytes)],
    ['zstd', zstd],
    ['zstd', zstdStreamed],
    ['zstd', Buffer.concat([skippable, zstd])],
    ['gzip, br', brotliCompressSync(gzipSync(bytes))],
    ['br , identity,GZIP', gzipSync(brotliCompressSync(bytes))],
    ['zstd, gzip', gzipSync(zstd)],
    ['identity', bytes],
    [' , ', bytes],
  ])('%s', async (encoding, body) => expect(await undo(body, encoding)).toBe(text))

  test('several members or frames one after the other', async () => {
    expect(await undo(Buffer.concat([gzipSync(bytes), gzipSync(bytes)]), 'gzip')).toBe(text + text)
    expect(await undo(Buffer.concat([zstd, skippable, zstdStreamed]), 'zstd')).toBe(text + text)
  })
})

const packed: [string, Buffer][] = [
  ['gzip', gzipSync(bytes)],
  ['deflate', deflateSync(bytes)],
  ['deflate', deflateRawSync(bytes)],
  ['br', brotliCompressSync(bytes)],
  ['zstd', zstd],
]

describe('400', () => {
  test.each(packed)('%s that is cut off anywhere', async (encoding, body) => {
    for (let length = 0; length < body.length; length += 1) {
      await expect(undo(body.subarray(0, length), encoding)).rejects.toMatchObject({ code: 'bad_request' })
    }
  })

  test.each(packed)('%s with something behind it', async (encoding, body) => {
    const more = Buffer.concat([body, Buffer.from('behind')])
    await expect(undo(more, encoding)).rejects.toMatchObject({ code: 'bad_request' })
  })

  test.each(packed)('%s that is something else', async (encoding) => {
    await expect(undo(Buffer.from('plainly not packed'), encoding)).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('an encoding that was applied once and named twice', async () => {
    await expect(undo(gzipSync(bytes), 'gzip, gzip')).rejects.toMatchObject({ code: 'bad_request' })
  })
})

describe('413', () => {
  const huge = Buffer.alloc(50_000_000, 32)
  test.each<[string, Buffer]>([
    ['gzip', gzipSync(huge)],
    ['deflate', deflateSync(huge)],
    ['deflate', deflateRawSync(huge)],
    ['br', brotliCompressSync(huge)],
    ['zstd', zstdBomb],
    ['gzip, gzip', gzipSync(gzipSync(huge))],
  ])('%s that unpacks to a thousand times itself is not held', async (encoding, body) => {
    const before = process.memoryUsage().rss
    await expect(undo(body, encoding, 1_000_000)).rejects.toMatchObject({ code: 'too_large' })
    expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000)
  })
})

test.each(['lzma', 'gzip, lzma', 'constructor', 'gzip, gzip, gzip', 'gzip;q=1'])('415: %s', (encoding) => {
  expect(() => readEncodings(encoding)).toThrow(
    expect.objectContaining({
      code: 'unsupported_media',
      headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' },
    }),
  )
})

describe('zstd in JavaScript', () => {
  const window = 2 ** 23
  test.each([zstd, zstdStreamed])('unpacks what the reference packed', (body) => {
    expect(unpackFrames(splitFrames(body, window), 1000)?.toString()).toBe(text)
    expect(unpackFrames(splitFrames(body, window), bytes.length)?.toString()).toBe(text)
    expect(unpackFrames(splitFrames(body, window), bytes.length - 1)).toBeNull()
  })

  test.each<[string, Buffer, RegExp]>([
    ['a window of 128 MiB', Buffer.concat([frameHead(0x88), repeated(true)]), /window/],
    ['a window of terabytes', Buffer.concat([frameHead(0xff), repeated(true)]), /window/],
    ['a dictionary', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 1, 1, 0, 0]), /dictionary/],
    ['nothing', Buffer.alloc(0), /end of file/],
  ])('refuses %s', (_name, body, message) => expect(() => splitFrames(body, window)).toThrow(message))

  test('refuses to move a large window for each of a million empty blocks', () => {
    const empty = Buffer.concat([frameHead(0x60), Buffer.alloc(3_000_000), Buffer.from([1, 0, 0])])
    const frames = splitFrames(empty, window)
    expect(() => unpackFrames(frames, 1000)).toThrow(/blocks/)
  })
})

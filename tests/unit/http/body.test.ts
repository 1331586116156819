import { PassThrough, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readBody } from '@/lib/http/body'

const limits = { maxBytes: 1000, maxUnpackedBytes: 5000, stallMs: 50, deadlineMs: 200 }
const text = '{"status":"bezahlt","betrag":"9,90 €","ort":"Köln 🛒"}'
const bytes = Buffer.from(text)

async function* chunks(...parts: Uint8Array[]) {
  yield* parts
}
const read = (body: Uint8Array | AsyncIterable<Uint8Array>, headers: Record<string, string> = {}, own = limits) =>
  readBody(new Headers(headers), body instanceof Uint8Array ? chunks(body) : body, own)
const encoded = (encoding: string) => ({ 'Content-Encoding': encoding })
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code })

describe('taken', () => {
  test.each<[string, Uint8Array, Record<string, string>]>([
    ['plain', bytes, {}],
    ['said to be plain', bytes, encoded('identity')],
    ['gzip', gzipSync(bytes), encoded('gzip')],
    ['gzip in capitals', gzipSync(bytes), encoded(' GZip ')],
    [
      'gzip in two members',
      Buffer.concat([gzipSync(bytes.subarray(0, 9)), gzipSync(bytes.subarray(9))]),
      encoded('gzip'),
    ],
    ['deflate', deflateSync(bytes), encoded('deflate')],
    ['brotli', brotliCompressSync(bytes), encoded('br')],
    ['behind a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), {}],
  ])('%s', async (_name, body, headers) => expect(await read(body, headers)).toBe(text))

  test('however it is cut up, also within a character', async () => {
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
    expect(await read(chunks(...single))).toBe(text)
  })

  test('as long as allowed, packed and unpacked', async () => {
    expect(await read(Buffer.alloc(1000, 'a'))).toHaveLength(1000)
    expect(await read(gzipSync(Buffer.alloc(5000, 'a')), encoded('gzip'))).toHaveLength(5000)
  })

  test('slowly, as long as something comes', async () => {
    async function* slow() {
      for (const byte of bytes.subarray(0, 5)) {
        await pause(20)
        yield Uint8Array.of(byte)
      }
    }
    expect(await read(slow())).toBe(text.slice(0, 5))
  })

  test('nothing', async () => expect(await read(chunks())).toBe(''))
})

describe('refused', () => {
  test.each<[string, Uint8Array, Record<string, string>, string]>([
    ['one byte too many', Buffer.alloc(1001, 'a'), {}, 'too_large'],
    ['a length that is too large', bytes, { 'Content-Length': '1001' }, 'too_large'],
    ['one byte too many unpacked', gzipSync(Buffer.alloc(5001, 'a')), encoded('gzip'), 'too_large'],
    [
      'brotli that unpacks to a hundred thousand times itself',
      brotliCompressSync(Buffer.alloc(50_000_000)),
      encoded('br'),
      'too_large',
    ],
    ['gzip that is none', bytes, encoded('gzip'), 'bad_request'],
    ['gzip that is cut off', gzipSync(bytes).subarray(0, -5), encoded('gzip'), 'bad_request'],
    [
      'gzip with a wrong sum',
      Buffer.concat([gzipSync(bytes).subarray(0, -8), Buffer.alloc(8)]),
      encoded('gzip'),
      'bad_request',
    ],
    ['an unknown encoding', bytes, encoded('lzma'), 'unsupported_media'],
    ['an encoding named like a property', bytes, encoded('constructor'), 'unsupported_media'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 'bad_request'],
    ['UTF-16', Buffer.from('\ufeff[]', 'utf16le'), {}, 'bad_request'],
    ['a character that is cut off', bytes.subarray(0, bytes.indexOf('€') + 1), {}, 'bad_request'],
  ])('%s', async (_name, body, headers, code) => {
    await expect(read(body, headers)).rejects.toThrow(refused(code))
  })

  test('an unknown encoding names those that are known', async () => {
    await expect(read(bytes, encoded('lzma'))).rejects.toMatchObject({
      headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' },
    })
  })

  test('one that is too large is read no further', async () => {
    let taken = 0
    async function* endless() {
      for (; taken < 100; ) {
        taken += 1
        yield Buffer.alloc(400)
      }
    }
    await expect(read(endless())).rejects.toThrow(refused('too_large'))
    expect(taken).toBe(3)
  })

  test('one that stalls', async () => {
    async function* stalled() {
      yield bytes
      await pause(2000)
      yield bytes
    }
    await expect(read(stalled())).rejects.toThrow(refused('timeout'))
  })

  test('one that drips, though it never stalls', async () => {
    async function* drip() {
      for (let sent = 0; sent < 100; sent += 1) {
        await pause(20)
        yield Uint8Array.of(32)
      }
    }
    await expect(read(drip())).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('200 ms') })
  })
})

describe('a stream of Node', () => {
  const streams: [string, () => Readable, string][] = [
    ['in one chunk', () => Readable.from([bytes]), text],
    ['in single bytes', () => Readable.from(Array.from(bytes, (byte) => Buffer.of(byte))), text],
    ['that is empty', () => Readable.from([]), ''],
  ]
  test.each(streams)('%s is read', async (_name, make, expected) => expect(await read(make())).toBe(expected))

  test.each<[string, (stream: PassThrough) => void, string]>([
    ['that stalls', (stream) => stream.write('['), 'timeout'],
    ['that ends early', (stream) => stream.destroy(), 'bad_request'],
    ['that fails', (stream) => stream.destroy(new Error('reset')), 'bad_request'],
    ['that is too large', (stream) => stream.write(Buffer.alloc(1001)), 'too_large'],
  ])('%s is refused and no longer listened to', async (_name, act, code) => {
    const stream = new PassThrough()
    const reading = read(stream)
    act(stream)
    await expect(reading).rejects.toThrow(refused(code))
    expect(stream.listenerCount('data')).toBe(0)
  })

  test('what is held of it is told, and may be refused', async () => {
    const told: number[] = []
    const grow = (size: number) => {
      told.push(size)
      if (told.length === 3) throw new Error('no room')
    }
    const body = Readable.from([Buffer.alloc(5), Buffer.alloc(7), Buffer.alloc(1), Buffer.alloc(1)])
    await expect(read(body, {}, { ...limits, grow } as typeof limits)).rejects.toThrow('no room')
    expect(told).toEqual([5, 7, 1])
  })
})

import { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { Decompress } from 'fzstd'

const gzipMagic = [0x1f, 0x8b]
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd]
const begins = (bytes: Buffer, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)

async function* from(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** Zstandard in JavaScript, for a Node that has none (before 22.15). */
async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const parts: Buffer[] = []
  const decoder = new Decompress((part) => {
    parts.push(Buffer.from(part))
  })
  for await (const chunk of packed) {
    decoder.push(chunk)
    yield* parts.splice(0)
  }
  decoder.push(new Uint8Array(), true)
  yield* parts.splice(0)
}

const nativeUnzstd = (zlib as { createZstdDecompress?: () => NodeJS.ReadWriteStream }).createZstdDecompress

/** The same bytes, unpacked where they are gzip or Zstandard, which is told by how they begin. Throws for what is cut off. */
export async function* unpackStream(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = input[Symbol.asyncIterator]()
  let first = Buffer.alloc(0)
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    first = Buffer.concat([first, next.value])
    if (first.length >= zstdMagic.length) break
  }
  const all = from(first, chunks)
  try {
    if (begins(first, gzipMagic)) yield* Readable.from(all).compose(zlib.createGunzip()) as AsyncIterable<Buffer>
    else if (!begins(first, zstdMagic)) yield* all
    else if (nativeUnzstd) yield* Readable.from(all).compose(nativeUnzstd()) as AsyncIterable<Buffer>
    else yield* unzstd(all)
  } finally {
    await chunks.return?.()
  }
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { unpackStream } from './unpack-stream'

const headBytes = 1024
const chunkBytes = 256 * 1024

/** The first bytes of a file, unpacked. */
export async function readBeginning(path: string): Promise<Buffer> {
  let first = Buffer.alloc(0)
  for await (const chunk of unpackStream(createReadStream(path, { end: 64 * 1024 - 1 }))) {
    first = Buffer.concat([first, chunk])
    if (first.length >= headBytes) break
  }
  return first
}

/** What tells a file from another of its name: the hash of its first bytes, of which there are `bytes`. */
export function headOf(beginning: Buffer, bytes = Math.min(headBytes, beginning.length)) {
  return { head: createHash('sha256').update(beginning.subarray(0, bytes)).digest('hex'), headBytes: bytes }
}

/** The bytes of a file, unpacked, from a place on. */
export async function* readFrom(path: string, place: number): AsyncGenerator<Buffer> {
  let passed = 0
  for await (const chunk of unpackStream(createReadStream(path, { highWaterMark: chunkBytes }))) {
    const fresh = passed >= place ? chunk : chunk.subarray(Math.min(chunk.length, place - passed))
    passed += chunk.length
    if (fresh.length > 0) yield fresh
  }
}

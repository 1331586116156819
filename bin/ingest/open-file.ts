import { createReadStream, statSync } from 'node:fs'
import { type FileKind, kindByContent, kindByName } from '@/lib/sources/files/file-kind'
import { unpackStream } from '@/lib/sources/files/unpack-stream'
import { Refusal } from '../exit-code'

const sniffed = 64 * 1024

/** A file being read, unpacked: its first bytes, and all of them; `taken` are those read of it as it lies there, of `size`. */
export type OpenFile = {
  kind: FileKind
  beginning: Buffer
  chunks: AsyncGenerator<Buffer>
  size: number | null
  taken(): number
}

function openInput(file: string): { input: AsyncIterable<Buffer>; size: number | null } {
  if (file === '-') return { input: process.stdin, size: null }
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) throw new Refusal(`${file} is a folder; name a file in it`)
    return { input: createReadStream(file, { highWaterMark: 256 * 1024 }), size: stat.isFile() ? stat.size : null }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

async function* resume(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** Opens a file or standard input; how it is written is told by `as`, its name, or how it begins. */
export async function openFile(file: string, as: FileKind | undefined): Promise<OpenFile> {
  const { input, size } = openInput(file)
  let taken = 0
  async function* counted() {
    for await (const chunk of input) {
      taken += chunk.length
      yield chunk
    }
  }
  const unpacked = unpackStream(counted())
  const first: Buffer[] = []
  let held = 0
  try {
    while (held < sniffed) {
      const { done, value } = await unpacked.next()
      if (done) break
      first.push(value)
      held += value.length
    }
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`)
  }
  const beginning = Buffer.concat(first)
  const kind = as ?? kindByName(file) ?? kindByContent(beginning.toString('utf8'))
  return { kind, beginning, chunks: resume(first, unpacked), size, taken: () => taken }
}

import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Extract, extract } from 'tar-stream'
import type { z } from 'zod'
import {
  type BackedUpFile,
  BackupError,
  type Header,
  header,
  headerName,
  type Manifest,
  manifest,
  manifestName,
} from './manifest'

/** Where what a backup holds goes. None of it can be relied on before all of it was read. */
export type Taker = {
  begin(header: Header): Promise<void>
  folder(path: string): Promise<void>
  /** Has to read all chunks. */
  file(path: string, chunks: AsyncIterable<Buffer>): Promise<void>
}

export type ReadBackup = { header: Header; manifest: Manifest; bytes: number }

const safePath = /^(data(\/[\w.+-]+)*|secrets\/[\w.-]+)$/
const isSafe = (path: string) => safePath.test(path) && !path.split('/').some((part) => part === '..' || part === '.')

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never
type Found = Map<string, BackedUpFile>

async function* hashed(path: string, entry: Entry, found: Found): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
    yield chunk
  }
  found.set(path, { path, size, sha256: hash.digest('hex') })
}

async function parse<T>(name: string, schema: z.ZodType<T>, chunks: AsyncIterable<Buffer>): Promise<T> {
  const read: Buffer[] = []
  for await (const chunk of chunks) read.push(chunk)
  try {
    return schema.parse(JSON.parse(Buffer.concat(read).toString('utf8')))
  } catch {
    throw new BackupError(`its ${name} cannot be read, or is of a later version`)
  }
}

function compare(promised: readonly BackedUpFile[], found: Found) {
  for (const { path, size, sha256 } of promised) {
    const read = found.get(path)
    if (!read) throw new BackupError(`${path} is missing in it`)
    if (read.size !== size || read.sha256 !== sha256)
      throw new BackupError(`${path} was changed in it: its checksum is another one`)
  }
  const known = new Set(promised.map(({ path }) => path))
  const stranger = [...found.keys()].find((path) => !known.has(path))
  if (stranger) throw new BackupError(`${stranger} does not belong into it`)
}

async function takeEntries(entries: AsyncIterable<Entry>, taker: Taker): Promise<ReadBackup> {
  const found: Found = new Map()
  let begun: Header | undefined
  let promised: Manifest | undefined
  for await (const entry of entries) {
    const { name, type } = entry.header
    const path = name.replace(/\/$/, '')
    if (promised || found.has(path)) throw new BackupError(`${path} is in it where nothing should be`)
    const chunks = hashed(path, entry, found)
    if (!begun) {
      if (path !== headerName) throw new BackupError('it does not begin as one')
      begun = await parse(path, header, chunks)
      await taker.begin(begun)
    } else if (path === manifestName) promised = await parse(path, manifest, entry as AsyncIterable<Buffer>)
    else if (!isSafe(path)) throw new BackupError(`it names ${JSON.stringify(path)}, which is outside of a backup`)
    else if (type === 'file') await taker.file(path, chunks)
    else if (type === 'directory') {
      await taker.folder(path)
      entry.resume()
    } else throw new BackupError(`${path} is a ${type} in it, and only files and folders can be`)
  }
  if (!begun || !promised) throw new BackupError('it is cut off')
  compare(promised.files, found)
  return { header: begun, manifest: promised, bytes: promised.files.reduce((sum, { size }) => sum + size, 0) }
}

/** What unpacking says of a damaged file, in words. */
function explain(error: Error & { code?: string }): Error {
  if (error instanceof BackupError) return error
  if (error.code === 'Z_BUF_ERROR' || /unexpected end/i.test(error.message)) return new BackupError('it is cut off')
  if (error.code?.startsWith('Z_')) return new BackupError(`it was changed, or is no backup (${error.message})`)
  return /tar header|checksum|invalid/i.test(error.message)
    ? new BackupError(`it was changed (${error.message})`)
    : error
}

/** Reads a backup to its end and verifies all of it. Throws BackupError where it is not whole. */
export async function readBackup(input: Readable, taker: Taker): Promise<ReadBackup> {
  const entries = extract()
  let broken: Error | undefined
  const flow = pipeline(input, createGunzip(), entries as unknown as NodeJS.WritableStream).catch((error: Error) => {
    broken ??= error
  })
  try {
    const read = await takeEntries(entries, taker)
    await flow
    if (broken) throw broken
    return read
  } catch (error) {
    const first = broken ?? (error as Error)
    entries.destroy()
    input.destroy()
    await flow
    throw explain(first)
  }
}

import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import type { BackedUpFile } from './manifest'

const chunkBytes = 256 * 1024
const level = 4

type Sink = ReturnType<Pack['entry']>

/** Resolves once an entry takes more, or never will. */
function drained(entry: Sink): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      entry.off('drain', settle).off('close', settle)
      resolve()
    }
    entry.on('drain', settle).on('close', settle)
    if (entry.destroyed) settle()
  })
}

type Told = (bytes: number) => void

/** Writes a compressed archive file by file, never holding more than some chunks, and remembers what it wrote. */
export class ArchiveWriter {
  readonly files: BackedUpFile[] = []
  readonly #pack: Pack = pack()
  readonly #written: Promise<void>

  constructor(
    out: Writable,
    private readonly told: Told,
    private readonly mtime: Date,
  ) {
    this.#written = pipeline(this.#pack as unknown as NodeJS.ReadableStream, createGzip({ level }), out)
    this.#written.catch(() => {})
  }

  async addFolder(path: string): Promise<void> {
    await this.#entry({ name: path, type: 'directory', mode: 0o700 }).stored
  }

  addText(path: string, text: string | Buffer): Promise<void> {
    const bytes = Buffer.from(text)
    return this.#add(path, bytes.length, [bytes])
  }

  /** A file as long as it is now: what it loses meanwhile is filled with zeros, for the log has it. Left out where it is gone. */
  async addFile(path: string, from: string): Promise<void> {
    const file = await open(from).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (!file) return
    try {
      const { size } = await file.stat()
      const read = async function* () {
        for (let at = 0; at < size; ) {
          const wanted = Math.min(chunkBytes, size - at)
          const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at)
          yield bytesRead > 0 ? buffer.subarray(0, bytesRead) : Buffer.alloc(wanted)
          at += bytesRead > 0 ? bytesRead : wanted
        }
      }
      await this.#add(path, size, read())
    } finally {
      await file.close()
    }
  }

  #entry(given: { name: string; type: 'file' | 'directory'; mode: number; size?: number }) {
    let settle: (error?: Error | null) => void = () => {}
    const stored = new Promise<void>((done, failed) => {
      settle = (error) => (error ? failed(error) : done())
    })
    stored.catch(() => {})
    const entry = this.#pack.entry({ ...given, mtime: this.mtime }, (error) => settle(error))
    entry.on('error', () => {})
    return { entry, stored }
  }

  async #add(path: string, size: number, chunks: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
    const hash = createHash('sha256')
    const { entry, stored } = this.#entry({ name: path, type: 'file', mode: 0o600, size })
    for await (const chunk of chunks) {
      hash.update(chunk)
      if (!entry.write(chunk)) await drained(entry)
      if (entry.destroyed) break
      this.told(chunk.length)
    }
    entry.end(null)
    await stored
    this.files.push({ path, size, sha256: hash.digest('hex') })
  }

  /** Resolves once the last byte has been handed over. */
  async finish(): Promise<void> {
    this.#pack.finalize()
    await this.#written
  }

  /** Gives up: nothing more is written. Answers why nothing could be, if that was so. */
  async abandon(): Promise<Error | undefined> {
    this.#pack.destroy()
    const error = await this.#written.then(
      () => undefined,
      (thrown: NodeJS.ErrnoException) => thrown,
    )
    return error?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? undefined : error
  }
}

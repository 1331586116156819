import type { Readable } from 'node:stream'
import { AppError } from '@/lib/errors/app-error'

export type Chunks = AsyncIterable<Uint8Array>

/** `stallMs`: longest pause within a body; `deadlineMs`: longest time for all of it. `grow` is told of each chunk and may throw. */
export type CollectLimits = { maxBytes: number; stallMs: number; deadlineMs: number; grow?(bytes: number): void }

export const tooLarge = (what: string, limit: number) =>
  new AppError('too_large', `${what} may have at most ${limit} bytes`)
const cutOff = () => new AppError('bad_request', 'The connection ended within the body')

/** What has come of a body so far. A body of one chunk is never copied, and one of many small chunks does not keep them. */
class Gathered {
  #bytes: Uint8Array = Buffer.alloc(0)
  #size = 0
  #owned = false

  constructor(private readonly limits: CollectLimits) {}

  add(chunk: Uint8Array) {
    const { maxBytes, grow } = this.limits
    const size = this.#size + chunk.byteLength
    if (size > maxBytes) throw tooLarge('The body', maxBytes)
    grow?.(chunk.byteLength)
    if (this.#size === 0) this.#bytes = chunk
    else {
      if (!this.#owned || size > this.#bytes.byteLength) {
        const room = Buffer.allocUnsafe(Math.min(Math.max(2 * size, 4096), maxBytes))
        room.set(this.#bytes.subarray(0, this.#size))
        this.#bytes = room
        this.#owned = true
      }
      this.#bytes.set(chunk, this.#size)
    }
    this.#size = size
  }

  take(): Buffer {
    const { buffer, byteOffset } = this.#bytes
    return Buffer.from(buffer, byteOffset, this.#size)
  }
}

/** Two bounds on waiting for a body, of which the second costs nothing while it comes in one chunk. */
class Patience {
  readonly #startedAt = performance.now()
  readonly #stall: NodeJS.Timeout
  #whole: NodeJS.Timeout | undefined

  constructor(
    private readonly limits: CollectLimits,
    private readonly fail: (error: AppError) => void,
  ) {
    const { stallMs } = limits
    const stalled = () => fail(new AppError('timeout', `No data of the body came for ${stallMs} ms`))
    this.#stall = setTimeout(stalled, stallMs)
  }

  touch() {
    this.#stall.refresh()
    const { deadlineMs } = this.limits
    const late = () => this.fail(new AppError('timeout', `The body did not come within ${deadlineMs} ms`))
    this.#whole ??= setTimeout(late, deadlineMs - (performance.now() - this.#startedAt))
  }

  end() {
    clearTimeout(this.#stall)
    clearTimeout(this.#whole)
  }
}

/** The body of a Node request, by its events: half the cost of iterating over it. */
function fromStream(stream: Readable, limits: CollectLimits): Promise<Buffer> {
  if (stream.readableEnded) return Promise.resolve(Buffer.alloc(0))
  if (stream.destroyed) return Promise.reject(cutOff())
  return new Promise((resolve, reject) => {
    const gathered = new Gathered(limits)
    const leave = () => {
      patience.end()
      stream.off('data', take).off('end', finish).off('close', fall).pause()
    }
    const fail = (error: unknown) => {
      leave()
      reject(error)
    }
    const fall = () => fail(cutOff())
    const finish = () => {
      leave()
      resolve(gathered.take())
    }
    const take = (chunk: Uint8Array) => {
      try {
        gathered.add(chunk)
        if (!stream.readableEnded) patience.touch()
      } catch (error) {
        fail(error)
      }
    }
    const patience = new Patience(limits, fail)
    stream.once('error', fall).on('data', take).on('end', finish).on('close', fall)
  })
}

async function pump(chunks: AsyncIterator<Uint8Array>, gathered: Gathered, patience: Patience) {
  for (let part = await chunks.next(); !part.done; part = await chunks.next()) {
    gathered.add(part.value)
    patience.touch()
  }
  return gathered.take()
}

function fromIterable(chunks: Chunks, limits: CollectLimits): Promise<Buffer> {
  return new Promise<Buffer>((resolve, reject) => {
    const iterator = chunks[Symbol.asyncIterator]()
    const fail = (error: unknown) => {
      patience.end()
      reject(error)
      iterator.return?.().catch(() => {})
    }
    const patience = new Patience(limits, fail)
    pump(iterator, new Gathered(limits), patience).then((body) => {
      patience.end()
      resolve(body)
    }, fail)
  })
}

/** The bytes of a body as they were sent. Throws `too_large`, `timeout`, or `bad_request` where the connection ends. */
export const collect = (chunks: Chunks, limits: CollectLimits): Promise<Buffer> =>
  typeof (chunks as Readable).on === 'function' ? fromStream(chunks as Readable, limits) : fromIterable(chunks, limits)

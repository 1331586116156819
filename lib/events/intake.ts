import { AppError } from '@/lib/errors/app-error'

export type IntakeBounds = { maxRequests: number; maxReadingBytes: number; maxHandlingBytes: number }

/** So small a body counts for nothing: `maxRequests` of them fit, whatever larger ones are being read. */
const smallBytes = 64 * 1024

const full = (what: string, reason: string) =>
  new AppError('unavailable', `${what}; nothing of this request was stored`, {
    headers: { 'Retry-After': '1' },
    reason,
  })

/**
 * A request's place: `grow` counts what of its body is held, `handle` begins the work on a body that was read (and throws
 * where there is too much of it already), `drop` gives the body back, `leave` the place.
 */
export type Place = { grow(bytes: number): void; handle(bytes: number): void; drop(): void; leave(): void }

/**
 * Bounds what this process reads and works on at once, ahead of the queue: so many requests, so many bytes of bodies in
 * memory, so many bytes of bodies that were read and are not answered yet.
 */
export class Intake {
  #requests = 0
  #bytes = 0
  #handling = 0

  constructor(private readonly bounds: IntakeBounds) {}

  get requests() {
    return this.#requests
  }

  get bytes() {
    return this.#bytes
  }

  #count(bytes: number, before: number) {
    this.#bytes += bytes - before
    if (bytes > before && this.#bytes > this.bounds.maxReadingBytes) {
      throw full('DataWatch is reading as many bytes as it can hold', 'reading_bytes')
    }
  }

  /** Takes a place. Throws `unavailable` when there is none. */
  enter(): Place {
    if (this.#requests >= this.bounds.maxRequests) {
      throw full('DataWatch is answering as many ingestion requests as it can', 'requests')
    }
    this.#requests += 1
    let held = 0
    let counted = 0
    let handled = 0
    let left = false
    const count = (bytes: number) => {
      held = bytes
      const before = counted
      counted = held > smallBytes ? held : 0
      if (counted !== before) this.#count(counted, before)
    }
    return {
      grow: (bytes) => count(held + bytes),
      handle: (bytes) => {
        if (this.#handling > 0 && this.#handling + bytes > this.bounds.maxHandlingBytes) {
          throw full('DataWatch has as much to work on as it can do soon', 'handling_bytes')
        }
        handled = bytes
        this.#handling += bytes
      },
      drop: () => count(0),
      leave: () => {
        if (left) return
        left = true
        count(0)
        this.#handling -= handled
        this.#requests -= 1
      },
    }
  }
}

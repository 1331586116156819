import type { Telemetry } from './telemetry.js'

/** An event that DataWatch did not take, with the reason; `code` is `http_<status>` where it took none of the request. */
export type RejectedEvent = { event: unknown; code: string; message: string }

export type SenderOptions = {
  /** Where DataWatch is, such as `https://watch.example.com`. */
  url: string
  /** A key with the scope `ingest`. */
  apiKey?: string
  /** Events a request. */
  batchSize?: number
  /** How long an event waits for others to go with it. */
  flushIntervalMs?: number
  maxBufferedEvents?: number
  maxBufferedBytes?: number
  /** What `send` does where the buffer is full: wait for room, or fail with `BufferFullError`. */
  whenFull?: 'wait' | 'reject'
  /** Requests under way at once. */
  maxInFlight?: number
  gzip?: boolean
  timeoutMs?: number
  /** The longest wait between two tries, unless the server asks for a longer one. */
  maxRetryDelayMs?: number
  /** A folder in which what is buffered survives a crash. One process may use it at a time. */
  spoolDir?: string
  /**
   * When the spool is forced to disk: `always` before `send` resolves, `interval` once a second, `never`. Each survives a process that is
   * killed; a machine that loses its power costs nothing, the last second, or what the system had not written.
   */
  spoolSync?: 'always' | 'interval' | 'never'
  /** Told of each event that was refused: sent again it would be refused again. */
  onRejected?: (rejected: RejectedEvent[]) => void
  /** Told of each try that failed and will be made again. */
  onRetry?: (failure: { attempt: number; status: number; message: string; delayMs: number }) => void
  fetch?: typeof fetch
  telemetry?: Telemetry
}

/** There is no room for an event: the server takes less than is sent. */
export class BufferFullError extends Error {
  constructor(events: number) {
    super(`The buffer is full with ${events} events`)
    this.name = 'BufferFullError'
  }
}

export const defaults = {
  batchSize: 100,
  flushIntervalMs: 1000,
  maxBufferedEvents: 100_000,
  maxBufferedBytes: 64 * 1024 * 1024,
  whenFull: 'wait',
  maxInFlight: 2,
  gzip: true,
  timeoutMs: 60_000,
  maxRetryDelayMs: 30_000,
  spoolSync: 'interval',
} as const
export type Settings = SenderOptions & Required<Pick<SenderOptions, keyof typeof defaults>>

const longestMs = 60_000

/** The milliseconds that `Retry-After` says, in seconds or as a date; 0 where it says nothing. */
export function retryAfterMs(header: string | null, now = Date.now()): number {
  if (!header) return 0
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : 0
}

/**
 * How long to wait before try `attempt` (from 1): twice as long each time, by chance between half of it and all of it, and never less
 * than the server asks for.
 */
export function backOffMs(attempt: number, { askedMs = 0, mostMs = 30_000, random = Math.random } = {}): number {
  const full = Math.min(mostMs, 100 * 2 ** Math.min(attempt, 20))
  return Math.max(Math.min(askedMs, longestMs), full / 2 + (random() * full) / 2)
}

/** Waits, or less where the signal says that there is nothing to wait for. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    if (signal?.aborted) done()
    else signal?.addEventListener('abort', done)
  })
}

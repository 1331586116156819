import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { backOffMs, pause, retryAfterMs } from './back-off.js'
import { isPassing, readFailure } from './failure.js'
import type { Receipt } from './generated/api.js'
import type { Settings } from './sender-options.js'
import { traced } from './telemetry.js'

const pack = promisify(gzip)
/** Of a fault of the server's own: what breaks it each time must not hold up what comes after. */
const mostFaults = 5

/** What became of a batch: a receipt, a refusal, or nothing because there was no more time. */
export type Outcome =
  | { kind: 'taken'; receipt: Receipt }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'given up' }

type Tried = Outcome | { kind: 'again'; status: number; message: string; askedMs: number }

async function tryOnce(
  settings: Settings,
  body: string | Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Tried> {
  const { url, apiKey, timeoutMs, fetch: send = fetch, telemetry } = settings
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (apiKey) headers.Authorization = `Bearer ${apiKey}`
  if (typeof body !== 'string') headers['Content-Encoding'] = 'gzip'
  telemetry?.inject?.(headers)
  try {
    const answer = await send(`${url.replace(/\/+$/, '')}/api/v1/datawatch/events/batch`, {
      ...{ method: 'POST', headers, body },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    if (answer.ok) return { kind: 'taken', receipt: ((await answer.json()) as { data: Receipt }).data }
    const askedMs = retryAfterMs(answer.headers.get('retry-after'))
    const { status, message } = await readFailure(answer)
    return { kind: isPassing(status) || status >= 500 ? 'again' : 'refused', status, message, askedMs }
  } catch (error) {
    return { kind: 'again', status: 0, message: (error as Error).message, askedMs: 0 }
  }
}

/** Posts events, for as long as it takes: only an answer, or the signal, ends it. The same events each time, so that none counts twice. */
export function postBatch(settings: Settings, events: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const { telemetry = {}, onRetry, maxRetryDelayMs, gzip: packs } = settings
  return traced(telemetry, 'datawatch.send', { 'datawatch.events': events.length }, async (span) => {
    const text = `[${events.join(',')}]`
    const body = packs ? new Uint8Array(await pack(text, { level: 1 })) : text
    for (let attempt = 1; ; attempt += 1) {
      const tried = await tryOnce(settings, body, signal)
      span?.setAttribute('datawatch.attempts', attempt)
      if (tried.kind !== 'again') return tried
      const { status, message, askedMs } = tried
      if (signal.aborted) return { kind: 'given up' }
      if (status >= 500 && !isPassing(status) && attempt >= mostFaults) return { kind: 'refused', status, message }
      const delayMs = backOffMs(attempt, { askedMs, mostMs: maxRetryDelayMs })
      onRetry?.({ attempt, status, message, delayMs })
      await pause(delayMs, signal)
      if (signal.aborted) return { kind: 'given up' }
    }
  })
}

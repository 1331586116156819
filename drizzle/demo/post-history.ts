import { setTimeout as pause } from 'node:timers/promises'
import type { HistoryEvent } from './history'

type Target = { url: string; apiKey: string | undefined; signal: AbortSignal }
const retryable = new Set([408, 429, 500, 502, 503, 504])

/** Sends one batch until it is taken; waits as long as the server says. Throws where it is refused for good. */
export async function postBatch({ url, apiKey, signal }: Target, events: HistoryEvent[]): Promise<void> {
  const headers = { 'Content-Type': 'application/json', ...(apiKey ? { Authorization: `Bearer ${apiKey}` } : {}) }
  const body = JSON.stringify(events)
  for (let attempt = 0; ; attempt += 1) {
    let waitMs = Math.min(5000, 200 * 2 ** attempt)
    try {
      const answer = await fetch(`${url}/api/v1/datawatch/events/batch`, { method: 'POST', headers, body, signal })
      const text = await answer.text()
      if (answer.ok) {
        const { rejected, errors } = JSON.parse(text).data
        if (rejected > 0) throw new Refused(`${rejected} events were refused: ${JSON.stringify(errors[0])}`)
        return
      }
      if (!retryable.has(answer.status)) throw new Refused(`${answer.status} ${text.slice(0, 300)}`)
      waitMs = 1000 * Number(answer.headers.get('retry-after') ?? '') || waitMs
    } catch (error) {
      if (error instanceof Refused || signal.aborted) throw error
    }
    await pause(waitMs, undefined, { signal })
  }
}

class Refused extends Error {}

type Posting = {
  events: Iterable<HistoryEvent>
  /** Events that were taken before. */
  skip: number
  send(events: HistoryEvent[]): Promise<void>
  /** Hears how many events are taken, in order, now and then. */
  taken(count: number): Promise<void>
}

const batchSize = 1000
const underWay = 3

/** Sends the history in order of time, a few batches at once, and says how far all of it is taken. */
export async function postHistory({ events, skip, send, taken }: Posting): Promise<number> {
  let count = 0
  let batch: HistoryEvent[] = []
  const sending: { upTo: number; done: Promise<void> }[] = []
  const settle = async () => {
    const first = sending.shift()
    if (!first) return
    await first.done
    await taken(first.upTo)
  }
  const flush = async () => {
    if (batch.length === 0) return
    const done = send(batch)
    done.catch(() => {})
    sending.push({ upTo: count, done })
    batch = []
    if (sending.length >= underWay) await settle()
  }
  for (const event of events) {
    count += 1
    if (count <= skip) continue
    batch.push(event)
    if (batch.length === batchSize) await flush()
  }
  await flush()
  while (sending.length > 0) await settle()
  return count
}

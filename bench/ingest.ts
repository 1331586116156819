import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { liveEvent } from './workload'

type Target = { url: string; databaseUrl: string }

export type IngestFigure = {
  batch: number
  senders: number
  events: number
  perSecond: number
  p50: number
  p99: number
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

async function post(url: string, body: string) {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/datawatch/events/batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    await answer.arrayBuffer()
    if (answer.status === 202) return
    if (answer.status !== 503 && answer.status !== 429) throw new Error(`unexpected ${answer.status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Events per second through `POST /events/batch`, answered after the commit, all metrics on. */
export async function measureIngest(
  { url }: Target,
  options: { batch: number; senders: number; events: number; first: number },
) {
  const { batch, senders, events, first } = options
  const now = Date.now()
  const bodies: string[] = []
  for (let at = first; at < first + events; at += batch) {
    bodies.push(JSON.stringify(Array.from({ length: batch }, (_, i) => liveEvent(at + i, now))))
  }
  const waits: number[] = []
  let next = 0
  const started = performance.now()
  const send = async () => {
    for (let at = next++; at < bodies.length; at = next++) {
      const sent = performance.now()
      await post(url, bodies[at]!)
      waits.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: senders }, send))
  const seconds = (performance.now() - started) / 1000
  waits.sort((a, b) => a - b)
  return { batch, senders, events, perSecond: events / seconds, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) }
}

/** Rows per second of a bare `COPY FROM STDIN` of the very rows that were stored, into the same table emptied. */
export async function measureCopy({ databaseUrl }: Target): Promise<{ rows: number; perSecond: number }> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const chunks: Buffer[] = []
    for await (const chunk of await sql`copy (select * from events) to stdout`.readable()) chunks.push(chunk as Buffer)
    await sql`truncate events`
    const started = performance.now()
    await pipeline(Readable.from(chunks), await sql`copy events from stdin`.writable())
    const seconds = (performance.now() - started) / 1000
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from events`
    return { rows: row!.rows, perSecond: row!.rows / seconds }
  } finally {
    await sql.end()
  }
}

import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { liveEvent } from './workload'

type MakeEvent = (index: number, end: number) => object
type Target = { url: string; databaseUrl: string }

export type IngestFigure = {
  batch: number
  senders: number
  events: number
  perSecond: number
  p50: number
  p99: number
}

const agent = new Agent({ keepAlive: true })

/** Plain node:http: the sender shares the machine with what it measures, and fetch costs it three times as much. */
function send(url: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
    const request = httpRequest(
      `${url}/api/v1/datawatch/events/batch`,
      { method: 'POST', agent, headers },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

async function post(url: string, body: Buffer) {
  for (;;) {
    const status = await send(url, body)
    if (status === 202) return
    if (status !== 503 && status !== 429) throw new Error(`unexpected ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Bodies for `/events/batch`, `batch` events each. */
export function makeBodies(first: number, events: number, batch: number, make: MakeEvent = liveEvent): Buffer[] {
  const now = Date.now()
  const bodies: Buffer[] = []
  for (let at = first; at < first + events; at += batch) {
    const count = Math.min(batch, first + events - at)
    bodies.push(Buffer.from(JSON.stringify(Array.from({ length: count }, (_, i) => make(at + i, now)))))
  }
  return bodies
}

/** Milliseconds until each answer when batches are sent at a fixed rate, whatever became of those before. */
export async function measureAtRate(
  url: string,
  options: { batch: number; perSecond: number; seconds: number; first: number },
): Promise<{ p50: number; p99: number; refused: number }> {
  const { batch, perSecond, seconds, first } = options
  const bodies = makeBodies(first, Math.round(perSecond * seconds), batch)
  const everyMs = (batch / perSecond) * 1000
  const waits: number[] = []
  let refused = 0
  const started = performance.now()
  await Promise.all(
    bodies.map(async (body, index) => {
      await pause(Math.max(0, started + index * everyMs - performance.now()))
      const due = started + index * everyMs
      if ((await send(url, body)) === 202) waits.push(performance.now() - due)
      else refused += 1
    }),
  )
  waits.sort((a, b) => a - b)
  return { p50: quantileSorted(waits, 0.5), p99: quantileSorted(waits, 0.99), refused }
}

/** Events per second through `POST /events/batch`, answered after the commit, all metrics on. */
export async function measureIngest(
  { url }: Target,
  options: { batch: number; senders: number; events: number; first: number },
  make: MakeEvent = liveEvent,
): Promise<IngestFigure> {
  const { batch, senders, events, first } = options
  const bodies = makeBodies(first, events, batch, make)
  const waits: number[] = []
  let next = 0
  const started = performance.now()
  const sender = async () => {
    for (let at = next++; at < bodies.length; at = next++) {
      const sent = performance.now()
      await post(url, bodies[at]!)
      waits.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
  const seconds = (performance.now() - started) / 1000
  waits.sort((a, b) => a - b)
  return {
    batch,
    senders,
    events,
    perSecond: events / seconds,
    p50: quantileSorted(waits, 0.5),
    p99: quantileSorted(waits, 0.99),
  }
}

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/**
 * Rows per second of a bare `COPY FROM STDIN` of the very rows that were stored, into the same table emptied.
 * Each direction has a connection of its own: the driver does not start another COPY on one that has just streamed.
 */
export async function measureCopy({ databaseUrl }: Target): Promise<{ rows: number; perSecond: number }> {
  const rows = await withConnection(databaseUrl, async (sql) => {
    const chunks: Buffer[] = []
    for await (const chunk of await sql`copy (select * from events) to stdout`.readable()) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  })
  await withConnection(databaseUrl, (sql) => sql`truncate events`)
  return withConnection(databaseUrl, async (sql) => {
    await sql`select 1`
    const started = performance.now()
    const copy = await sql`copy events from stdin`.writable()
    await new Promise<void>((resolve, reject) => {
      copy.once('finish', resolve).once('error', reject)
      copy.end(rows)
    })
    const seconds = (performance.now() - started) / 1000
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from events`
    return { rows: row!.rows, perSecond: row!.rows / seconds }
  })
}

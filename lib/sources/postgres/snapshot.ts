import 'server-only'
import type { Client } from 'pg'
import type { CatalogTable } from './catalog'
import { connectSource, quoted, quotedTable, type Reached } from './connect'
import { decoderFor } from './decode-value'
import { needing } from './failure'
import type { Published } from './publication'
import { type NativeMessage, type Origin, type Reading, resetEvent, snapshotEvent } from './row-event'

export type TableRead = { table: CatalogTable; published: Published; reading: Reading; reset: boolean }
type Parts = {
  reached: Reached
  role: string
  origin: Origin
  /** The exported snapshot to read; without one, the rows as they are now. */
  snapshot: string | null
  signal: AbortSignal
  deliver(events: NativeMessage[]): Promise<void>
  /** Hears now and then how many rows of a table are read, and once when it is done. */
  progress(read: TableRead, rows: number, done: boolean): Promise<void>
}

const mostRows = 1000
const wishedBytes = 4 * 1024 * 1024
const progressMs = 1000
const raw = { getTypeParser: () => (text: string) => text }

async function readTable(client: Client, read: TableRead, { role, origin, deliver, progress, signal }: Parts) {
  const { table, published, reading } = read
  const columns = table.columns.filter(({ column }) => !published.columns || published.columns.includes(column))
  const decoders = columns.map((column) => ({ column: column.column, decode: decoderFor(column) }))
  const selected = [...columns.map(({ column }) => quoted(column)), 'tableoid', 'ctid'].join(', ')
  const name = quotedTable(table.schema, table.name)
  const where = published.filter === null ? '' : ` WHERE ${published.filter}`
  const grant = `GRANT USAGE ON SCHEMA ${quoted(table.schema)} TO ${quoted(role)}; GRANT SELECT ON TABLE ${name} TO ${quoted(role)};`
  await client
    .query(`DECLARE reading NO SCROLL CURSOR FOR SELECT ${selected} FROM ${name}${where}`)
    .catch(needing(grant))
  if (read.reset) await deliver([resetEvent(reading, origin)])
  let rows = 0
  let size = 100
  let reportedAt = Date.now()
  for (;;) {
    signal.throwIfAborted()
    const answer = await client.query<(string | null)[]>({
      text: `FETCH ${size} FROM reading`,
      rowMode: 'array',
      types: raw,
    })
    if (answer.rows.length === 0) break
    let bytes = 0
    const events = answer.rows.map((values) => {
      const pairs = decoders.map(({ column, decode }, place) => {
        const value = values[place] ?? null
        bytes += value?.length ?? 0
        return [column, value === null ? null : decode(value)] as const
      })
      return snapshotEvent(reading, Object.fromEntries(pairs), values.slice(decoders.length).join(''), origin)
    })
    await deliver(events)
    rows += events.length
    size = Math.min(mostRows, Math.max(1, Math.floor(wishedBytes / (bytes / events.length + 1))))
    if (Date.now() - reportedAt < progressMs) continue
    reportedAt = Date.now()
    await progress(read, rows, false)
  }
  await client.query('CLOSE reading')
  await progress(read, rows, true)
}

/** Reads whole tables in one state of the database and hands their rows over as SNAPSHOT events. */
export async function readTables(reads: TableRead[], parts: Parts): Promise<void> {
  const client = await connectSource(parts.reached)
  const end = () => client.end().catch(() => {})
  parts.signal.addEventListener('abort', end, { once: true })
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    if (parts.snapshot !== null)
      await client.query(`SET TRANSACTION SNAPSHOT '${parts.snapshot.replaceAll("'", "''")}'`)
    for (const read of reads) await readTable(client, read, parts)
    await client.query('COMMIT')
  } finally {
    parts.signal.removeEventListener('abort', end)
    await end()
  }
}

/** Resolves when every transaction that is open now has ended: from then on the publication holds for all that is written. */
export async function outlastOpenTransactions(client: Client, wait: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
  for (;;) {
    const answer = await client.query<{ over: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over',
      [rows[0]!.xid],
    )
    if (answer.rows[0]?.over) return
    await wait()
  }
}

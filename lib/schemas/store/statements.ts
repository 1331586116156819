import 'server-only'
import { sql } from 'drizzle-orm'
import { schemaStatements } from '@/drizzle/schema/schemas'
import type { Image } from '@/lib/events/native'
import type { Place } from '../place'
import type { Queryable } from './tables'

/** A DDL event as it is stored. */
export type StatementRow = Place & { uid: string; at: Date; receivedAt: Date; detail: Image }
type Row = Place & { uid: string; at: string; received_at: string; detail: Image | null }

const statementLock = 7_301_011
/** An event may become visible so much later than its arrival says. */
const slackMs = 120_000

/** Lets one process at a time read statements: the others wait until its transaction is over. */
export const takeStatementTurn = (tx: Queryable) => tx.execute(sql`select pg_advisory_xact_lock(${statementLock})`)

/** DDL events that nobody has looked at, in the order in which they happened. */
export async function listNewStatements(tx: Queryable, limit: number): Promise<StatementRow[]> {
  const [mark] = await tx.execute<{ at: string | null }>(
    sql`select max(received_at)::text as at from schema_statements`,
  )
  const from = mark?.at ? new Date(Date.parse(mark.at) - slackMs) : new Date(0)
  const rows = await tx.execute<Row>(sql`
    select events.uid::text as uid, events.event_at::text as at, events.received_at::text as received_at, detail,
      source, database, schema, source_tables.name as "table"
    from events join source_tables on source_tables.id = events.table_id
    where type = 'DDL' and events.received_at >= ${from.toISOString()}::timestamptz
      and not exists (select from schema_statements seen where seen.event_uid = events.uid)
    order by events.event_at, events.received_at, events.uid limit ${limit}`)
  return rows.map(({ received_at, at, detail, ...row }) => ({
    ...row,
    at: new Date(at),
    receivedAt: new Date(received_at),
    detail: detail ?? {},
  }))
}

export async function markStatement(tx: Queryable, { uid, receivedAt }: StatementRow, read: boolean) {
  await tx.insert(schemaStatements).values({ eventUid: uid, receivedAt, read }).onConflictDoNothing()
}

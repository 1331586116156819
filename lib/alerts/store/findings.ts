import 'server-only'
import { and, gte, isNull, ne, or, sql } from 'drizzle-orm'
import { anomalies } from '@/drizzle/schema/anomalies'
import { schemaChanges } from '@/drizzle/schema/schemas'
import { type ListedViolation, listViolationRows } from '@/lib/quality/store/violations'
import type { Queryable } from './outbox'

const most = 10_000

/** Anomalies that go on, and those found since. */
export const listAnomalies = (db: Queryable, since: Date) =>
  db
    .select()
    .from(anomalies)
    .where(or(and(isNull(anomalies.endedAt), ne(anomalies.status, 'resolved')), gte(anomalies.detectedAt, since)))
    .orderBy(anomalies.startedAt, anomalies.id)
    .limit(most)

/** Violations, those that go on and those that failed since. */
export async function listViolations(db: Queryable, since: Date): Promise<ListedViolation[]> {
  const page = { limit: most, after: null }
  const found = await Promise.all([
    listViolationRows(db, { ...page, status: 'open' }),
    listViolationRows(db, { ...page, status: 'acknowledged' }),
    listViolationRows(db, { ...page, status: 'resolved', from: since.toISOString() }),
  ])
  return found.flat()
}

/** Changes of schemas that were recorded since. */
export const listSchemaChanges = (db: Queryable, since: Date) =>
  db
    .select()
    .from(schemaChanges)
    .where(and(gte(schemaChanges.recordedAt, since), ne(schemaChanges.kind, 'table_created')))
    .orderBy(schemaChanges.recordedAt)
    .limit(most)

export type Sender = { source: string; heardAt: Date }

/** When each sender of changes was last heard. */
export async function listSenders(db: Queryable): Promise<Sender[]> {
  const rows = await db.execute<{ source: string; heard_at: string }>(sql`
    select source, max(last_arrival_at) as heard_at from source_tables
    where last_arrival_at is not null and source <> '' group by source`)
  return rows.map((row) => ({ source: row.source, heardAt: new Date(row.heard_at) }))
}

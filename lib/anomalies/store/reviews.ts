import 'server-only'
import { and, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { AnomalyRow } from './anomalies'
import type { Queryable } from './samples'

type Acknowledgement = { acknowledgedBy: string; acknowledgedAt: Date; note?: string }
type Change = Parameters<ReturnType<Queryable['update']>['set']>[0]

/** Changes those of these anomalies to which it is news; answers them as they are then. */
function change(db: Queryable, ids: string[], values: Change, isNews: SQL | undefined): Promise<AnomalyRow[]> {
  const wanted = and(inArray(anomalies.id, ids), isNews)
  return db.update(anomalies).set(values).where(wanted).returning()
}

/** Acknowledges those that nobody has acknowledged. */
export function acknowledgeRows(db: Queryable, ids: string[], values: Acknowledgement): Promise<AnomalyRow[]> {
  const status = sql`case when ${anomalies.status} = 'open' then 'acknowledged' else ${anomalies.status} end`
  return change(db, ids, { ...values, status }, isNull(anomalies.acknowledgedAt))
}

/** Resolves those that are not resolved. */
export const resolveRows = (db: Queryable, ids: string[], resolvedAt: Date): Promise<AnomalyRow[]> =>
  change(db, ids, { status: 'resolved', resolvedAt }, isNull(anomalies.resolvedAt))

/** Makes anomalies as if nobody had resolved, and with `to` open, acknowledged them. */
export function reopenRows(db: Queryable, ids: string[], to: 'open' | 'acknowledged'): Promise<AnomalyRow[]> {
  if (to === 'acknowledged') {
    const status = sql`case when ${anomalies.acknowledgedAt} is null then 'open' else 'acknowledged' end`
    return change(db, ids, { status, resolvedAt: null }, isNotNull(anomalies.resolvedAt))
  }
  const values = { status: 'open', resolvedAt: null, acknowledgedAt: null, acknowledgedBy: null, note: null }
  return change(db, ids, values, or(ne(anomalies.status, 'open'), isNotNull(anomalies.acknowledgedAt)))
}

/** Keeps others from changing these anomalies until the transaction ends; answers which there are. */
export async function lockRows(tx: Queryable, ids: string[]): Promise<Set<string>> {
  const found = tx.select({ id: anomalies.id }).from(anomalies).where(inArray(anomalies.id, ids))
  return new Set((await found.orderBy(anomalies.id).for('update')).map((row) => row.id))
}

import 'server-only'
import { and, asc, inArray, ne, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { uuidv7 } from 'uuidv7'
import { alertDeliveries } from '@/drizzle/schema/alerts'
import { channel } from '@/lib/runtime/live'
import type { DeliveryKind } from '../channel-contract'

export type Queryable = PgDatabase<PostgresJsQueryResultHKT>

/** `reason` makes it one: the same is told to a channel once, whoever decides it how often. */
export type Outgoing = {
  alertId: string
  channelId: string
  kind: DeliveryKind
  reason: string
  dueAt: Date
  digest: boolean
}

/** Writes down what is to be sent, in the transaction of what decided it; senders hear of it when that commits. */
export async function enqueue(db: Queryable, outgoing: readonly Outgoing[], now: Date): Promise<void> {
  if (outgoing.length === 0) return
  const rows = outgoing.map((one) => ({ id: uuidv7(), ...one, createdAt: now }))
  for (let start = 0; start < rows.length; start += 1000)
    await db
      .insert(alertDeliveries)
      .values(rows.slice(start, start + 1000))
      .onConflictDoNothing()
  await announceAlerts(db, 'deliveries')
}

/** Tells every process, and browsers, that alerts or what is about them changed. */
export async function announceAlerts(db: Queryable, ...topics: ('alerts' | 'alert-rules' | 'deliveries')[]) {
  const payload = JSON.stringify({ tables: [], topics })
  await db.execute(sql`select pg_notify(${channel}, ${payload})`)
}

export type ToldRow = { alertId: string; channelId: string; kind: DeliveryKind; reason: string; createdAt: Date }

/** What channels have been told of these alerts, or are about to be. */
export const listTold = (db: Queryable, alertIds: string[]): Promise<ToldRow[]> =>
  alertIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          alertId: alertDeliveries.alertId,
          channelId: alertDeliveries.channelId,
          kind: alertDeliveries.kind,
          reason: alertDeliveries.reason,
          createdAt: alertDeliveries.createdAt,
        })
        .from(alertDeliveries)
        .where(and(inArray(alertDeliveries.alertId, alertIds), ne(alertDeliveries.status, 'cancelled')))
        .orderBy(asc(alertDeliveries.seq))

import 'server-only'
import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alertChannels, alertDeliveries, alerts } from '@/drizzle/schema/alerts'
import type { MomentPlace } from '@/lib/http/cursor'
import type { DeliveryListQuery } from '../channel-contract'
import type { Queryable } from './outbox'

type Page = Omit<DeliveryListQuery, 'cursor'> & { after: MomentPlace | null }

const named = (channel: string): SQL | undefined =>
  or(eq(alertChannels.name, channel), eq(sql`${alertChannels.id}::text`, channel.toLowerCase()))

/** Deliveries, the newest first, with the titles of what they are about. */
export function listDeliveryRows(db: Queryable, { status, channel, alert, after, limit }: Page) {
  const { createdAt, id } = alertDeliveries
  return db
    .select({
      delivery: alertDeliveries,
      title: sql<string>`coalesce(${alerts.title}, '')`,
      channelName: sql<string>`coalesce(${alertChannels.name}, '')`,
    })
    .from(alertDeliveries)
    .leftJoin(alerts, eq(alerts.id, alertDeliveries.alertId))
    .leftJoin(alertChannels, eq(alertChannels.id, alertDeliveries.channelId))
    .where(
      and(
        status && eq(alertDeliveries.status, status),
        alert === undefined ? undefined : eq(alertDeliveries.alertId, alert),
        channel === undefined ? undefined : named(channel),
        after ? or(lt(createdAt, after.at), and(eq(createdAt, after.at), lt(id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(limit)
}
export type ListedDelivery = Awaited<ReturnType<typeof listDeliveryRows>>[number]

/** Has dead deliveries tried anew, those whose channel would be sent to; answers how many. Their last error stays until they are sent. */
export async function reviveDeliveries(
  db: Queryable,
  { ids, channel, now }: { ids?: string[]; channel?: string; now: Date },
): Promise<number> {
  const open = db
    .select({ id: alertChannels.id })
    .from(alertChannels)
    .where(
      and(
        eq(alertChannels.enabled, true),
        isNull(alertChannels.goneAt),
        channel === undefined ? undefined : named(channel),
      ),
    )
  const rows = await db
    .update(alertDeliveries)
    .set({ status: 'pending', attempts: 0, dueAt: now, leasedUntil: null })
    .where(
      and(
        eq(alertDeliveries.status, 'dead'),
        inArray(alertDeliveries.channelId, open),
        ids && inArray(alertDeliveries.id, ids),
      ),
    )
    .returning({ id: alertDeliveries.id })
  return rows.length
}

export type DeliveryFigure = { type: string; status: string; count: number; oldest: Date | null }

/** How many deliveries there are of each status and type of channel; `oldest` is since when the first pending one waits. */
export async function countDeliveries(db: Queryable): Promise<DeliveryFigure[]> {
  const { status, createdAt } = alertDeliveries
  return db
    .select({
      type: sql<string>`coalesce(${alertChannels.type}, 'deleted')`,
      status,
      count: sql<number>`count(*)::int`,
      oldest: sql<Date | null>`min(${createdAt}) filter (where ${status} = 'pending')`.mapWith(createdAt),
    })
    .from(alertDeliveries)
    .leftJoin(alertChannels, eq(alertChannels.id, alertDeliveries.channelId))
    .groupBy(sql`1`, status)
}

/** Removes what was done with deliveries before a time, of alerts that are over or gone; a bounded number at once. */
export async function removeOldDeliveries(db: Queryable, before: Date): Promise<void> {
  const at = before.toISOString()
  await db.execute(sql`
    delete from alert_deliveries where id in (
      select d.id from alert_deliveries d left join alerts a on a.id = d.alert_id
      where d.status <> 'pending' and d.created_at < ${at}::timestamptz and (a.id is null or a.resolved_at < ${at}::timestamptz)
      limit 20000)`)
  await db.execute(sql`
    delete from alert_threads t where not exists (
      select from alerts a where a.id = t.alert_id and (a.resolved_at is null or a.resolved_at >= ${at}::timestamptz))`)
}

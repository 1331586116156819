import 'server-only'
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { alertChannels, alertDeliveries } from '@/drizzle/schema/alerts'
import type { Queryable } from './outbox'

export type ChannelRow = typeof alertChannels.$inferSelect
export type CountedChannel = ChannelRow & { pending: number; dead: number }

const counted = (status: 'pending' | 'dead') =>
  sql<number>`(
    select count(*)::int from alert_deliveries d where d.channel_id = alert_channels.id and d.status = ${status})`

async function select(db: Queryable, where: SQL | undefined, limit: number): Promise<CountedChannel[]> {
  const rows = await db
    .select({ channel: alertChannels, pending: counted('pending'), dead: counted('dead') })
    .from(alertChannels)
    .where(where)
    .orderBy(asc(sql`${alertChannels.name} collate "C"`))
    .limit(limit)
  return rows.map(({ channel, pending, dead }) => ({ ...channel, pending, dead }))
}

/** Channels in the order of their names, those after `after`. */
export const listChannelRows = (db: Queryable, { after, limit }: { after: string | null; limit: number }) =>
  select(db, after === null ? undefined : gt(sql`${alertChannels.name} collate "C"`, after), limit)

export const listFileChannels = (db: Queryable) =>
  db.select().from(alertChannels).where(eq(alertChannels.origin, 'file'))

export async function findChannelRow(db: Queryable, id: string): Promise<CountedChannel | undefined> {
  const [row] = await select(db, eq(alertChannels.id, id), 1)
  return row
}

export async function findChannelNamed(db: Queryable, name: string): Promise<CountedChannel | undefined> {
  const [row] = await select(db, eq(alertChannels.name, name), 1)
  return row
}

/** Undefined where the name is taken. */
export async function insertChannelRow(db: Queryable, row: ChannelRow): Promise<ChannelRow | undefined> {
  const [made] = await db.insert(alertChannels).values(row).onConflictDoNothing().returning()
  return made
}

export async function updateChannelRow(
  db: Queryable,
  id: string,
  change: Partial<ChannelRow>,
): Promise<ChannelRow | undefined> {
  const [row] = await db.update(alertChannels).set(change).where(eq(alertChannels.id, id)).returning()
  return row
}

/** Removes a channel; what it was still to be sent is cancelled. */
export async function removeChannelRow(db: Queryable, id: string): Promise<ChannelRow | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx.delete(alertChannels).where(eq(alertChannels.id, id)).returning()
    await tx
      .update(alertDeliveries)
      .set({ status: 'cancelled', leasedUntil: null, lastError: 'The channel was deleted' })
      .where(and(eq(alertDeliveries.channelId, id), eq(alertDeliveries.status, 'pending')))
    return row
  })
}

/** What channels keep sealed, locked until the transaction ends, by their names. */
export const lockChannelSecrets = (tx: Queryable): Promise<Pick<ChannelRow, 'id' | 'name' | 'secrets'>[]> =>
  tx
    .select({ id: alertChannels.id, name: alertChannels.name, secrets: alertChannels.secrets })
    .from(alertChannels)
    .orderBy(asc(sql`${alertChannels.name} collate "C"`))
    .for('update')

export const updateChannelSecret = (tx: Queryable, { id, name, text }: { id: string; name: string; text: string }) =>
  tx
    .update(alertChannels)
    .set({ secrets: sql`${alertChannels.secrets} || jsonb_build_object(${name}::text, ${text}::text)` })
    .where(eq(alertChannels.id, id))

import 'server-only'
import type { Context } from '@/lib/context/context'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import type { Delivery, DeliveryList, DeliveryListQuery, ReplayBody } from '../channel-contract'
import { type ListedDelivery, listDeliveryRows, removeOldDeliveries, reviveDeliveries } from '../store/delivery-list'
import { announceAlerts } from '../store/outbox'
import { requireChannel } from './channels'

export const toDelivery = ({ delivery: row, title, channelName }: ListedDelivery): Delivery => ({
  id: row.id,
  alert_id: row.alertId,
  alert_title: title,
  channel_id: row.channelId,
  channel_name: channelName,
  kind: row.kind,
  status: row.status,
  attempts: row.attempts,
  next_attempt_at: row.status === 'pending' ? row.dueAt.toISOString() : null,
  last_error: row.lastError,
  created_at: row.createdAt.toISOString(),
  sent_at: row.sentAt?.toISOString() ?? null,
})

/** Deliveries, the newest first, a page at a time. */
export async function listDeliveries({ db }: Context, { cursor, ...query }: DeliveryListQuery): Promise<DeliveryList> {
  const after = cursor === undefined ? null : decodeMoment(cursor)
  const found = await listDeliveryRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)?.delivery
  const next_cursor = found.length > rows.length && last ? encodeMoment({ at: last.createdAt, id: last.id }) : null
  return { deliveries: rows.map(toDelivery), count: rows.length, next_cursor }
}

/** Has dead deliveries sent after all, with the ids that they had. Throws `not_found` for a channel that is not there. */
export async function replayDeliveries(context: Context, { ids, channel }: ReplayBody): Promise<{ replayed: number }> {
  const { db, now } = context
  if (channel !== undefined) await requireChannel(context, channel)
  const replayed = await reviveDeliveries(db, { ids, channel, now })
  await announceAlerts(db, 'deliveries')
  return { replayed }
}

const keptMs = 90 * 86_400_000

/** Forgets deliveries of alerts that have been over for 90 days. */
export const forgetDeliveries = ({ db, now }: Context) => removeOldDeliveries(db, new Date(now.getTime() - keptMs))

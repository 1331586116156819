import 'server-only'
import type { Context } from '@/lib/context/context'
import { findUntold, type Packed, packParcels } from '../parcels'
import { type ChannelRow, findChannelRow } from '../store/channels'
import {
  cancelDeliveries,
  countMessages,
  endPending,
  leaseDeliveries,
  listWaiting,
  lockChannel,
} from '../store/deliveries'
import { endChannel } from './settle-delivery'

const minuteMs = 60_000
/** Renewed while something is being sent, so that it ends soon after a process that was killed. */
export const leaseMs = 8000

/** `full`: no more messages may go in this minute. */
export type Claimed = { channel: ChannelRow; packed: Packed[]; full: boolean }
type Bounds = {
  /** How many messages may be begun. */
  slots: number
  /** How many this process has tried to send in the last minute. */
  tried: number
  /** A moment that no other message has: what is sent together has it in common. */
  unique(at: number): Date
}

/** Takes what is to go to a channel now, for as long as sending may take; nothing where another process is deciding that. */
export async function claimDeliveries(
  context: Context,
  channelId: string,
  { slots, tried, unique }: Bounds,
): Promise<Claimed | null> {
  const { db, now } = context
  const channel = await findChannelRow(db, channelId)
  if (!channel?.enabled) {
    const reason = `The channel ${channel ? 'is off' : 'was deleted'}`
    await endPending(db.$client, { channelId, status: 'cancelled', reason, until: now })
    return null
  }
  if (channel.goneAt) {
    await endChannel(context, channel, channel.lastError ?? 'The receiver is gone')
    return null
  }
  return db.$client.begin(async (tx) => {
    const nothing = { channel, packed: [], full: false }
    if (!(await lockChannel(tx, channelId))) return nothing
    const since = new Date(now.getTime() - minuteMs)
    const most = channel.maxPerMinute
    const budget = most - Math.max(tried, await countMessages(tx, channel, since, now))
    if (budget <= 0) return { ...nothing, full: true }
    const { waiting, gone } = await listWaiting(tx, channelId, now)
    const untold = findUntold(waiting)
    const dropped = new Set(untold)
    await cancelDeliveries(tx, gone, 'Its alert is there no more')
    await cancelDeliveries(
      tx,
      untold.map(({ id }) => id),
      'It was over before anybody was told',
    )
    const left = waiting.filter((row) => !dropped.has(row))
    const packed = packParcels(left, { now: now.getTime(), budget, most }).slice(0, slots)
    for (const { rows } of packed) {
      const ids = rows.map(({ id }) => id)
      await leaseDeliveries(tx, ids, unique(now.getTime() + leaseMs))
    }
    return { channel, packed, full: false }
  })
}

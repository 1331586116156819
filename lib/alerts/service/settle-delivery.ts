import 'server-only'
import type { Context } from '@/lib/context/context'
import type { DeliveryKind } from '../channel-contract'
import type { Packed } from '../parcels'
import type { Outcome } from '../sending'
import type { ChannelRow } from '../store/channels'
import { addToTimeline, endPending, keepThreads, markFailed, markGone, markSent } from '../store/deliveries'
import { announceAlerts } from '../store/outbox'

const kindWords: Record<DeliveryKind, string> = {
  opened: 'that it fires',
  updated: 'what changed',
  resolved: 'that it is over',
  escalated: 'as nobody had acknowledged it',
  reminder: 'that it still fires',
}

const alertsOf = ({ rows }: Packed) => [...new Set(rows.map(({ alertId }) => alertId))]
const idsOf = ({ rows }: Packed) => rows.map(({ id }) => id)

async function settleSent(context: Context, channel: ChannelRow, packed: Packed, outcome: Outcome & { ok: true }) {
  const { db, now: at } = context
  const alertIds = alertsOf(packed)
  const told = packed.group ? `with ${packed.rows.length - 1} others` : kindWords[packed.rows[0]!.kind]
  await db.$client.begin(async (tx) => {
    await markSent(tx, { ids: idsOf(packed), channelId: channel.id, at })
    if (outcome.thread) await keepThreads(tx, alertIds, channel.id, outcome.thread)
    await addToTimeline(tx, { alertIds, at, kind: 'notified', text: `${channel.name} was told ${told}` })
  })
}

/** Nothing more goes to a receiver that is gone. */
export async function endChannel(context: Context, channel: ChannelRow, reason: string) {
  const { db, now } = context
  const alertIds = await endPending(db.$client, { channelId: channel.id, status: 'dead', reason })
  const text = `${channel.name} could not be told: ${reason}`
  if (alertIds.length > 0) await addToTimeline(db.$client, { alertIds, at: now, kind: 'failed', text })
  await announceAlerts(db, 'deliveries')
}

type Failure = Outcome & { ok: false }

async function settleFailed(
  context: Context,
  channel: ChannelRow,
  packed: Packed,
  failure: Failure,
  again: Date | null,
) {
  const { db, now } = context
  if (failure.gone) {
    await markGone(db.$client, channel.id, now, failure.answer)
    await endChannel(context, channel, failure.answer)
    return
  }
  const dead = failure.permanent || again === null
  const first = packed.rows.some(({ attempts }) => attempts === 0)
  await db.$client.begin(async (tx) => {
    const what = { ids: idsOf(packed), channelId: channel.id, at: again ?? now, error: failure.answer }
    await markFailed(tx, what, dead)
    const text = `${channel.name} could not be told: ${failure.answer}; ${dead ? 'this is not tried again' : 'it is tried again'}`
    if (dead || first) await addToTimeline(tx, { alertIds: alertsOf(packed), at: now, kind: 'failed', text })
  })
  context.log.warn(
    { channel: channel.name, deliveries: packed.rows.length, reason: failure.answer, again },
    dead ? 'an alert was not delivered' : 'an alert was not delivered yet',
  )
}

/** Writes down what came of a message; `again` is when it is to be tried next, null for never. */
export async function settleDelivery(
  context: Context,
  channel: ChannelRow,
  packed: Packed,
  outcome: Outcome,
  again: Date | null,
): Promise<void> {
  if (outcome.ok) await settleSent(context, channel, packed, outcome)
  else await settleFailed(context, channel, packed, outcome, again)
  await announceAlerts(context.db, 'alerts')
}

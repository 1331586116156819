import type { Alert } from '@/lib/alerts/incident-contract'
import { addChannel, deliveries } from './alert-channels'
import { answerOk, Receiver } from './receiver'

export const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`
let made = 0
const receivers: Receiver[] = []
export type Body = { type: string; delivery_id: string; alert: Alert; alerts: Alert[]; count: number; title: string }

/** A webhook channel and the receiver behind it, which behaves as it is told. */
export async function hook(behave = answerOk, more: Record<string, unknown> = {}) {
  const receiver = await Receiver.open(behave)
  receivers.push(receiver)
  made += 1
  const name = `hook ${made}`
  const { data } = await addChannel({ name, type: 'webhook', config: { url: receiver.url, secret }, ...more })
  const bodies = () => receiver.received.map(({ json }) => json as Body)
  const rows = async () => (await deliveries({ channel: name })).data.deliveries.toReversed()
  /** Resolves once nothing of the channel waits any more. */
  const settled = async () => {
    while ((await deliveries({ channel: name, status: 'pending' })).data.count > 0)
      await new Promise((r) => setTimeout(r, 20))
    return rows()
  }
  return { receiver, id: data.id, name, bodies, rows, settled }
}

/** A receiver beside those of channels, closed with them. */
export async function openReceiver(behave = answerOk, host = '127.0.0.1'): Promise<Receiver> {
  const receiver = await Receiver.open(behave, host)
  receivers.push(receiver)
  return receiver
}

export const closeReceivers = () => Promise.all(receivers.splice(0).map((receiver) => receiver.close()))

import 'server-only'
import type { Context } from '@/lib/context/context'
import { countDeliveries } from '../store/delivery-list'

export type DeliveryFigures = { counts: { type: string; status: string; count: number }[]; oldestSeconds: number }

/** What the outbox holds, and for how long the oldest of it has waited. */
export async function readDeliveryFigures({ db, now }: Context): Promise<DeliveryFigures> {
  const counts = await countDeliveries(db)
  const oldest = counts.flatMap((one) => (one.oldest ? [one.oldest.getTime()] : []))
  const oldestSeconds = oldest.length > 0 ? Math.max(0, (now.getTime() - Math.min(...oldest)) / 1000) : 0
  return { counts: counts.map(({ type, status, count }) => ({ type, status, count })), oldestSeconds }
}

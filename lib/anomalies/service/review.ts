import 'server-only'
import type { Context } from '@/lib/context/context'
import type { AcknowledgeBody, Anomaly } from '../contract'
import { acknowledgeRow, findAnomalyRow, resolveRow } from '../store/anomalies'
import { announceAnomalies } from '../store/passes'
import { checkId, noAnomaly, presentRow } from './read'

/**
 * Notes who has seen the anomaly; whoever is signed in acknowledges in their own name.
 * The first one stands: again changes nothing. Throws `not_found`.
 */
export async function acknowledgeAnomaly(context: Context, id: string, body: AcknowledgeBody): Promise<Anomaly> {
  const { db, now, actor } = context
  checkId(id)
  const acknowledgedBy = actor.kind === 'user' ? actor.name : body.user
  const first = await acknowledgeRow(db, id, { acknowledgedBy, acknowledgedAt: now, note: body.note })
  if (first) await announceAnomalies(db)
  const row = first ?? (await findAnomalyRow(db, id))
  if (!row) throw noAnomaly(id)
  return presentRow(db, row)
}

/** Closes the matter; detection still notes when it ended. Again changes nothing. Throws `not_found`. */
export async function resolveAnomaly({ db, now }: Context, id: string): Promise<Anomaly> {
  checkId(id)
  const first = await resolveRow(db, id, now)
  if (first) await announceAnomalies(db)
  const row = first ?? (await findAnomalyRow(db, id))
  if (!row) throw noAnomaly(id)
  return presentRow(db, row)
}

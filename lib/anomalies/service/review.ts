import 'server-only'
import type { Context } from '@/lib/context/context'
import type { AcknowledgeBody, Anomaly, ReopenBody } from '../contract'
import { type AnomalyRow, findAnomalyRow } from '../store/anomalies'
import { announceAnomalies } from '../store/passes'
import { acknowledgeRows, reopenRows, resolveRows } from '../store/reviews'
import type { Queryable } from '../store/samples'
import { checkId, noAnomaly, presentRow } from './read'

/** The anomaly as it is after a change that may have been made before. */
async function changed({ db }: Context, id: string, change: (db: Queryable) => Promise<AnomalyRow[]>) {
  checkId(id)
  const [first] = await change(db)
  if (first) await announceAnomalies(db)
  const row = first ?? (await findAnomalyRow(db, id))
  if (!row) throw noAnomaly(id)
  return presentRow(db, row)
}

/**
 * Notes who has seen the anomaly; whoever is signed in acknowledges in their own name.
 * The first one stands: again changes nothing. Throws `not_found`.
 */
export function acknowledgeAnomaly(context: Context, id: string, body: AcknowledgeBody): Promise<Anomaly> {
  const { now, actor } = context
  const acknowledgedBy = actor.kind === 'user' ? actor.name : body.user
  return changed(context, id, (db) =>
    acknowledgeRows(db, [id], { acknowledgedBy, acknowledgedAt: now, note: body.note }),
  )
}

/** Closes the matter; detection still notes when it ended. Again changes nothing. Throws `not_found`. */
export function resolveAnomaly(context: Context, id: string): Promise<Anomaly> {
  return changed(context, id, (db) => resolveRows(db, [id], context.now))
}

/** Takes back that it was resolved, and unless told otherwise acknowledged. Again changes nothing. Throws `not_found`. */
export function reopenAnomaly(context: Context, id: string, { to }: ReopenBody): Promise<Anomaly> {
  return changed(context, id, (db) => reopenRows(db, [id], to))
}

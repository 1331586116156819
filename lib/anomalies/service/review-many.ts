import 'server-only'
import type { Context } from '@/lib/context/context'
import type { AcknowledgeManyBody, ManyBody, ManyResult, ReopenManyBody } from '../contract'
import type { AnomalyRow } from '../store/anomalies'
import { announceAnomalies } from '../store/passes'
import { acknowledgeRows, lockRows, reopenRows, resolveRows } from '../store/reviews'
import type { Queryable } from '../store/samples'

type Change = (tx: Queryable, ids: string[]) => Promise<AnomalyRow[]>

/** One change of many anomalies: of all that are there or, where it fails, of none. */
function changeMany({ db }: Context, asked: string[], change: Change): Promise<ManyResult> {
  const ids = [...new Set(asked.map((id) => id.toLowerCase()))]
  return db.transaction(async (tx) => {
    const known = await lockRows(tx, ids)
    const changed = new Set((await change(tx, ids)).map((row) => row.id))
    if (changed.size > 0) await announceAnomalies(tx)
    const results = ids.map((id) => {
      const outcome = changed.has(id) ? 'done' : known.has(id) ? 'already' : 'not_found'
      return { id, outcome } as const
    })
    const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length
    return { results, done: count('done'), already: count('already'), not_found: count('not_found') }
  })
}

/** Notes who has seen these anomalies; the first acknowledgement of each stands. */
export function acknowledgeMany(context: Context, { ids, user, note }: AcknowledgeManyBody): Promise<ManyResult> {
  const { now, actor } = context
  const acknowledgedBy = actor.kind === 'user' ? actor.name : (user ?? actor.name)
  return changeMany(context, ids, (tx, all) => acknowledgeRows(tx, all, { acknowledgedBy, acknowledgedAt: now, note }))
}

export function resolveMany(context: Context, { ids }: ManyBody): Promise<ManyResult> {
  return changeMany(context, ids, (tx, all) => resolveRows(tx, all, context.now))
}

export function reopenMany(context: Context, { ids, to }: ReopenManyBody): Promise<ManyResult> {
  return changeMany(context, ids, (tx, all) => reopenRows(tx, all, to))
}

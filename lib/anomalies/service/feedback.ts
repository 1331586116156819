import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Anomaly } from '../contract'
import { changeBy } from '../feedback'
import type { FeedbackBody } from '../feedback-contract'
import { type AnomalyRow, findAnomalyRow, updateAnomalyRow } from '../store/anomalies'
import { announceAnomalies, judgeAnew } from '../store/passes'
import { checkId, noAnomaly, presentRow } from './read'

const whoSays = ({ actor }: Pick<Context, 'actor'>, { user }: FeedbackBody) =>
  actor.kind === 'user' ? actor.name : (user ?? null)

/** The row as it would be with what is said. Throws `invalid_input` for a period that ends before it starts. */
export function sayOf(context: Pick<Context, 'now' | 'actor'>, row: AnomalyRow, body: FeedbackBody): AnomalyRow {
  const said = { ...row, ...changeBy(row, body, { now: context.now, by: whoSays(context, body) }) }
  const { feedbackFrom, feedbackUntil } = said
  if (feedbackFrom && feedbackUntil && feedbackFrom >= feedbackUntil) {
    const [path, bound] = body.from === undefined ? ['to', feedbackFrom] : ['from', feedbackUntil]
    const message = `must lie ${path === 'to' ? 'after' : 'before'} ${bound.toISOString()}, where the period ${path === 'to' ? 'starts' : 'ends'}`
    throw new AppError('invalid_input', `Body ${path}: ${message}`, { issues: [{ path, code: 'custom', message }] })
  }
  return said
}

/**
 * Keeps what a person says of an anomaly, or takes it back; the latest stands. The next pass judges the last two days of its series
 * anew. Throws `not_found`.
 */
export async function giveFeedback(context: Context, id: string, body: FeedbackBody): Promise<Anomaly> {
  checkId(id)
  return context.db.transaction(async (tx) => {
    const row = await findAnomalyRow(tx, id)
    if (!row) throw noAnomaly(id)
    const { id: _, ...change } = sayOf(context, row, body)
    const said = await updateAnomalyRow(tx, id, change)
    if (!said) throw noAnomaly(id)
    await judgeAnew(tx, { seriesKey: said.seriesKey })
    await announceAnomalies(tx)
    return presentRow(tx, said)
  })
}

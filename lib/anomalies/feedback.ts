import type { AnomalyVerdict, FeedbackScope } from './contract'
import type { FeedbackBody } from './feedback-contract'

/** What a stored anomaly has of status and feedback. */
export type Rated = {
  status: 'open' | 'acknowledged' | 'resolved'
  startedAt: Date
  endedAt: Date | null
  acknowledgedAt: Date | null
  resolvedAt: Date | null
  feedback: AnomalyVerdict | null
  feedbackAt: Date | null
  feedbackBy: string | null
  feedbackScope: FeedbackScope | null
  feedbackFrom: Date | null
  feedbackUntil: Date | null
  feedbackZone: string | null
}

/** Verdicts after which there is nothing left to do. */
const settling = new Set<AnomalyVerdict>(['false_alarm', 'new_normal', 'ignore'])
/** Those after which nothing goes on any more. */
const ending = new Set<AnomalyVerdict>(['new_normal', 'ignore'])

/** What was resolved by the very feedback that is now replaced is open again. */
function reopened({ status, acknowledgedAt, resolvedAt, feedbackAt }: Rated): Pick<Rated, 'status' | 'resolvedAt'> {
  const byFeedback = resolvedAt !== null && resolvedAt.getTime() === feedbackAt?.getTime()
  if (!byFeedback) return { status, resolvedAt }
  return { status: acknowledgedAt ? 'acknowledged' : 'open', resolvedAt: null }
}

function scoped(row: Rated, { scope = 'period', from, to, time_zone }: FeedbackBody, now: Date) {
  if (scope !== 'period') return { feedbackScope: scope, feedbackZone: time_zone ?? 'UTC' }
  const feedbackFrom = from === undefined ? row.startedAt : new Date(from)
  const feedbackUntil = to === undefined ? (row.endedAt ?? now) : new Date(to)
  return { feedbackScope: scope, feedbackFrom, feedbackUntil }
}

/** How an anomaly changes when a person says what it was, or takes that back. The latest stands. */
export function changeBy(
  row: Rated,
  body: FeedbackBody,
  { now, by }: { now: Date; by: string | null },
): Partial<Rated> {
  const { verdict } = body
  const before = reopened(row)
  const cleared = { feedbackScope: null, feedbackFrom: null, feedbackUntil: null, feedbackZone: null }
  if (verdict === null) return { ...before, ...cleared, feedback: null, feedbackBy: null, feedbackAt: null }
  const resolved =
    settling.has(verdict) && before.resolvedAt === null ? { status: 'resolved' as const, resolvedAt: now } : {}
  return {
    ...before,
    ...resolved,
    ...cleared,
    ...(verdict === 'ignore' ? scoped(row, body, now) : {}),
    ...(ending.has(verdict) && row.endedAt === null ? { endedAt: now } : {}),
    feedback: verdict,
    feedbackBy: by,
    feedbackAt: now,
  }
}

const effects: Record<Exclude<AnomalyVerdict, 'ignore'>, string> = {
  expected: 'DataWatch learns from it: the same at this time is usual from then on.',
  anomaly: 'It stays out of what later days are measured by, also where it comes again.',
  false_alarm:
    'It is resolved and learned from. For four weeks this series has to stand out more than this did to alarm on this side.',
  new_normal:
    'It is resolved. What came before is forgotten: until four days are known, its shape is carried over to the new level.',
}

/** What a verdict does, in plain words. */
export function effectOf({ verdict, scope }: Pick<FeedbackBody, 'verdict' | 'scope'>): string {
  if (verdict === null) return 'What was said of it is taken back, and it counts as an anomaly again.'
  if (verdict !== 'ignore') return effects[verdict]
  const often = scope === 'daily' ? 'every day' : scope === 'weekly' ? 'every week' : null
  return often
    ? `It is resolved. From then on this time, ${often}, is neither judged nor learned from.`
    : 'It is resolved. The period is neither judged nor learned from.'
}

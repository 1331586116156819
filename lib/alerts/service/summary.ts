import 'server-only'
import type { Context } from '@/lib/context/context'
import { dayMs } from '@/lib/metrics/fold'
import type { AlertSummary } from '../incident-contract'
import { suggestQuiet } from '../quieten'
import { listRuleRows } from '../store/rules'
import { countAlerts, countBySeverity, listNoise } from '../store/summary'

const days = 30
const noisiestShown = 20
const mostRules = 10_000

/** How alerts stand, how long people take, and which rules ask the most of them, over 30 days. */
export async function summariseAlerts({ db, now }: Context): Promise<AlertSummary> {
  const since = new Date(now.getTime() - days * dayMs)
  const [counts, by_severity, noise, rules] = await Promise.all([
    countAlerts(db, now, since),
    countBySeverity(db),
    listNoise(db, since, noisiestShown),
    listRuleRows(db, { after: null, limit: mostRules }),
  ])
  const kinds = new Map(rules.map(({ id, kind }) => [id, kind]))
  const noisiest = noise.map(({ brief, ...one }) => {
    const kind = one.rule_id === null ? undefined : kinds.get(one.rule_id)
    return { ...one, suggestion: kind === undefined ? null : suggestQuiet({ ...one, brief }, kind) }
  })
  return { ...counts, by_severity, noisiest }
}

import type { AlertRuleInput } from '@/lib/alerts/client'
import type { RuleDraft } from './rule-draft'
import { splitList } from './split-list'

/** `team=payments, tier=1`; what has no `=` gets an empty value, for the server to refuse. */
function readLabels(text: string): Record<string, string> {
  const pairs = splitList(text).map((part) => {
    const [name = '', ...value] = part.split('=')
    return [name.trim(), value.join('=').trim()] as const
  })
  return Object.fromEntries(pairs)
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const number = (text: string) => (text.trim() === '' ? null : Number(text.replace(',', '.')))
const withName = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() })

function readChange(draft: RuleDraft): AlertRuleInput['change'] {
  const [percent, absolute] = [number(draft.percent), number(draft.absolute)]
  return {
    from: draft.from.trim(),
    direction: draft.direction,
    ...(percent === null ? {} : { percent }),
    ...(absolute === null ? {} : { absolute }),
  }
}

function readMatch({ kind, match, minSeverity, breaking }: RuleDraft): AlertRuleInput['match'] {
  const isSource = kind === 'source'
  return {
    ...withName('table', isSource ? '' : match.table),
    ...withName('metric', kind === 'anomaly' ? match.metric : ''),
    ...withName('rule', kind === 'violation' ? match.rule : ''),
    ...withName('source', kind === 'source' || kind === 'schema_change' ? match.source : ''),
    ...withName('max_lag', isSource ? match.maxLag : ''),
    ...(minSeverity && !isSource ? { min_severity: minSeverity } : {}),
    ...(breaking && kind === 'schema_change' ? { breaking } : {}),
  }
}

/** What a draft says. Of what a kind of rule does not have, nothing. */
export function readRule(draft: RuleDraft): AlertRuleInput {
  const measures = draft.kind === 'metric'
  const byName = measures && draft.subject === 'metric'
  const compares = draft.test === 'threshold'
  return {
    name: draft.name.trim(),
    description: orNull(draft.description),
    enabled: draft.enabled,
    kind: draft.kind,
    for: draft.for.trim() || '0s',
    severity: draft.severity || null,
    labels: readLabels(draft.labels),
    owner: orNull(draft.owner),
    runbook_url: orNull(draft.runbook),
    title: orNull(draft.title),
    message: orNull(draft.message),
    channels: draft.channels,
    ...(measures
      ? {
          metric: byName ? orNull(draft.metric) : null,
          expr: byName ? null : orNull(draft.expr),
          aggregation: byName ? draft.aggregation || null : null,
          group_by: draft.groupBy,
          filter: orNull(draft.filter),
          window: draft.window.trim(),
          operator: draft.operator,
          threshold: compares ? number(draft.threshold) : null,
          recovery_threshold: compares ? number(draft.recovery) : null,
          change: compares ? null : readChange(draft),
          no_data: draft.noData,
          on_error: draft.onError,
        }
      : { match: readMatch(draft) }),
  }
}

/** Why a draft is not yet enough to be looked at over the past; null where it is. */
export function whyNoPreview(draft: RuleDraft): string | null {
  if (draft.kind !== 'metric') return null
  if (draft.subject === 'metric' && draft.metric === '') return 'Choose a metric to see what the rule would have done.'
  if (draft.subject === 'formula' && draft.expr.trim() === '') {
    return 'Write a formula to see what the rule would have done.'
  }
  if (draft.test === 'threshold' && draft.threshold.trim() === '') {
    return 'Say a threshold to see what the rule would have done.'
  }
  return draft.test === 'change' && draft.percent.trim() === '' && draft.absolute.trim() === ''
    ? 'Say how large the change must be.'
    : null
}

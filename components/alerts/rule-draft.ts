import type { AlertRuleInput } from '@/lib/alerts/client'
import {
  type AlertRule,
  type Direction,
  type NoDataPolicy,
  type Operator,
  operators,
  type RuleKind,
  ruleKinds,
  type Severity,
} from '@/lib/alerts/contract'
import { type Aggregation, aggregations } from '@/lib/metrics/contract'

/** A rule as it is being written: numbers and lists as texts. */
export type RuleDraft = {
  name: string
  description: string
  enabled: boolean
  kind: RuleKind
  subject: 'metric' | 'formula'
  metric: string
  expr: string
  aggregation: Aggregation | ''
  groupBy: string[]
  filter: string
  window: string
  test: 'threshold' | 'change'
  operator: Operator
  threshold: string
  recovery: string
  from: string
  direction: Direction
  percent: string
  absolute: string
  for: string
  noData: NoDataPolicy
  onError: NoDataPolicy
  match: { table: string; metric: string; rule: string; source: string; maxLag: string }
  minSeverity: Severity | ''
  breaking: boolean
  severity: Severity | ''
  labels: string
  owner: string
  runbook: string
  title: string
  message: string
  channels: string[]
}

export const emptyRule: RuleDraft = {
  name: '',
  description: '',
  enabled: true,
  kind: 'metric',
  subject: 'metric',
  metric: '',
  expr: '',
  aggregation: '',
  groupBy: [],
  filter: '',
  window: '5m',
  test: 'threshold',
  operator: '>',
  threshold: '',
  recovery: '',
  from: 'baseline',
  direction: 'either',
  percent: '50',
  absolute: '',
  for: '0s',
  noData: 'ok',
  onError: 'keep',
  match: { table: '', metric: '', rule: '', source: '', maxLag: '' },
  minSeverity: '',
  breaking: false,
  severity: '',
  labels: '',
  owner: '',
  runbook: '',
  title: '',
  message: '',
  channels: [],
}

type Search = { get(name: string): string | null }
const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)

/** A new rule with what the address says of it: `?metric=&aggregation=&group_by=&filter=&expr=&kind=&table=&operator=&threshold=&window=`. */
export function ruleFromSearch(search: Search): RuleDraft {
  const text = (name: string) => search.get(name)?.slice(0, 2000) ?? ''
  const expr = text('expr')
  const metric = text('metric')
  return {
    ...emptyRule,
    kind: among(ruleKinds, search.get('kind')) ?? 'metric',
    subject: expr && !metric ? 'formula' : 'metric',
    metric,
    expr,
    aggregation: among(aggregations, search.get('aggregation')) ?? '',
    groupBy: splitList(text('group_by')),
    filter: text('filter'),
    window: text('window') || emptyRule.window,
    operator: among(operators, search.get('operator')) ?? '>',
    threshold: text('threshold'),
    match: { ...emptyRule.match, table: text('table') },
  }
}

const shown = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))

/** A rule that there is, to be changed. */
export function draftOf(rule: AlertRule): RuleDraft {
  const { table = '', metric = '', rule: quality = '', source = '', max_lag: maxLag = '' } = rule.match
  return {
    name: rule.name,
    description: rule.description ?? '',
    enabled: rule.enabled,
    kind: rule.kind,
    subject: rule.expr === null ? 'metric' : 'formula',
    metric: rule.metric ?? '',
    expr: rule.expr ?? '',
    aggregation: rule.aggregation ?? '',
    groupBy: rule.group_by,
    filter: rule.filter ?? '',
    window: rule.window,
    test: rule.change ? 'change' : 'threshold',
    operator: rule.operator,
    threshold: shown(rule.threshold),
    recovery: shown(rule.recovery_threshold),
    from: rule.change?.from ?? emptyRule.from,
    direction: rule.change?.direction ?? emptyRule.direction,
    percent: rule.change ? shown(rule.change.percent) : emptyRule.percent,
    absolute: shown(rule.change?.absolute),
    for: rule.for,
    noData: rule.no_data,
    onError: rule.on_error,
    match: { table, metric, rule: quality, source, maxLag },
    minSeverity: rule.match.min_severity ?? '',
    breaking: rule.match.breaking ?? false,
    severity: rule.severity ?? '',
    labels: Object.entries(rule.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
    owner: rule.owner ?? '',
    runbook: rule.runbook_url ?? '',
    title: rule.title ?? '',
    message: rule.message ?? '',
    channels: rule.channels,
  }
}

export const splitList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

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

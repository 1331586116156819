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
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'

import { splitList } from './split-list'

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

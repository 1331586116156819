import type { RuleBody } from './contract'

type Worded = Pick<
  RuleBody,
  | 'kind'
  | 'metric'
  | 'expr'
  | 'aggregation'
  | 'group_by'
  | 'filter'
  | 'window'
  | 'operator'
  | 'threshold'
  | 'change'
  | 'for'
  | 'match'
>

const found = { anomaly: 'anomaly', violation: 'violation', schema_change: 'change of a schema', source: 'source' }

function subjectOf({ metric, expr, aggregation, filter, group_by }: Worded): string {
  const of = metric ?? expr ?? ''
  const how = aggregation === null ? of : `${aggregation} of ${of}`
  const where = filter ? ` where ${filter}` : ''
  return `${how}${where}${group_by.length > 0 ? ` by ${group_by.join(', ')}` : ''}`
}

/** What a change is measured from, in words. */
export function referenceWords(from: string): string {
  if (from === 'baseline') return 'what is usual'
  return from === 'previous_hour'
    ? 'the hour before'
    : from === 'same_hour_last_week'
      ? 'the same hour last week'
      : `${from} before`
}

function changeWords({ from, direction, percent, absolute }: NonNullable<Worded['change']>): string {
  const sizes = [percent === undefined ? [] : `${percent} %`, absolute === undefined ? [] : `${absolute}`].flat()
  const way = direction === 'up' ? 'above' : direction === 'down' ? 'below' : 'away from'
  return `${sizes.join(' and ')} or more ${way} ${referenceWords(from)}`
}

function matchWords({ kind, match }: Worded): string {
  if (kind === 'metric') return ''
  const { table, metric, rule, source, min_severity, breaking, max_lag } = match
  const parts = [
    table === undefined ? [] : `of ${table}`,
    metric === undefined ? [] : `of ${metric}`,
    rule === undefined ? [] : `of ${rule}`,
    source === undefined ? [] : source,
    min_severity === undefined ? [] : `of ${min_severity} severity or more`,
  ].flat()
  const what = kind === 'source' ? ['any source', ...parts].at(parts.length > 0 ? 1 : 0)! : `any ${found[kind]}`
  if (kind === 'source') return `${what} stops${max_lag === undefined ? '' : ` or is more than ${max_lag} behind`}`
  return [breaking ? `any breaking ${found[kind]}` : what, ...parts].join(' ')
}

/** A rule's condition in words: "sum of orders_amount_sum over 5m > 100 for 2m". */
export function conditionWords(rule: Worded): string {
  const lasting = rule.for.startsWith('0') && Number.parseFloat(rule.for) === 0 ? '' : ` for ${rule.for}`
  if (rule.kind !== 'metric') return `${matchWords(rule)}${lasting}`
  const asks = rule.change ? changeWords(rule.change) : `${rule.operator} ${rule.threshold}`
  return `${subjectOf(rule)} over ${rule.window} ${asks}${lasting}`
}

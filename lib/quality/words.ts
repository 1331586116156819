import type { RuleParams, RuleType } from './contract'

export type Worded = { table: string; columns: string[]; type: RuleType; params: RuleParams }

const list = (values: readonly unknown[], most = 6) =>
  values.length > most ? `${values.slice(0, most).join(', ')} and ${values.length - most} more` : values.join(', ')

function range({ min, max }: RuleParams, unit = ''): string {
  if (min === undefined) return `at most ${max}${unit}`
  return max === undefined ? `at least ${min}${unit}` : `between ${min} and ${max}${unit}`
}

/** What a rule demands, as one reads it on a list. */
export function titleOf({ table, columns, type, params }: Worded): string {
  const what = columns.length > 0 ? columns.map((column) => `${table}.${column}`).join(', ') : table
  switch (type) {
    case 'not_null':
      return `${what} is never missing`
    case 'not_empty':
      return `${what} is never empty`
    case 'positive':
      return `${what} is above zero`
    case 'non_negative':
      return `${what} is not below zero`
    case 'in_range':
      return `${what} is ${range(params)}`
    case 'in_set':
      return `${what} is one of ${list(params.values ?? [])}`
    case 'regex':
      return `${what} matches ${params.pattern}`
    case 'email_format':
      return `${what} is an e-mail address`
    case 'url':
      return `${what} is an address of the web`
    case 'uuid':
      return `${what} is a UUID`
    case 'date':
      return `${what} is a date`
    case 'length':
      return `${what} has ${range(params, ' characters')}`
    case 'type':
      return `${what} is of type ${params.value_type}`
    case 'unique':
      return `${what} is unique`
    case 'references':
      return `${what} refers to a row of ${params.references?.table}`
    case 'compare':
      return `${what} ${params.operator} ${params.other_column}`
    case 'formula':
      return `${table}: ${params.expr}`
    case 'max_age':
      return `${table} is no older than ${params.max_age}`
    case 'row_count':
      return params.learned
        ? `${table} has as many rows per ${params.per ?? '1h'} as usual`
        : `${table} has ${range(params)} rows per ${params.per ?? '1h'}`
    case 'matches_metric':
      return `${params.metric} equals ${params.equals}`
  }
}

/** The name of a rule that was given none. */
export function nameOf({ table, columns, type }: Worded): string {
  const safe = (text: string) => text.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^(?=\d)/, '_')
  return [table, ...columns, type].map(safe).join('_').slice(0, 110)
}

/** The metric of the score of a table, of all of them without one. */
export const scoreMetricOf = (table: string) =>
  table === '' ? 'dq_score' : `dq_score_${table.replace(/[^\p{L}\p{M}\p{N}_]+/gu, '_')}`

const counted = (count: number) => Math.round(count).toLocaleString('en-US')

export const percentOf = (rate: number) => {
  const digits = rate >= 99.995 || rate === 0 ? 0 : rate > 99.9 || rate < 0.1 ? 2 : 1
  return `${(rate === 100 || rate < 99.995 ? rate : 99.99).toFixed(rate === 100 ? 0 : Math.max(digits, rate < 100 && rate > 99 ? 2 : digits))} %`
}

/** What is wrong, with the count behind it. */
export function messageOf(rule: Worded, { checked, failed }: { checked: number; failed: number }): string {
  const title = titleOf(rule)
  if (rule.type === 'max_age' || rule.type === 'row_count' || rule.type === 'matches_metric') return `Not so: ${title}`
  return `${counted(failed)} of ${counted(checked)} rows break the rule: ${title}`
}

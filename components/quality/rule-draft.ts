import type { RuleInput } from '@/lib/quality/client'
import type { Rule, RuleParams, RuleType, Severity } from '@/lib/quality/contract'

/** A rule as it is being written: all of it texts. */
export type RuleDraft = {
  table: string
  columns: string
  type: RuleType
  severity: Severity
  threshold: string
  minRows: string
  window: string
  owner: string
  params: Partial<Record<ParamName, string>>
}
export type ParamName =
  | 'min'
  | 'max'
  | 'values'
  | 'pattern'
  | 'value_type'
  | 'references'
  | 'operator'
  | 'other_column'
  | 'expr'
  | 'max_age'
  | 'per'
  | 'learned'
  | 'metric'
  | 'equals'
  | 'tolerance_percent'

/** What is to be filled in for each type of rule. */
export const paramsFor: Partial<Record<RuleType, ParamName[]>> = {
  in_range: ['min', 'max'],
  in_set: ['values'],
  regex: ['pattern'],
  length: ['min', 'max'],
  type: ['value_type'],
  references: ['references'],
  compare: ['operator', 'other_column'],
  formula: ['expr'],
  max_age: ['max_age'],
  row_count: ['per', 'min', 'max', 'learned'],
  matches_metric: ['metric', 'equals', 'tolerance_percent'],
}

export const typeNames: Record<RuleType, string> = {
  not_null: 'Never missing',
  not_empty: 'Never empty',
  positive: 'Above zero',
  non_negative: 'Not below zero',
  in_range: 'Within a range',
  in_set: 'One of a set',
  regex: 'Matches a pattern',
  email_format: 'An e-mail address',
  url: 'An address of the web',
  uuid: 'A UUID',
  date: 'A date',
  length: 'Of a length',
  type: 'Of a type',
  unique: 'Unique',
  references: 'Refers to a row',
  compare: 'Compared with another column',
  formula: 'A formula of the row',
  max_age: 'Fresh',
  row_count: 'As many rows',
  matches_metric: 'Equals a metric',
}

const withoutColumns = new Set<RuleType>(['formula', 'max_age', 'row_count', 'matches_metric'])
export const takesColumns = (type: RuleType) => !withoutColumns.has(type)

export const newDraft = (table: string): RuleDraft => ({
  table,
  columns: '',
  type: 'not_null',
  severity: 'medium',
  threshold: '100',
  minRows: '1',
  window: '5m',
  owner: '',
  params: {},
})

/** A rule that there is, to be changed. */
export function draftOf(rule: Rule): RuleDraft {
  const { references, values, ...rest } = rule.params
  const params: RuleDraft['params'] = {}
  for (const [name, value] of Object.entries(rest)) params[name as ParamName] = String(value)
  if (values) params.values = values.join(', ')
  if (references) params.references = references.column ? `${references.table}.${references.column}` : references.table
  return {
    table: rule.table,
    columns: rule.columns.join(', '),
    type: rule.type,
    severity: rule.severity,
    threshold: String(rule.threshold),
    minRows: String(rule.min_rows),
    window: rule.window,
    owner: rule.owner ?? '',
    params,
  }
}

const split = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
const numbers = new Set<ParamName>(['min', 'max', 'tolerance_percent'])

function readParam(name: ParamName, text: string): unknown {
  if (numbers.has(name)) return Number(text)
  if (name === 'values') return split(text)
  if (name === 'learned') return text === 'true'
  if (name !== 'references') return text
  const [table, column] = text.split('.')
  return column ? { table, column } : { table }
}

/** What a draft says; null while the table is missing. */
export function readDraft({ table, columns, type, params, ...draft }: RuleDraft): RuleInput | null {
  if (table === '') return null
  const read: Record<string, unknown> = {}
  for (const name of paramsFor[type] ?? []) {
    const text = params[name]?.trim() ?? ''
    if (text !== '') read[name] = readParam(name, text)
  }
  return {
    table,
    columns: takesColumns(type) ? split(columns) : [],
    type,
    params: read as RuleParams,
    severity: draft.severity,
    threshold: Number(draft.threshold),
    min_rows: Number(draft.minRows),
    window: draft.window,
    owner: draft.owner === '' ? null : draft.owner,
  }
}

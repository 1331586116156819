import { parseDuration } from '@/lib/config/duration'
import { AppError } from '@/lib/errors/app-error'
import { type Checked, compileCheck } from './check'
import { type RuleParams, type RuleType, ruleTypes } from './contract'

const refuse = (path: string, message: string) =>
  new AppError('invalid_input', `Body ${path}: ${message}`, { issues: [{ path, code: 'invalid_rule', message }] })

const needed: Partial<Record<RuleType, { columns: [number, number] }>> = {
  compare: { columns: [1, 1] },
  references: { columns: [1, 1] },
  unique: { columns: [1, 16] },
  formula: { columns: [0, 16] },
  max_age: { columns: [0, 0] },
  row_count: { columns: [0, 0] },
  matches_metric: { columns: [0, 0] },
}

/** Which parameters a type of rule reads. */
const paramsOf: Record<RuleType, readonly (keyof RuleParams)[]> = {
  not_null: [],
  not_empty: [],
  positive: [],
  non_negative: [],
  in_range: ['min', 'max'],
  in_set: ['values'],
  regex: ['pattern'],
  email_format: [],
  url: [],
  uuid: [],
  date: [],
  length: ['min', 'max'],
  type: ['value_type'],
  unique: [],
  references: ['references', 'grace'],
  compare: ['operator', 'other_column'],
  formula: ['expr'],
  max_age: ['max_age'],
  row_count: ['min', 'max', 'per', 'learned'],
  matches_metric: ['metric', 'equals', 'tolerance_percent', 'per'],
}

function requireColumns({ type, columns }: Checked) {
  const [least, most] = needed[type]?.columns ?? [1, 16]
  if (columns.length >= least && columns.length <= most) return
  const what =
    most === 0
      ? 'no column'
      : least === most
        ? 'one column'
        : least === 0
          ? `at most ${most} columns`
          : `${least} to ${most} columns`
  throw refuse('columns', `${type} takes ${what}; ${columns.length} are given`)
}

function requireParams({ type, params }: Checked) {
  const known: readonly string[] = paramsOf[type]
  const other = Object.keys(params).find((name) => !known.includes(name))
  if (other === undefined) return
  const takes = known.length === 0 ? 'takes no parameters' : `takes ${known.join(', ')}`
  throw refuse(`params.${other}`, `${type} ${takes}`)
}

/** Throws `invalid_input` naming what a rule lacks, or what it cannot take. */
export function requireSense(rule: Checked): void {
  const { type, params } = rule
  requireColumns(rule)
  requireParams(rule)
  if (type === 'max_age' && params.max_age === undefined)
    throw refuse('params.max_age', 'max_age needs max_age, such as 15m')
  if (type === 'references' && params.references === undefined)
    throw refuse('params.references', 'references needs references: {table, column?}')
  if (type === 'matches_metric' && (params.metric === undefined || params.equals === undefined))
    throw refuse('params.metric', 'matches_metric needs metric and equals, another metric or a formula')
  if (type === 'row_count') {
    if (!params.learned && params.min === undefined && params.max === undefined)
      throw refuse('params', 'row_count needs min, max or learned: true')
  }
  const per = params.per === undefined ? null : parseDuration(params.per)
  if (per !== null && (per < 60_000 || per % 60_000 !== 0))
    throw refuse('params.per', 'expected whole minutes, such as 5m, 1h or 1d')
  compileCheck(rule)
}

export const dimensionOf = (type: RuleType) => ruleTypes[type]

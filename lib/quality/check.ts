import { isLosslessNumber } from 'lossless-json'
import { RE2JS } from 're2js'
import { z } from 'zod'
import { AppError } from '@/lib/errors/app-error'
import { marker } from '@/lib/events/marker'
import { FormulaError } from '@/lib/metrics/formula/formula-error'
import { readNumber, shapeOf } from '@/lib/metrics/shape'
import { compareValues, isNothing } from './compare-values'
import type { RuleParams, RuleType, ValueType } from './contract'
import { parseRowFormula } from './row-formula'
import { readTime } from './times'

type Row = Record<string, unknown>
export type Outcome = 'passed' | 'failed' | 'skipped'
/** A rule that is judged row by row. `columns` are those that it reads: a row is judged when one of them is written. */
export type RowCheck = { columns: string[]; judge(row: Row): Outcome }
export type Checked = { type: RuleType; columns: string[]; params: RuleParams }

/** True where a value meets the rule, null where that cannot be told of it. */
type ValueTest = (value: unknown) => boolean | null

const textOf = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
    : isLosslessNumber(value)
      ? value.toString()
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : null

const ofText =
  (test: (text: string) => boolean): ValueTest =>
  (value) => {
    const text = textOf(value)
    return text === null ? false : test(text)
  }

const ofNumber =
  (test: (number: number) => boolean): ValueTest =>
  (value) => {
    const number = readNumber(value)
    return number === null ? false : test(Number(number))
  }

const emailForm = z.regexes.email
const uuidForm = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text)
}

const booleanWords = new Set(['true', 'false', 't', 'f', '0', '1'])
const ofType: Record<ValueType, ValueTest> = {
  number: (value) => readNumber(value) !== null,
  integer: (value) => {
    const number = readNumber(value)
    return number !== null && /^[+-]?\d+(\.0*)?$/.test(String(number))
  },
  boolean: (value) => typeof value === 'boolean' || booleanWords.has(textOf(value)?.toLowerCase() ?? ''),
  text: (value) => typeof value === 'string',
  timestamp: (value) => readTime(value) !== null || shapeOf(value) === 'epochs',
  uuid: ofText((text) => uuidForm.test(text)),
  json: (value) => (typeof value === 'object' && !isLosslessNumber(value)) || shapeOf(value) === 'jsons',
}

const refuse = (path: string, message: string) =>
  new AppError('invalid_input', `Body ${path}: ${message}`, { issues: [{ path, code: 'invalid_rule', message }] })

const demand = <T>(value: T | undefined, path: string, message: string): T => {
  if (value === undefined) throw refuse(`params.${path}`, message)
  return value
}

/** A pattern looked for anywhere in a value, in linear time. */
export function compilePattern(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern)
    return (text) => compiled.matcher(text).find()
  } catch (error) {
    const { message } = error as Error
    const place = (error as { getIndex?(): number }).getIndex?.()
    const at = typeof place === 'number' && place >= 0 ? ` at position ${place + 1}` : positionOf(pattern, error)
    throw refuse('params.pattern', `${JSON.stringify(pattern)} is not a regular expression${at}: ${message}`)
  }
}

/** Where what the engine complains of stands in the pattern. */
function positionOf(pattern: string, error: unknown): string {
  const named = /`([^`]+)`/.exec((error as Error).message)?.[1] ?? ''
  const place = named === '' ? -1 : pattern.lastIndexOf(named)
  return place < 0 ? '' : ` at position ${place + 1}`
}

function rangeTest({ min, max }: RuleParams): ValueTest {
  if (min === undefined && max === undefined) throw refuse('params', 'in_range needs min, max or both')
  if (min !== undefined && max !== undefined && min > max)
    throw refuse('params.min', `${min} lies above max, which is ${max}`)
  return ofNumber((number) => (min === undefined || number >= min) && (max === undefined || number <= max))
}

function lengthTest({ min, max }: RuleParams): ValueTest {
  if (min === undefined && max === undefined) throw refuse('params', 'length needs min, max or both, in characters')
  if (min !== undefined && max !== undefined && min > max)
    throw refuse('params.min', `${min} lies above max, which is ${max}`)
  return ofText((text) => {
    const { length } = [...text]
    return (min === undefined || length >= min) && (max === undefined || length <= max)
  })
}

/** What a rule of one value demands of it; null where the rule is not about single values. Throws `invalid_input`. */
function valueTest({ type, params }: Checked): ValueTest | null {
  switch (type) {
    case 'positive':
      return ofNumber((number) => number > 0)
    case 'non_negative':
      return ofNumber((number) => number >= 0)
    case 'in_range':
      return rangeTest(params)
    case 'in_set': {
      const values = new Set(demand(params.values, 'values', 'in_set needs values').map(String))
      return (value) =>
        values.has(textOf(value) ?? '\0') ||
        (readNumber(value) !== null && values.has(String(Number(readNumber(value)))))
    }
    case 'regex':
      return ofText(compilePattern(demand(params.pattern, 'pattern', 'regex needs pattern')))
    case 'email_format':
      return ofText((text) => emailForm.test(text))
    case 'url':
      return ofText(isUrl)
    case 'uuid':
      return ofType.uuid
    case 'date':
      return (value) => readTime(value) !== null || shapeOf(value) === 'epochs'
    case 'length':
      return lengthTest(params)
    case 'type':
      return ofType[demand(params.value_type, 'value_type', 'type needs value_type')]
    default:
      return null
  }
}

/** Nothing is judged of what is missing, but by rules of completeness. */
function judgeEach(columns: string[], test: ValueTest): RowCheck {
  const [only] = columns
  const outcome = (value: unknown): Outcome =>
    isNothing(value) ? 'skipped' : test(value) === false ? 'failed' : 'passed'
  if (columns.length === 1) return { columns, judge: (row) => outcome(row[only!]) }
  return {
    columns,
    judge(row) {
      let all: Outcome = 'skipped'
      for (const column of columns) {
        const one = outcome(row[column])
        if (one === 'failed') return one
        if (one === 'passed') all = one
      }
      return all
    },
  }
}

const judgeAll = (columns: string[], present: (value: unknown) => boolean): RowCheck => ({
  columns,
  judge: (row) => (columns.every((column) => present(row[column])) ? 'passed' : 'failed'),
})

function formulaCheck(params: RuleParams): RowCheck {
  const expr = demand(params.expr, 'expr', 'formula needs expr, such as total = price * quantity')
  try {
    const { test, columns } = parseRowFormula(expr)
    return {
      columns,
      judge(row) {
        const met = test(row)
        return met === null ? 'skipped' : met ? 'passed' : 'failed'
      },
    }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    throw new AppError('invalid_input', `Body params.${error.message}`, {
      issues: [{ path: 'params.expr', code: 'invalid_formula', message: error.message }],
    })
  }
}

/** The check that a rule makes of each row that is written; null for rules of whole tables. Throws `invalid_input` for a rule that makes no sense. */
export function compileCheck(rule: Checked): RowCheck | null {
  const { type, columns, params } = rule
  if (type === 'formula') return formulaCheck(params)
  if (type === 'not_null') return judgeAll(columns, (value) => value === marker || !isNothing(value))
  if (type === 'not_empty')
    return judgeAll(
      columns,
      (value) => value === marker || (!isNothing(value) && !(typeof value === 'string' && value.trim() === '')),
    )
  if (type === 'compare') {
    const operator = demand(params.operator, 'operator', 'compare needs operator: one of =, !=, <, <=, >, >=')
    const other = demand(params.other_column, 'other_column', 'compare needs other_column')
    const [column] = columns
    return {
      columns: [column!, other],
      judge(row) {
        const [a, b] = [row[column!], row[other]]
        const met = isNothing(a) || isNothing(b) ? null : compareValues(operator, a, b)
        return met === null ? 'skipped' : met ? 'passed' : 'failed'
      },
    }
  }
  const test = valueTest(rule)
  return test && judgeEach(columns, test)
}

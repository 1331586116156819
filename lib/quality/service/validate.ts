import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { compileCheck, type Outcome } from '../check'
import type { ValidateBody, Validation } from '../score-contract'
import { listRulesInForce, type RuleRow } from '../store/rules'
import { titleOf } from '../words'
import { findMissing } from './missing'

type Row = Record<string, unknown>

const notOfRow: Partial<Record<RuleRow['type'], string>> = {
  unique: 'whether a value is unique is told when the row is stored',
  references: 'whether the row that it refers to is there is told when the row is stored',
  max_age: 'this rule is about the whole table',
  row_count: 'this rule is about the whole table',
  matches_metric: 'this rule is about the whole table',
}

const text = (value: unknown) => (value === undefined ? 'missing' : (JSON.stringify(value) ?? 'nothing').slice(0, 120))

function judge(rule: RuleRow, record: Row) {
  const { type, columns, params } = rule
  const title = titleOf({ table: rule.tableName, columns, type, params })
  const base = { rule_id: rule.id, rule: rule.name, title }
  const check = compileCheck(rule)
  if (!check) return { ...base, outcome: 'skipped' as const, reason: notOfRow[type] ?? null }
  const outcome: Outcome = check.judge(record)
  const values = check.columns.map((column) => `${column} is ${text(record[column])}`).join(', ')
  const reason = outcome === 'failed' ? values : outcome === 'skipped' ? `${values}: nothing to judge` : null
  return { ...base, outcome, reason }
}

/** Says whether records would meet the rules of their table, and why not; nothing is stored. Throws `invalid_input` without a record. */
export async function validateRecords({ db }: Context, body: ValidateBody): Promise<Validation> {
  const { table, schema, record, records } = body
  if ((record === undefined) === (records === undefined)) {
    const message = 'expected either record, an object, or records, a list of them'
    throw new AppError('invalid_input', `Body record: ${message}`, {
      issues: [{ path: 'record', code: 'required', message }],
    })
  }
  const rules = (await listRulesInForce(db.$client)).filter(
    ({ tableName, schemaName }) =>
      tableName === table && (schema === undefined || schemaName === null || schemaName === schema),
  )
  const judged = (records ?? [record!]).map((one) => {
    const results = rules.map((rule) => judge(rule, one))
    return { valid: results.every(({ outcome }) => outcome !== 'failed'), results }
  })
  const missing = await findMissing(db.$client, rules)
  const waiting = rules.flatMap((rule) => missing(rule) ?? [])
  const warnings =
    rules.length === 0
      ? [`There are no rules for the table ${table}`]
      : [...new Set(waiting)].map((what) => `A rule waits for ${what}`)
  const valid = judged.every((one) => one.valid)
  if (records === undefined) return { ...judged[0]!, warnings }
  return { valid, results: [], records: judged, warnings }
}

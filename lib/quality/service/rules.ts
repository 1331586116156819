import 'server-only'
import { uuidv7 } from 'uuidv7'
import { formatDuration, parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import { dayMs } from '@/lib/metrics/fold'
import { getRuntime } from '@/lib/runtime/runtime'
import { compileCheck } from '../check'
import type { ListedRule, Rule, RuleAnswer, RuleBody, RuleList, RuleListQuery, RulePatch } from '../contract'
import { countChecks } from '../store/figures'
import {
  announceQuality,
  countRules,
  findRuleRow,
  insertRuleRow,
  listRuleRows,
  type RuleRow,
  removeRuleRow,
  updateRuleRow,
} from '../store/rules'
import { dimensionOf, requireSense } from '../validate-rule'
import { nameOf, titleOf } from '../words'
import { ensureIndexes } from './follow-values'
import { findMissing, type Missing } from './missing'
import { metricNameOf, publishRuleMetrics, withdrawRuleMetrics } from './rule-metrics'

const mostRules = 2000

const noRule = (id: string) => new AppError('not_found', `There is no rule ${id}`)

const worded = ({ tableName, columns, type, params }: RuleRow) => ({ table: tableName, columns, type, params })

export function toRule(row: RuleRow, missing: Missing): Rule {
  return {
    id: row.id,
    name: row.name,
    title: titleOf(worded(row)),
    table: row.tableName,
    schema: row.schemaName,
    columns: row.columns,
    type: row.type,
    params: row.params,
    dimension: dimensionOf(row.type),
    severity: row.severity,
    threshold: row.threshold,
    min_rows: row.minRows,
    window: formatDuration(row.windowMs),
    enabled: row.enabled,
    state: row.state,
    origin: row.origin,
    owner: row.owner,
    description: row.description,
    waiting_for: missing(row),
    evidence: row.evidence,
    metric: metricNameOf(row),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

function answerOf(row: RuleRow, missing: Missing): RuleAnswer {
  const rule = toRule(row, missing)
  const warnings = rule.waiting_for === null ? [] : [`The rule waits for ${rule.waiting_for}`]
  return { ...rule, warnings }
}

/** Rules with what they counted in the last day, by name, a page at a time. */
export async function listRules({ db, now }: Context, { cursor, ...query }: RuleListQuery): Promise<RuleList> {
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const found = await listRuleRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const end = now.getTime() + 60_000
  const [counted, missing] = await Promise.all([
    countChecks(
      db.$client,
      rows.map(({ id }) => id),
      end - dayMs,
      end,
    ),
    findMissing(db.$client, rows),
  ])
  const rules = rows.map((row): ListedRule => {
    const own = counted.filter(({ ruleId }) => ruleId === row.id)
    const checked = own.reduce((sum, one) => sum + one.checked, 0)
    const passed = Math.round(own.reduce((sum, one) => sum + one.passed, 0))
    const figures = {
      checked,
      passed,
      failed: checked - passed,
      pass_rate: checked > 0 ? (passed / checked) * 100 : null,
    }
    return { ...toRule(row, missing), figures }
  })
  const more = found.length > rows.length
  return { rules, count: rules.length, next_cursor: more ? encodeCursor(rows.at(-1)!.name) : null }
}

/** One rule. Throws `not_found`. */
export async function getRule({ db }: Context, id: string): Promise<RuleAnswer> {
  const row = await findRuleRow(db, id)
  if (!row || row.state === 'declined') throw noRule(id)
  return answerOf(row, await findMissing(db.$client, [row]))
}

function requireWindow(window: string): number {
  const ms = parseDuration(window)!
  if (ms >= 60_000 && ms % 60_000 === 0 && ms <= 31 * dayMs) return ms
  const message = 'expected whole minutes, from 1m to 31d'
  throw new AppError('invalid_input', `Body window: ${message}`, {
    issues: [{ path: 'window', code: 'invalid_rule', message }],
  })
}

const conflict = (name: string) => new AppError('conflict', `There is a rule named ${name} already`)

/** The columns that a rule is about; those of a formula are read from it. */
function columnsOf({ type, params, columns }: Pick<RuleRow, 'type' | 'params' | 'columns'>): string[] {
  return type === 'formula' ? (compileCheck({ type, params, columns })?.columns ?? []) : columns
}

/** Has every process judge by the rules as they are now. */
async function tellRules(context: Context) {
  await ensureIndexes(context)
  await announceQuality(context.db, 'quality-rules')
  await getRuntime().rules.load()
}

/** Makes a rule: whatever is stored from now on is judged by it. Throws `invalid_input` for one that makes no sense and `conflict` for a name that is taken. */
export async function createRule(context: Context, body: RuleBody): Promise<RuleAnswer> {
  const { db, now, actor } = context
  const given = body.column === undefined ? body.columns : [body.column, ...body.columns]
  const rule = { type: body.type, params: body.params, columns: [...new Set(given)] }
  requireSense(rule)
  const windowMs = requireWindow(body.window)
  if ((await countRules(db)) >= mostRules)
    throw new AppError('conflict', `There are ${mostRules} rules already; delete one that nobody needs`)
  const columns = columnsOf(rule)
  const row = {
    id: uuidv7(),
    tableName: body.table,
    schemaName: body.schema,
    columns,
    type: body.type,
    params: body.params,
    severity: body.severity,
    threshold: body.threshold,
    minRows: body.min_rows,
    windowMs,
    enabled: body.enabled,
    state: 'active' as const,
    origin: 'manual' as const,
    owner: body.owner,
    description: body.description,
    evidence: null,
    createdBy: actor.name,
    createdAt: now,
    updatedAt: now,
  }
  const name = body.name ?? nameOf({ table: body.table, columns, type: body.type, params: body.params })
  const made = await insertNamed(context, { ...row, name }, body.name === undefined)
  await publishRuleMetrics(db.$client, made)
  await tellRules(context)
  return answerOf(made, await findMissing(db.$client, [made]))
}

/** A name that was made and is taken gets a number. */
async function insertNamed({ db }: Context, row: Omit<RuleRow, never>, made: boolean): Promise<RuleRow> {
  for (let number = 1; number <= 100; number += 1) {
    const name = number === 1 ? row.name : `${row.name}_${number}`
    const kept = await insertRuleRow(db, { ...row, name })
    if (kept) return kept
    if (!made) break
  }
  throw conflict(row.name)
}

/** Changes what is given. Throws `not_found`, `invalid_input` and `conflict`. */
export async function updateRule(context: Context, id: string, patch: RulePatch): Promise<RuleAnswer> {
  const { db, now } = context
  const before = await findRuleRow(db, id)
  if (!before) throw noRule(id)
  const { column, columns = column === undefined ? undefined : [column], window, min_rows, ...rest } = patch
  const rule = {
    type: rest.type ?? before.type,
    params: rest.params ?? (rest.type && rest.type !== before.type ? {} : before.params),
    columns: columns ?? before.columns,
  }
  requireSense(rule)
  const change = {
    ...rest,
    ...rule,
    columns: columnsOf(rule),
    ...(window === undefined ? {} : { windowMs: requireWindow(window) }),
    ...(min_rows === undefined ? {} : { minRows: min_rows }),
    updatedAt: now,
  }
  const row = await updateRuleRow(db, id, change).catch((error: { cause?: { code?: string }; code?: string }) => {
    if ((error.cause?.code ?? error.code) === '23505') throw conflict(patch.name ?? before.name)
    throw error
  })
  if (!row) throw noRule(id)
  await publishRuleMetrics(db.$client, row)
  await tellRules(context)
  return answerOf(row, await findMissing(db.$client, [row]))
}

/** Deletes a rule with what it found; its metric goes out of sight. One that was learned is not proposed again. Throws `not_found`. */
export async function deleteRule(context: Context, id: string) {
  const { db, now } = context
  const before = await findRuleRow(db, id)
  if (!before || before.state === 'declined') throw noRule(id)
  const gone = { state: 'declined' as const, enabled: false, updatedAt: now }
  const row = await (before.origin === 'learned' ? updateRuleRow(db, id, gone) : removeRuleRow(db, id))
  if (!row) throw noRule(id)
  await withdrawRuleMetrics(db.$client, row)
  await tellRules(context)
  return { id, deleted: true as const }
}

import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import type { AlertRule, RuleBody, RuleHealth, RuleList, RuleListQuery, RulePatch, RuleSpec } from '../contract'
import { conditionWords } from '../rule-words'

import { listInstances, lockEvaluation, removeInstances } from '../store/instances'
import { announceAlerts, type Queryable } from '../store/outbox'
import {
  countInstances,
  countRules,
  findRuleRow,
  type InstanceCount,
  insertRuleRow,
  listRuleRows,
  type RuleRow,
  removeRuleRow,
  updateRuleRow,
} from '../store/rules'
import { checkRule } from './check-rule'
import { openDesk } from './notify'
import { bodyOf, closeAlerts } from './open-alerts'

const mostRules = 5000

const noRule = (id: string) => new AppError('not_found', `There is no alert rule ${id}`)
const taken = (name: string) => new AppError('conflict', `There is an alert rule named ${name} already`)

function healthOf(row: RuleRow, counts: Record<string, number>): RuleHealth {
  if (!row.enabled) return 'off'
  if (row.waitingFor !== null) return 'waiting'
  if (row.lastError !== null) return 'error'
  if (counts.firing) return 'firing'
  if (counts.pending) return 'pending'
  return row.noData ? 'no_data' : 'ok'
}

function toRule(row: RuleRow, counted: readonly InstanceCount[], warnings: string[]): AlertRule {
  const rule = bodyOf(row)
  const own = counted.filter(({ ruleId }) => ruleId === row.id)
  const counts = Object.fromEntries(own.map(({ state, count }) => [state, count]))
  return {
    id: row.id,
    ...rule,
    origin: row.origin,
    condition: conditionWords(rule),
    state: healthOf(row, counts),
    instances: own.reduce((sum, { count }) => sum + count, 0),
    firing: counts.firing ?? 0,
    waiting_for: row.waitingFor,
    last_value: row.lastValue,
    last_error: row.lastError,
    last_evaluated_at: row.evaluatedAt?.toISOString() ?? null,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    warnings,
  }
}

const waits = ({ waitingFor }: RuleRow) => (waitingFor === null ? [] : [`The rule waits for ${waitingFor}`])

/** Rules by name, a page at a time. */
export async function listRules({ db }: Context, { cursor, state, ...query }: RuleListQuery): Promise<RuleList> {
  const rules: AlertRule[] = []
  let after = cursor === undefined ? null : decodeCursor(cursor)
  let more = true
  while (more && rules.length <= query.limit) {
    const rows = await listRuleRows(db, { ...query, after, limit: query.limit + 1 })
    const counted = await countInstances(
      db,
      rows.map(({ id }) => id),
    )
    const found = rows.map((row) => toRule(row, counted, waits(row)))
    rules.push(...found.filter((rule) => state === undefined || rule.state === state))
    more = rows.length > query.limit
    after = rows.at(-1)?.name ?? null
  }
  const page = rules.slice(0, query.limit)
  return {
    rules: page,
    count: page.length,
    next_cursor: rules.length > page.length ? encodeCursor(page.at(-1)!.name) : null,
  }
}

async function present(db: Queryable, row: RuleRow, warnings = waits(row)): Promise<AlertRule> {
  return toRule(row, await countInstances(db, [row.id]), warnings)
}

/** One rule. Throws `not_found`. */
export async function getRule({ db }: Context, id: string): Promise<AlertRule> {
  const row = await findRuleRow(db, id)
  if (!row) throw noRule(id)
  return present(db, row)
}

function specOf({ name: _name, enabled: _enabled, kind: _kind, severity: _severity, ...spec }: RuleBody): RuleSpec {
  return spec
}

/** A rule as a row, checked. Throws `invalid_input`. */
export async function toNewRow(context: Context, body: RuleBody, origin: RuleRow['origin']) {
  const { now, actor } = context
  const { waitingFor, warnings } = await checkRule(context, body)
  const { name, enabled, kind, severity } = body
  const made = { createdBy: actor.name, createdAt: now, updatedAt: now }
  return {
    row: { id: uuidv7(), name, enabled, kind, severity, spec: specOf(body), origin, waitingFor, ...made },
    warnings,
  }
}

/** Makes a rule; it is evaluated from its next turn on. Throws `invalid_input` and `conflict`. */
export async function createRule(context: Context, body: RuleBody): Promise<AlertRule> {
  const { db } = context
  const { row, warnings } = await toNewRow(context, body, 'manual')
  if ((await countRules(db)) >= mostRules)
    throw new AppError('conflict', `There are ${mostRules} alert rules already; delete one that nobody needs`)
  const made = await insertRuleRow(db, row)
  if (!made) throw taken(body.name)
  await announceAlerts(db, 'alert-rules')
  return present(db, made, warnings)
}

const inFile = (name: string) =>
  new AppError('conflict', `The rule ${name} is set in the configuration (alerts.rules); change it there`)

/** What makes a rule another one, whose alerts of before say nothing any more. */
const meaning = ({ spec, kind }: Pick<RuleRow, 'spec' | 'kind'>) => {
  const { metric, expr, aggregation, group_by, filter, window, operator, threshold, change, match } = spec
  return JSON.stringify([kind, metric, expr, aggregation, group_by, filter, window, operator, threshold, change, match])
}

async function rest(context: Context, tx: Queryable, row: RuleRow, why: string) {
  const open = (await listInstances(tx, [row.id])).flatMap(({ alertId }) => alertId ?? [])
  const desk = await openDesk(context, tx, new Map())
  await closeAlerts(desk, open, context.actor.name, why)
  await removeInstances(tx, row.id)
  if (open.length > 0) await announceAlerts(tx, 'alerts')
}

const saysTheSame = (one: RuleRow, other: RuleRow) => JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other))

/** Undefined where somebody else changed the rule meanwhile. */
async function tryReplace(context: Context, before: RuleRow, body: RuleBody): Promise<AlertRule | undefined> {
  const { db, now } = context
  const { id } = before
  const { waitingFor, warnings } = await checkRule(context, body)
  const { name, enabled, kind, severity } = body
  return db.transaction(async (tx) => {
    await lockEvaluation(tx)
    const still = await findRuleRow(tx, id)
    if (!still) throw noRule(id)
    if (!saysTheSame(still, before)) return undefined
    const spec = specOf(body)
    const other = meaning(before) !== meaning({ spec, kind })
    if (other || !enabled)
      await rest(context, tx, before, enabled ? 'The rule was changed' : 'The rule was switched off')
    const anew = { evaluatedAt: null, lastValue: null, lastError: null, noData: false }
    const change = { name, enabled, kind, severity, spec, waitingFor, updatedAt: now, ...anew }
    const changed = await updateRuleRow(tx, id, change).catch((error: { cause?: { code?: string } }) => {
      if (error.cause?.code === '23505') throw taken(name)
      throw error
    })
    await announceAlerts(tx, 'alert-rules')
    return changed && present(tx, changed, warnings)
  })
}

async function replace(context: Context, id: string, next: (before: RuleRow) => RuleBody): Promise<AlertRule> {
  for (;;) {
    const before = await findRuleRow(context.db, id)
    if (!before) throw noRule(id)
    if (before.origin === 'file') throw inFile(before.name)
    const done = await tryReplace(context, before, next(before))
    if (done) return done
  }
}

/** Sets all of a rule. Throws `not_found`, `invalid_input` and `conflict`. */
export const setRule = (context: Context, id: string, body: RuleBody) => replace(context, id, () => body)

/** Changes what is given. Throws `not_found`, `invalid_input` and `conflict`. */
export const updateRule = (context: Context, id: string, patch: RulePatch) =>
  replace(context, id, (before) => ({ ...bodyOf(before), ...patch }) as RuleBody)

/** Deletes a rule; what fires of it is over. Throws `not_found`, and `conflict` for one that is not made by hand. */
export async function deleteRule(context: Context, id: string) {
  const { db } = context
  const before = await findRuleRow(db, id)
  if (!before) throw noRule(id)
  if (before.origin === 'file') throw inFile(before.name)
  if (before.origin === 'default')
    throw new AppError(
      'conflict',
      `The rule ${before.name} belongs to DataWatch; switch it off with {"enabled": false}`,
    )
  await removeRule(context, before)
  return { id, deleted: true as const }
}

export async function removeRule(context: Context, row: RuleRow) {
  await context.db.transaction(async (tx) => {
    await lockEvaluation(tx)
    await rest(context, tx, row, 'The rule was deleted')
    await removeRuleRow(tx, row.id)
    await announceAlerts(tx, 'alert-rules')
  })
}

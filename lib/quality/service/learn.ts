import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { marker } from '@/lib/events/marker'
import { parseJson } from '@/lib/events/parse'
import { isMasked } from '@/lib/events/pseudonym'
import { dayMs } from '@/lib/metrics/fold'
import { addCounts } from '@/lib/metrics/observe'
import { toColumn } from '@/lib/metrics/store/write'
import { guessUnit } from '@/lib/metrics/unit'
import { getRuntime } from '@/lib/runtime/runtime'
import type { Evidence } from '../contract'
import { isKnown, judgeTrial, type Proposal, proposeRules, type SeenColumn, type SeenTable } from '../propose'
import { countChecks } from '../store/figures'
import {
  announceQuality,
  insertRuleRow,
  listLearned,
  type RuleRow,
  removeRuleRow,
  tryLockLearning,
  updateRuleRow,
} from '../store/rules'
import {
  findLongestGap,
  type KnownName,
  listColumnRows,
  listLeast,
  listNames,
  listSeenCategories,
  sampleRows,
} from '../store/seen'
import { nameOf, percentOf } from '../words'
import { ensureIndexes } from './follow-values'
import { publishRuleMetrics } from './rule-metrics'

const mostTables = 200
const sampled = 200
/** A table is looked at again when it has so many times as many rows: what was not known of its columns may be by then. */
const grown = 2
const looked = new WeakMap<object, Map<string, number>>()

const count = (number: number) => number.toLocaleString('en-US')

function evidenceOf({ rows, passed }: { rows: number; passed: number }, since: number | null): Evidence {
  const share = rows > 0 ? percentOf((passed / rows) * 100) : '0 %'
  const text = rows === 0 ? 'on trial: nothing judged yet' : `${share} of ${count(rows)} rows`
  return { rows, passed, since: since === null ? null : new Date(since).toISOString(), text }
}

type Row = Record<string, unknown>

/** What stands in the place of a column's values, by some of them. */
function maskOf(images: readonly Row[], column: string): SeenColumn['masked'] {
  if (images.some((image) => image[column] === marker)) return 'marked'
  return images.some((image) => typeof image[column] === 'string' && isMasked(image[column])) ? 'hashed' : null
}

async function look({ db, now }: Context, known: KnownName): Promise<SeenTable> {
  const sql = db.$client
  const { table } = known
  const [rows, least, categories, longestGapMs, samples] = await Promise.all([
    listColumnRows(sql, table),
    listLeast(sql, table),
    listSeenCategories(sql, table),
    findLongestGap(sql, table, now.getTime() - 7 * dayMs),
    sampleRows(sql, table, sampled),
  ])
  const images = samples.map(({ image }) => parseJson(image) as Row)
  const keys = samples[0] ? Object.keys(JSON.parse(samples[0].rowKey)) : null
  const columns = new Map<string, SeenColumn>()
  for (const row of rows) {
    const { counts, role, roleSet } = toColumn(row)
    const before = columns.get(row.name)
    if (before) before.counts = addCounts(before.counts, counts)
    else {
      columns.set(row.name, {
        name: row.name,
        role: roleSet ?? role,
        unit: guessUnit(row.name),
        masked: maskOf(images, row.name),
        counts: { ...counts },
        min: least.get(row.name) ?? null,
        categories: categories.filter(({ field }) => field === row.name),
      })
    }
  }
  return { ...known, key: keys, columns: [...columns.values()], longestGapMs }
}

const sameRule = (rule: RuleRow, table: string, { type, columns }: Pick<Proposal, 'type' | 'columns'>) =>
  rule.tableName === table && rule.type === type && rule.columns.join('\0') === columns.join('\0')

/** Makes what is proposed into rules: in force where there is evidence, else on trial. Answers how many were made. */
async function keepProposals({ db, now }: Context, seen: SeenTable, proposals: Proposal[], rules: RuleRow[]) {
  let made = 0
  for (const proposal of proposals) {
    if (rules.some((rule) => sameRule(rule, seen.table, proposal))) continue
    if (proposal.type === 'max_age' && seen.lastAt < now.getTime() - 2 * 3_600_000) continue
    const { type, columns, params, severity, threshold, minRows, windowMs, trial, evidence } = proposal
    const row = await insertRuleRow(db, {
      id: uuidv7(),
      name: nameOf({ table: seen.table, columns, type, params }) + (type === 'type' ? `_${params.value_type}` : ''),
      tableName: seen.table,
      schemaName: null,
      columns,
      type,
      params,
      severity,
      threshold,
      minRows,
      windowMs,
      enabled: true,
      state: trial ? 'proposed' : 'active',
      origin: 'learned',
      owner: null,
      description: null,
      evidence: evidenceOf(evidence ?? { rows: 0, passed: 0 }, trial ? null : seen.firstAt),
      createdBy: 'DataWatch',
      createdAt: now,
      updatedAt: now,
    })
    if (!row) continue
    made += 1
    if (!trial) await publishRuleMetrics(db.$client, row)
  }
  return made
}

/** Ends trials that have said enough, and tells of the others how far they are. */
async function judgeTrials({ db, now }: Context, rules: RuleRow[]) {
  const trials = rules.filter(({ state, origin }) => state === 'proposed' && origin === 'learned')
  const counted = await countChecks(
    db.$client,
    trials.map(({ id }) => id),
    now.getTime() - 400 * dayMs,
    now.getTime() + dayMs,
  )
  let changed = 0
  for (const rule of trials) {
    const own = counted.filter(({ ruleId }) => ruleId === rule.id)
    const checked = own.reduce((sum, one) => sum + one.checked, 0)
    const passed = Math.round(own.reduce((sum, one) => sum + one.passed, 0))
    const verdict = judgeTrial(rule, { checked, passed })
    if (verdict === 'drop') await removeRuleRow(db, rule.id)
    else if (verdict === 'keep' || checked > (rule.evidence?.rows ?? 0)) {
      const state = verdict === 'keep' ? ('active' as const) : rule.state
      const evidence = evidenceOf({ rows: checked, passed }, rule.createdAt.getTime())
      const row = await updateRuleRow(db, rule.id, { state, evidence, updatedAt: now })
      if (row && verdict === 'keep') await publishRuleMetrics(db.$client, row)
    } else continue
    if (verdict !== null) changed += 1
  }
  return changed
}

/**
 * Proposes rules for tables of which enough has been seen, and has those of which the rows seen are evidence be in force at once; what can
 * only be found out by trying is judged in silence first. One process at a time.
 */
export async function learnRules(context: Context): Promise<void> {
  const { db, config } = context
  if (!config.quality.default_rules) return
  const known = looked.get(db) ?? new Map<string, number>()
  looked.set(db, known)
  const names = (await listNames(db.$client)).slice(0, mostTables)
  const due = names.filter((one) => isKnown(one) && one.rows >= grown * (known.get(one.table) ?? 0))
  await db.transaction(async (tx) => {
    if (!(await tryLockLearning(tx))) return
    const rules = await listLearned(db)
    let changed = await judgeTrials(context, rules)
    for (const one of due) {
      const seen = await look(context, one)
      const proposals = proposeRules(
        seen,
        names.map(({ table }) => table),
      )
      changed += await keepProposals(context, seen, proposals, rules)
      known.set(one.table, one.rows)
    }
    if (changed === 0) return
    await ensureIndexes(context)
    await announceQuality(db, 'quality-rules')
    await getRuntime().rules.load()
  })
}

import 'server-only'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import type { Transaction } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/fold'
import { isKeyOf, type RowValue } from '../row-values'
import { listRulesInForce, type RuleRow } from '../store/rules'
import { logChecks, type TableCheck } from '../store/table-checks'
import { type KnownTable, listTables } from '../store/tables'
import {
  buildIndex,
  findPresent,
  findRepeats,
  findUnchanged,
  type IndexRow,
  type IndexWanted,
  keepExamples,
  keepIndexes,
  keepValues,
  type LogEntry,
  listHolders,
  listIndexes,
  logLater,
  type NewExample,
  removeAllValues,
  takeLog,
  tryLockValues,
} from '../store/values'

const entriesAtOnce = 200
const rowsAtOnce = 20_000
const orphansAtMost = 1000
const examplesAtOnce = 10
const graceMs = 30_000
/** Until every process leaves values to be looked up, which takes it so long at most: from then on none is missed. */
const settledMs = 10_000

type Work = {
  tx: Transaction
  now: number
  rules: RuleRow[]
  indexes: IndexRow[]
  tables: Map<number, KnownTable>
  checks: Map<string, TableCheck>
  examples: NewExample[]
}

const wantedOf = ({ tableName, schemaName, columns }: RuleRow): IndexWanted => ({
  tableName,
  schemaName: schemaName ?? '',
  columns,
})

/** The column that a reference points to: the one named, else the usual name of a key. */
const targetOf = ({ params: { references } }: RuleRow): IndexWanted => ({
  tableName: references!.table,
  schemaName: references!.schema ?? '',
  columns: [references!.column ?? 'id'],
})

const ofValues = (rules: readonly RuleRow[]) => rules.filter(({ type }) => type === 'unique' || type === 'references')

/** Makes the indexes of values that rules ask for, and drops the others. */
export async function ensureIndexes({ db }: Context): Promise<void> {
  const rules = ofValues(await listRulesInForce(db.$client, true))
  const wanted = rules.flatMap((rule) => [wantedOf(rule), ...(rule.type === 'references' ? [targetOf(rule)] : [])])
  await keepIndexes(db.$client, wanted)
}

const isOf = (index: IndexRow, wanted: IndexWanted) =>
  index.tableName === wanted.tableName &&
  index.schemaName === wanted.schemaName &&
  index.columns.join('\0') === wanted.columns.join('\0')

const graceOf = ({ params }: RuleRow) => parseDuration(params.grace ?? '') ?? graceMs

function count(work: Work, rule: RuleRow, tableId: number, value: RowValue, passed: boolean) {
  const table = work.tables.get(tableId)
  if (!table) return
  const at = value.at - (value.at % minuteMs)
  const key = `${rule.id} ${tableId} ${at}`
  const check = work.checks.get(key) ?? { rule, table, at, passed: 0, failed: 0 }
  work.checks.set(key, check)
  if (passed) check.passed += 1
  else check.failed += 1
  if (!passed && work.examples.filter(({ ruleId }) => ruleId === rule.id).length < examplesAtOnce)
    work.examples.push({ ruleId: rule.id, tableId, at: value.at, uid: value.uid, rowKey: value.rowKey })
}

const valuesIn = ({ rowKeys, hashes, eventMs, uids, judged }: LogEntry): RowValue[] =>
  rowKeys.map((rowKey, place) => ({
    rowKey,
    hash: hashes[place]?.replaceAll('-', '') ?? null,
    at: eventMs[place]!,
    uid: uids[place]!,
    judged: judged[place]!,
  }))

/** Has the values of rows that went looked at again, where others refer to them. */
async function leaveOrphans(work: Work, index: IndexRow, entry: LogEntry, gone: RowValue[]) {
  for (const rule of work.rules) {
    if (rule.type !== 'references' || !isOf(index, targetOf(rule))) continue
    const dueAt = new Date(work.now + graceOf(rule))
    await logLater(work.tx, { kind: 'orphans', indexId: index.id, tableId: entry.tableId, dueAt, values: gone })
  }
}

async function takeValues(work: Work, index: IndexRow, entry: LogEntry) {
  const { tx } = work
  const all = valuesIn(entry)
  const emptied = all.filter(({ rowKey }) => rowKey === '')
  for (const one of emptied) {
    const hashes = await removeAllValues(tx, entry, one.at)
    await leaveOrphans(
      work,
      index,
      entry,
      hashes.slice(0, orphansAtMost).map((hash) => ({ ...one, hash })),
    )
  }
  const values = all.filter(({ rowKey }) => rowKey !== '')
  if (values.length === 0) return
  await leaveOrphans(work, index, entry, await keepValues(tx, entry, values))
  const judged = values.filter(({ judged: own, hash }) => own && hash !== null)
  for (const rule of work.rules) {
    if (!isOf(index, wantedOf(rule))) continue
    if (rule.type === 'references') {
      const dueAt = new Date(work.now + graceOf(rule))
      await logLater(tx, { kind: 'references', indexId: index.id, tableId: entry.tableId, dueAt, values: judged })
    } else {
      const own = judged.filter(({ rowKey }) => !isKeyOf(rowKey, rule.columns))
      const repeats = own.length > 0 ? await findRepeats(tx, entry, own) : new Set<number>()
      for (const [place, value] of own.entries()) count(work, rule, entry.tableId, value, !repeats.has(place))
    }
  }
}

/** Whether what rows refer to is there by now; those that changed meanwhile are told of again. */
async function judgeReferences(work: Work, index: IndexRow, entry: LogEntry) {
  const { tx, rules, indexes, now } = work
  const values = valuesIn(entry)
  const unchanged = await findUnchanged(tx, entry, values)
  for (const rule of rules) {
    if (rule.type !== 'references' || !isOf(index, wantedOf(rule))) continue
    const target = indexes.find((one) => isOf(one, targetOf(rule)))
    if (!target?.built) {
      const dueAt = new Date(now + graceOf(rule))
      await logLater(tx, { kind: 'references', indexId: index.id, tableId: entry.tableId, dueAt, values })
      return
    }
    const present = await findPresent(
      tx,
      target.id,
      values.map(({ hash }) => hash),
    )
    for (const [place, value] of values.entries())
      if (unchanged.has(place)) count(work, rule, entry.tableId, value, present.has(place))
  }
}

/** Whether rows refer still to values that no row has any more. */
async function judgeOrphans(work: Work, index: IndexRow, entry: LogEntry) {
  const { tx, rules, indexes } = work
  const values = valuesIn(entry)
  const present = await findPresent(
    tx,
    index.id,
    values.map(({ hash }) => hash),
  )
  const gone = values.filter((_, place) => !present.has(place))
  if (gone.length === 0) return
  const hashes = gone.map(({ hash }) => hash)
  for (const rule of rules) {
    if (rule.type !== 'references' || !isOf(index, targetOf(rule))) continue
    const own = indexes.find((one) => isOf(one, wantedOf(rule)))
    if (!own) continue
    for (const { tableId, rowKey, hash } of await listHolders(tx, own.id, hashes, orphansAtMost)) {
      const cause = gone.find((one) => one.hash === hash)!
      count(work, rule, tableId, { ...cause, rowKey }, false)
    }
  }
}

const judge = { values: takeValues, references: judgeReferences, orphans: judgeOrphans }

/** Builds what is not built, then takes a part of what ingestion left; false when nothing is left. */
async function followSome({ db, now }: Context): Promise<boolean> {
  const sql = db.$client
  return sql.begin(async (tx: Transaction) => {
    if (!(await tryLockValues(tx))) return false
    const indexes = await listIndexes(tx)
    if (indexes.length === 0) return false
    let more = false
    for (const index of indexes) {
      const isDue = !index.built && now.getTime() - new Date(index.createdAt).getTime() >= settledMs
      if (isDue && !(await buildIndex(tx, index, rowsAtOnce))) more = true
    }
    const entries = await takeLog(tx, now, entriesAtOnce)
    if (entries.length === 0) return more
    const rules = ofValues(await listRulesInForce(tx, true))
    const tables = new Map((await listTables(tx)).map((table) => [table.id, table]))
    const fresh = await listIndexes(tx)
    const work: Work = { tx, now: now.getTime(), rules, indexes: fresh, tables, checks: new Map(), examples: [] }
    for (const entry of entries) {
      const index = fresh.find(({ id }) => id === entry.indexId)
      if (index) await judge[entry.kind](work, index, entry)
    }
    await logChecks(tx, [...work.checks.values()])
    await keepExamples(tx, work.examples)
    return more || entries.length === entriesAtOnce
  }) as Promise<boolean>
}

/** Looks up what ingestion left: whether values repeat, and whether what rows refer to is there. One process at a time, each value once. */
export async function followValues(context: Context): Promise<void> {
  for (let more = true; more; ) more = await followSome(context)
}

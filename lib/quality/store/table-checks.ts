import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/fold'
import { packTally } from '@/lib/metrics/pack-tally'
import { Tally } from '@/lib/metrics/sketch/tally'
import { ensureMeasures, ensureSeries } from '@/lib/metrics/store/catalog'
import { numberRules } from '@/lib/metrics/store/checks'
import { logSketches } from '@/lib/metrics/store/sketch-log'
import type { RuleRow } from './rules'
import type { KnownTable } from './tables'

/** How often a rule was met and broken on a source table in the minute that holds `at`. */
export type TableCheck = {
  rule: RuleRow
  table: Pick<KnownTable, 'id' | 'table' | 'schema'>
  at: number
  passed: number
  failed: number
}

/** Takes the period of a rule that ends at `end`; false where it has been judged. */
export async function claimRun(tx: Transaction, ruleId: string, end: number): Promise<boolean> {
  const slotAt = new Date(end).toISOString()
  const rows = await tx`
    insert into quality_runs (rule_id, slot_at) values (${ruleId}, ${slotAt}::timestamptz) on conflict do nothing returning 1`
  await tx`
    delete from quality_runs where rule_id = ${ruleId} and slot_at < ${slotAt}::timestamptz - interval '40 days'`
  return rows.length > 0
}

const minuteOf = (at: number) => at - (at % minuteMs)

/** What was judged on one source table, by the minute. */
function tallyOf(checks: TableCheck[], numbers: ReadonlyMap<string, number>): Map<number, Tally> {
  const minutes = new Map<number, Tally>()
  for (const { rule, at, passed, failed } of checks) {
    const minute = minuteOf(at)
    const tally = minutes.get(minute) ?? new Tally()
    minutes.set(minute, tally)
    tally.add(numbers.get(rule.id)!, passed + failed, passed)
  }
  return minutes
}

/** Counts what was judged beside ingestion, like what is judged with it, and the minutes in which rules were broken. */
export async function logChecks(tx: Transaction, checks: TableCheck[]): Promise<void> {
  if (checks.length === 0) return
  const numbers = await numberRules(
    tx,
    checks.map(({ rule }) => rule),
  )
  const tables = new Map(checks.map(({ table }) => [table.id, table]))
  const measures = await ensureMeasures(
    tx,
    [...tables.values()].map(({ table }) => ({ tableName: table, kind: 'tally' as const, field: '' })),
  )
  const measureOf = new Map(measures.map(({ tableName, id }) => [tableName, id]))
  const series = await ensureSeries(
    tx,
    [...tables.values()].map(({ id, table, schema }) => ({
      measureId: measureOf.get(table)!,
      tableId: id,
      labelKey: '',
      labels: { table, schema },
    })),
  )
  await logSketches(
    tx,
    series.map(({ id, tableId }) =>
      packTally(
        id,
        tallyOf(
          checks.filter(({ table }) => table.id === tableId),
          numbers,
        ),
      ),
    ),
  )
  for (const { rule, table, at } of checks.filter(({ failed }) => failed > 0)) {
    await tx`
      insert into quality_due (rule_id, table_id, minute)
      values (${rule.id}, ${table.id}, ${new Date(minuteOf(at)).toISOString()}::timestamptz) on conflict do nothing`
  }
}

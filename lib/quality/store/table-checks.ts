import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { DecimalSum } from '@/lib/metrics/decimal'
import type { Aggregate } from '@/lib/metrics/fold'
import { ensureMeasures, ensureSeries } from '@/lib/metrics/store/catalog'
import { logSamples } from '@/lib/metrics/store/write'
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

const minuteMs = 60_000
const minuteOf = (at: number) => at - (at % minuteMs)

function aggregateOf({ at, passed, failed }: TableCheck): Aggregate {
  const sum = new DecimalSum()
  sum.add(100 * passed)
  const [min, max] = [failed > 0 ? 0 : 100, passed > 0 ? 100 : 0]
  return { count: passed + failed, sum, min, max, firstAt: at, last: max, lastAt: at }
}

/** Counts what was judged beside ingestion: samples like those of rows, and the minutes in which rules were broken. */
export async function logChecks(tx: Transaction, checks: TableCheck[]): Promise<void> {
  if (checks.length === 0) return
  const measures = await ensureMeasures(
    tx,
    checks.map(({ rule }) => ({ tableName: rule.tableName, kind: 'check' as const, field: rule.id })),
  )
  const measureOf = new Map(measures.map(({ field, id }) => [field, id]))
  const series = await ensureSeries(
    tx,
    checks.map(({ rule, table }) => ({
      measureId: measureOf.get(rule.id)!,
      tableId: table.id,
      labelKey: '',
      labels: { table: table.table, schema: table.schema },
    })),
  )
  const seriesOf = new Map(series.map(({ id, measureId, tableId }) => [`${measureId} ${tableId}`, id]))
  const samples = checks.map((check) => ({
    seriesId: seriesOf.get(`${measureOf.get(check.rule.id)} ${check.table.id}`)!,
    bucket: minuteOf(check.at),
    aggregate: aggregateOf(check),
  }))
  await logSamples(tx, samples, [])
  for (const { rule, table, at } of checks.filter(({ failed }) => failed > 0)) {
    await tx`
      insert into quality_due (rule_id, table_id, minute)
      values (${rule.id}, ${table.id}, ${new Date(minuteOf(at)).toISOString()}::timestamptz) on conflict do nothing`
  }
}

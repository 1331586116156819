import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { addSample } from '@/lib/metrics/fold'
import { ensureMeasures, ensureSeries } from '@/lib/metrics/store/catalog'
import { logSamples } from '@/lib/metrics/store/write'
import type { RuleRow } from './rules'

export type TableCheck = { rule: RuleRow; tableId: number; passed: boolean; at: number; count?: number }
type OfTable = TableCheck & { table: { table: string; schema: string } }

/** Takes the period of a rule that ends at `end`; false where it has been judged. */
export async function claimRun(tx: Transaction, ruleId: string, end: number): Promise<boolean> {
  const slotAt = new Date(end).toISOString()
  const rows = await tx`
    insert into quality_runs (rule_id, slot_at) values (${ruleId}, ${slotAt}::timestamptz) on conflict do nothing returning 1`
  await tx`
    delete from quality_runs where rule_id = ${ruleId} and slot_at < ${slotAt}::timestamptz - interval '40 days'`
  return rows.length > 0
}

/** Counts what was judged beside ingestion: samples like those of rows, and the minutes in which rules were broken. */
export async function logChecks(tx: Transaction, checks: OfTable[]): Promise<void> {
  if (checks.length === 0) return
  const measures = await ensureMeasures(
    tx,
    checks.map(({ rule }) => ({ tableName: rule.tableName, kind: 'check' as const, field: rule.id })),
  )
  const measureOf = new Map(measures.map(({ field, id }) => [field, id]))
  const wanted = checks.map(({ rule, tableId, table }) => ({
    measureId: measureOf.get(rule.id)!,
    tableId,
    labelKey: '',
    labels: { table: table.table, schema: table.schema },
  }))
  const series = await ensureSeries(tx, wanted)
  const seriesOf = new Map(series.map(({ id, measureId, tableId }) => [`${measureId} ${tableId}`, id]))
  const minutes = new Map<string, { seriesId: number; bucket: number; aggregate: ReturnType<typeof addSample> }>()
  for (const { rule, tableId, passed, at, count = 1 } of checks) {
    const seriesId = seriesOf.get(`${measureOf.get(rule.id)} ${tableId}`)!
    const bucket = at - (at % 60_000)
    const key = `${seriesId} ${bucket}`
    for (let n = 0; n < count; n += 1) {
      const known = minutes.get(key)
      minutes.set(key, { seriesId, bucket, aggregate: addSample(known?.aggregate, passed ? 100 : 0, at) })
    }
  }
  await logSamples(tx, [...minutes.values()], [])
  const broken = checks.filter(({ passed }) => !passed)
  for (const { rule, tableId, at } of broken) {
    const minute = new Date(at - (at % 60_000)).toISOString()
    await tx`
      insert into quality_due (rule_id, table_id, minute) values (${rule.id}, ${tableId}, ${minute}::timestamptz)
      on conflict do nothing`
  }
}

import 'server-only'
import type { Sql } from '@/lib/db/client'
import { ensureMeasures, hideMetrics, insertMetrics, type MetricRow } from '@/lib/metrics/store/catalog'
import { renameMetric } from '@/lib/metrics/store/checks'
import type { RuleRow } from '../store/rules'
import { scoreMetricOf, titleOf } from '../words'

export const metricNameOf = ({ name }: Pick<RuleRow, 'name'>) => `dq_${name}_pass_rate`

const percent = { field: '', type: 'gauge', aggregation: 'avg', selector: null, unit: 'percent' } as const

/** Makes the metric of a rule's pass rate, and those of the scores of its table and of all tables; a rule that is off keeps its past. */
export async function publishRuleMetrics(sql: Sql, rule: RuleRow): Promise<void> {
  if (rule.state !== 'active') return
  const { id, tableName, columns, type, params } = rule
  const wanted = [
    { tableName, kind: 'check' as const, field: id },
    { tableName, kind: 'score' as const, field: '' },
    { tableName: '', kind: 'score' as const, field: '' },
  ]
  const made = await ensureMeasures(sql, wanted)
  const idOf = ({ kind, tableName: of, field }: (typeof wanted)[number]) =>
    made.find((one) => one.kind === kind && one.tableName === of && one.field === field)!.id
  const name = metricNameOf(rule)
  await renameMetric(sql, idOf(wanted[0]!), name)
  const metrics: MetricRow[] = [
    {
      ...percent,
      ...wanted[0]!,
      field: '',
      name,
      measureId: idOf(wanted[0]!),
      description: `Share of rows for which: ${titleOf({ table: tableName, columns, type, params })}`,
    },
    {
      ...percent,
      ...wanted[1]!,
      name: scoreMetricOf(tableName),
      measureId: idOf(wanted[1]!),
      description: `How well the rules of ${tableName} are met, by their severity`,
    },
    {
      ...percent,
      ...wanted[2]!,
      name: scoreMetricOf(''),
      measureId: idOf(wanted[2]!),
      description: 'How well the rules of all tables are met, by their severity',
    },
  ]
  await insertMetrics(sql, metrics)
}

/** Takes the metric of a rule that is gone out of sight. */
export async function withdrawRuleMetrics(sql: Sql, { id, tableName }: RuleRow): Promise<void> {
  const [measure] = await ensureMeasures(sql, [{ tableName, kind: 'check', field: id }])
  await hideMetrics(sql, [measure!.id])
}

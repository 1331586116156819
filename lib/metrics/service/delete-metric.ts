import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { metricsOf } from '../formula/check'
import { parseFormula } from '../formula/parse'
import { listFormulasWith, removeFormula } from '../store/formulas'
import { requireMetric } from './find'

/** Deletes a metric by formula that no other formula uses. Throws `not_found` and `conflict`. */
export async function deleteMetric(context: Context, name: string): Promise<{ name: string; deleted: true }> {
  const sql = context.db.$client
  const metric = await requireMetric(context, name)
  if (metric.expr === null) {
    throw new AppError(
      'conflict',
      `${name} is made from the table ${metric.tableName} and would come again; only metrics by formula are deleted`,
    )
  }
  const users = (await listFormulasWith(sql, name)).filter(({ expr }) =>
    metricsOf(parseFormula(expr)).some((used) => used.name === name),
  )
  if (users.length > 0) {
    throw new AppError(
      'conflict',
      `${name} is used by ${users.map((user) => user.name).join(', ')}; delete these first`,
    )
  }
  await removeFormula(sql, metric.id)
  return { name, deleted: true }
}

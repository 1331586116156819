import { aggregations } from '../question-words'
import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Metric, MetricBody } from '../contract'
import { FormulaError } from '../formula/formula-error'
import { isFunction } from '../formula/functions'
import { countFormulas, insertFormula } from '../store/formulas'
import { resolveFormula } from './formula'
import { getMetric } from './list'

const reserved = (name: string) => isFunction(name) || name === 'by' || aggregations.some((one) => one === name)

const mostFormulas = 2000

/** Makes a metric by formula. A formula names metrics that there are, so that none can come back to itself. */
export async function createMetric(context: Context, body: MetricBody): Promise<Metric> {
  const { name, expr, description = expr, unit = '' } = body
  if (reserved(name)) throw new AppError('invalid_input', `Body name: ${name} means something else in a formula`)
  if ((await countFormulas(context.db.$client)) >= mostFormulas) {
    throw new AppError('conflict', `There are ${mostFormulas} metrics by formula already; delete one that nobody reads`)
  }
  try {
    const { metrics } = await resolveFormula(context, expr)
    const tables = new Set([...metrics.values()].map(({ tableName }) => tableName))
    const tableName = tables.size === 1 ? [...tables][0]! : ''
    const made = await insertFormula(context.db.$client, { name, expr, tableName, description, unit })
    if (!made) throw new AppError('conflict', `There is a metric named ${name} already`)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const issues = [{ path: 'expr', code: 'invalid_formula', message: error.message }]
    throw new AppError('invalid_input', `Body ${error.message}`, { issues })
  }
  return getMetric(context, name)
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { hourMs } from '@/lib/metrics/fold'
import type { ColumnQuality, ScoreQuery, TableQuality } from '../score-contract'
import { listCategories, listNumbers, listSeen } from '../store/columns'
import { listTables } from '../store/tables'
import { listRules } from './rules'
import { scoredInterval, scoreQuality } from './score'
import { listViolations } from './violations'

const valuesShown = 10

/** The columns of a table with what was seen in them, and the rules about each. */
async function listColumns(
  context: Context,
  table: string,
  rules: { name: string; columns: string[] }[],
  query: ScoreQuery,
) {
  const sql = context.db.$client
  const { from, to } = scoredInterval(context, query)
  const [start, end] = [Math.floor(from / hourMs) * hourMs, Math.ceil(to / hourMs) * hourMs]
  const [seen, numbers, categories] = await Promise.all([
    listSeen(sql, table),
    listNumbers(sql, table, start, end),
    listCategories(sql, table, start, end),
  ])
  return seen.map(({ name, role, rows, nulls }): ColumnQuality => {
    const own = numbers.find(({ field }) => field === name)
    const values = categories.filter(({ field }) => field === name)
    return {
      name,
      role,
      rows,
      nulls,
      null_rate: rows > 0 ? (nulls / rows) * 100 : null,
      distinct: values.length > 0 ? values.length : null,
      min: own?.min ?? null,
      max: own?.max ?? null,
      avg: own?.avg ?? null,
      values: values.slice(0, valuesShown).map(({ value, count }) => ({ value, count })),
      rules: rules.filter(({ columns }) => columns.includes(name)).map((rule) => rule.name),
    }
  })
}

/** All that is known of the quality of one table. Throws `not_found`. */
export async function readTableQuality(context: Context, table: string, query: ScoreQuery): Promise<TableQuality> {
  const sql = context.db.$client
  const sources = await listTables(sql, [table])
  const { rules } = await listRules(context, { table, limit: 1000 })
  if (sources.length === 0 && rules.length === 0) throw new AppError('not_found', `There is no table ${table}`)
  const [score, columns, { violations }] = await Promise.all([
    scoreQuality(context, { ...query, table }),
    listColumns(context, table, rules, query),
    listViolations(context, { table, limit: 50 }),
  ])
  const newest = Math.max(...sources.flatMap(({ lastEventAt }) => (lastEventAt ? new Date(lastEventAt).getTime() : [])))
  const own = score.tables[0] ?? {
    table,
    score: null,
    dimensions: {},
    previous: null,
    rules: 0,
    failing: 0,
    open_violations: 0,
    checked: 0,
    passed: 0,
    failed: 0,
    last_event: Number.isFinite(newest) ? new Date(newest).toISOString() : null,
  }
  return {
    ...own,
    from: score.from,
    to: score.to,
    columns,
    rule_list: rules,
    violations,
    freshness_seconds: Number.isFinite(newest) ? Math.max(0, (context.now.getTime() - newest) / 1000) : null,
  }
}

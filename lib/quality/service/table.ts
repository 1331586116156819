import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { listEvents } from '@/lib/events/service/list'
import { hourMs } from '@/lib/metrics/fold'
import { runQueries } from '@/lib/metrics/service/batch'
import { sampleColumns } from '../sample-columns'
import type { ColumnQuality, ScoreQuery, TableQuality } from '../score-contract'
import { listCategories, listNumbers, listSeen } from '../store/columns'
import { listTables } from '../store/tables'
import { listRules } from './rules'
import { scoredInterval, scoreQuality } from './score'
import { listViolations } from './violations'

const valuesShown = 10
const rowsSampled = 300

const rateOf = (part: number, whole: number) => (whole > 0 ? (part / whole) * 100 : null)

/** The newest rows of a table, as they are stored. */
async function sampleTable(context: Context, table: string) {
  const { events } = await listEvents(context, { table, limit: rowsSampled })
  return sampleColumns(events.flatMap(({ after }) => (after ? [after as Record<string, unknown>] : [])))
}

/** How many different values identifiers had in the interval. */
async function countDistinct(context: Context, table: string, columns: string[], span: { from: number; to: number }) {
  if (columns.length === 0) return new Map<string, number | null>()
  const [from, to] = [span.from, span.to].map((at) => new Date(at).toISOString())
  const queries = columns
    .slice(0, 100)
    .map((column) => ({ ref: column, metric: `${table}_${column}_cardinality`, from, to }))
  const { results } = await runQueries(context, { queries })
  return new Map(
    results.map((result) => [result.ref, 'data' in result && 'value' in result.data ? result.data.value : null]),
  )
}

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
  const [seen, numbers, categories, sampled] = await Promise.all([
    listSeen(sql, table),
    listNumbers(sql, table, start, end),
    listCategories(sql, table, start, end),
    sampleTable(context, table),
  ])
  const identifiers = seen.filter(({ role }) => role === 'identifier').map(({ name }) => name)
  const distinct = await countDistinct(context, table, identifiers, { from, to })
  return seen.map(({ name, role, rows, nulls }): ColumnQuality => {
    const own = numbers.find(({ field }) => field === name)
    const values = categories.filter(({ field }) => field === name)
    const newest = sampled.get(name)
    return {
      name,
      role,
      rows,
      nulls,
      null_rate: rateOf(nulls, rows),
      distinct: values.length > 0 ? values.length : (distinct.get(name) ?? null),
      min: own?.min ?? null,
      max: own?.max ?? null,
      avg: own?.avg ?? null,
      values: values.slice(0, valuesShown).map(({ value, count }) => ({ value, count })),
      recent_null_rate: newest ? rateOf(newest.nulls, newest.rows) : null,
      examples: newest?.examples ?? [],
      distribution: role === 'identifier' ? [] : (newest?.distribution ?? []),
      rules: rules.filter(({ columns }) => columns.includes(name)).map((rule) => rule.name),
    }
  })
}

/** All that is known of the quality of one table. Throws `not_found`. */
export async function readTableQuality(context: Context, table: string, query: ScoreQuery): Promise<TableQuality> {
  const sql = context.db.$client
  const [sources, { rules }] = await Promise.all([listTables(sql, [table]), listRules(context, { table, limit: 1000 })])
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

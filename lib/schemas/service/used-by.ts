import 'server-only'
import { howAlertUses } from '../alert-use'
import { howWidgetUses, metricsIn, type Subject } from '../column-use'
import type { SchemaUsage } from '../contract'
import type { Queryable } from '../store/tables'
import {
  type FormulaRow,
  listAlertRules,
  listAllWidgets,
  listFormulas,
  listMetricsOf,
  listRulesOf,
  listVariables,
} from '../store/usage'

/** Tells what of its own reads a column. */
export type UsageFinder = (db: Queryable, subject: Subject) => Promise<SchemaUsage[]>

const metricPath = (name: string) => `/explore/${encodeURIComponent(name)}`

const made: Record<string, string> = {
  value: 'of the numbers written to it',
  total: 'its sum over all rows',
  category: 'counts the values written to it',
  current: 'counts rows by it',
  transition: 'counts how it changes',
  dwell: 'tells how long it stays the same',
  distinct: 'counts its different values',
}

const usingMetrics: UsageFinder = async (db, { table, column }) => {
  const rows = await listMetricsOf(db, table, column)
  return rows
    .filter(({ hidden }) => !hidden)
    .map(({ name, kind }) => {
      const how = made[kind] ?? 'made of it'
      return { kind: 'metric', id: name, name, how, path: metricPath(name), board: null }
    })
}

const usingFormulas: UsageFinder = async (db, { metrics, formulas }) => {
  const rows = await listFormulas(db)
  return rows
    .filter(({ name }) => formulas.has(name))
    .map(({ name, expr }) => {
      const read = [...new Set(metricsIn(expr).filter((one) => metrics.has(one) || formulas.has(one)))]
      return { kind: 'formula', id: name, name, how: `reads ${read.join(', ')}`, path: metricPath(name), board: null }
    })
}

const usingWidgets: UsageFinder = async (db, subject) => {
  const rows = await listAllWidgets(db)
  return rows.flatMap(({ id, title, metric, config, boardId, board }): SchemaUsage[] => {
    const how = howWidgetUses({ metric, config }, subject)
    if (how === null) return []
    const named = { id: boardId, name: board }
    return [
      { kind: 'widget', id, name: title || (metric ?? 'Untitled'), how, path: `/dashboards/${boardId}`, board: named },
    ]
  })
}

const usingVariables: UsageFinder = async (db, { metrics, column }) => {
  const rows = await listVariables(db)
  return rows.flatMap(({ boardId, board, variables }) =>
    variables
      .filter(({ metric }) => metric !== undefined && metrics.has(metric))
      .map(
        ({ name }): SchemaUsage => ({
          kind: 'variable',
          id: `${boardId}:${name}`,
          name: `$${name}`,
          how: `offers the values of ${column}`,
          path: `/dashboards/${boardId}`,
          board: { id: boardId, name: board },
        }),
      ),
  )
}

const usingRules: UsageFinder = async (db, { table, column }) => {
  const rows = await listRulesOf(db, table, column)
  return rows.map(({ id, name, type }) => {
    const path = `/quality/rules?table=${encodeURIComponent(table)}`
    return { kind: 'rule', id, name, how: `demands ${type.replaceAll('_', ' ')}`, path, board: null }
  })
}

const usingAlerts: UsageFinder = async (db, subject) => {
  const rows = await listAlertRules(db)
  return rows.flatMap(({ id, name, spec }): SchemaUsage[] => {
    const how = howAlertUses(spec, subject)
    return how === null ? [] : [{ kind: 'alert', id, name, how, path: `/alerts/rules/${id}`, board: null }]
  })
}

/** Who is asked what reads a column; whatever comes to read columns adds itself here. */
const finders: UsageFinder[] = [usingMetrics, usingFormulas, usingWidgets, usingVariables, usingRules, usingAlerts]

/** Formulas over any of these metrics, and formulas over those. */
export function formulasOver(metrics: ReadonlySet<string>, formulas: FormulaRow[]): Set<string> {
  const found = new Set<string>()
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const { name, expr } of formulas) {
      if (metricsIn(expr).some((one) => metrics.has(one) || found.has(one))) found.add(name)
    }
  }
  return found
}

export async function subjectOf(db: Queryable, table: string, column: string): Promise<Subject> {
  const metrics = new Set((await listMetricsOf(db, table, column)).map(({ name }) => name))
  return { table, column, metrics, formulas: formulasOver(metrics, await listFormulas(db)) }
}

/** Everything that reads a column. */
export async function usedBy(db: Queryable, table: string, column: string): Promise<SchemaUsage[]> {
  const subject = await subjectOf(db, table, column)
  const found = await Promise.all(finders.map((find) => find(db, subject)))
  return found.flat()
}

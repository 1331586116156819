import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { alertRules } from '@/drizzle/schema/alerts'
import type { Widget } from '@/lib/dashboards/contract'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import type { Queryable } from './tables'

export type MetricOfColumn = { name: string; hidden: boolean; kind: string }

/** The metrics that a column has by itself, with those out of sight. */
export const listMetricsOf = (db: Queryable, table: string, column: string): Promise<MetricOfColumn[]> =>
  db.execute<MetricOfColumn>(sql`
    select metrics.name, hidden, kind from metrics join measures on measures.id = metrics.measure_id
    where metrics.table_name = ${table} and metrics.field = ${column} order by metrics.name`) as Promise<
    MetricOfColumn[]
  >

export type FormulaRow = { id: number; name: string; expr: string }
export const listFormulas = (db: Queryable): Promise<FormulaRow[]> =>
  db.execute<FormulaRow>(
    sql`select id, name, expr from metrics where expr is not null and not hidden order by name`,
  ) as Promise<FormulaRow[]>

export async function updateFormula(db: Queryable, id: number, expr: string) {
  await db.execute(sql`update metrics set expr = ${expr} where id = ${id}`)
}

export type WidgetRow = Pick<Widget, 'id' | 'title' | 'metric' | 'config'> & { boardId: string; board: string }

/** The widgets of all boards that are not deleted. */
export const listAllWidgets = (db: Queryable): Promise<WidgetRow[]> =>
  db.execute<WidgetRow>(sql`
    select widgets.id, title, metric, config, dashboards.id as "boardId", dashboards.name as board
    from widgets join dashboards on dashboards.id = widgets.dashboard_id
    where deleted_at is null order by dashboards.name, dashboards.id, title`) as Promise<WidgetRow[]>

export type VariablesRow = { boardId: string; board: string; variables: BoardVariable[] }
export const listVariables = (db: Queryable): Promise<VariablesRow[]> =>
  db.execute<VariablesRow>(sql`
    select id as "boardId", name as board, variables from dashboards
    where deleted_at is null and jsonb_array_length(variables) > 0 order by name`) as Promise<VariablesRow[]>

export type RuleRow = { id: string; name: string; type: string; state: string }

/** The rules of quality that are about a column. */
export const listRulesOf = (db: Queryable, table: string, column: string): Promise<RuleRow[]> =>
  db.execute<RuleRow>(sql`
    select id, name, type, state from quality_rules
    where table_name = ${table} and ${column} = any(columns) and enabled order by name limit 500`) as Promise<RuleRow[]>

export type AlertRuleRow = Pick<typeof alertRules.$inferSelect, 'id' | 'name' | 'spec'>

/** The alert rules over metrics and formulas. */
export const listAlertRules = (db: Queryable): Promise<AlertRuleRow[]> =>
  db
    .select({ id: alertRules.id, name: alertRules.name, spec: alertRules.spec })
    .from(alertRules)
    .where(eq(alertRules.kind, 'metric'))
    .orderBy(alertRules.name)

export async function updateAlertSpec(db: Queryable, id: string, spec: AlertRuleRow['spec']) {
  await db.update(alertRules).set({ spec, waitingFor: null, evaluatedAt: null }).where(eq(alertRules.id, id))
}

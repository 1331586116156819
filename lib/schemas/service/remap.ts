import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Widget } from '@/lib/dashboards/contract'
import { publishChange } from '@/lib/dashboards/service/publish'
import { listWidgets, lockBoard } from '@/lib/dashboards/store/boards'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { AppError } from '@/lib/errors/app-error'
import { columnMetrics, levelMetrics } from '@/lib/metrics/auto'
import { ensureMeasures, insertMetrics } from '@/lib/metrics/store/catalog'
import { listColumnsOf } from '@/lib/metrics/store/columns'
import { alertText, howAlertUses, renameInAlert } from '../alert-use'
import { howWidgetUses, metricsIn, type Renaming, renameInFormula, renameInWidget, type Subject } from '../column-use'
import type { Remap, RemapBody } from '../remap-contract'
import { announceSchemas, type ChangeRow, markRemapped } from '../store/changes'
import { findTableRow, type Queryable } from '../store/tables'
import {
  listAlertRules,
  listAllWidgets,
  listFormulas,
  listMetricsOf,
  listVariables,
  updateAlertSpec,
  updateFormula,
} from '../store/usage'
import { canRemap, requireChange } from './changes'
import { subjectOf } from './used-by'

type Plan = { remap: Omit<Remap, 'applied' | 'boards'>; renaming: Renaming; boards: Map<string, string> }

async function targetOf(db: Queryable, row: ChangeRow, to: string | undefined): Promise<{ from: string; to: string }> {
  const from = row.column
  if (from === null || !canRemap(row)) {
    throw new AppError('conflict', 'Only what read a column that was renamed or dropped can move to another one')
  }
  const target = to ?? (row.kind === 'column_renamed' ? row.current : null)
  const refuse = (message: string) =>
    new AppError('invalid_input', message, { issues: [{ path: 'to', code: 'unknown_column', message }] })
  if (!target) throw refuse('to: say which column takes over')
  const table = row.tableId === null ? undefined : await findTableRow(db, row.tableId)
  const names = table?.state.columns.map(({ name }) => name) ?? []
  if (!names.includes(target)) throw refuse(`to: ${row.tableName} has no column ${target}; it has ${names.join(', ')}`)
  if (target === from) throw refuse(`to: ${from} cannot take over from itself`)
  return { from, to: target }
}

/** The metrics of the old column by those that the new one has or will have, where it is what the old one was. */
async function renameMetrics(context: Context, table: string, from: string, to: string) {
  const old = await listMetricsOf(context.db, table, from)
  const names = new Set(old.map(({ name }) => name))
  const roles = ['numeric', 'categorical', 'identifier'] as const
  const renamed = new Map<string, string>()
  for (const role of roles) {
    const [then, now] = [from, to].map((column) => [
      ...columnMetrics(table, column, role),
      ...levelMetrics(table, column, role),
    ]) as [ReturnType<typeof columnMetrics>, ReturnType<typeof columnMetrics>]
    for (const [index, { name }] of then.entries()) if (names.has(name)) renamed.set(name, now[index]!.name)
  }
  const there = new Set(
    (await listMetricsOf(context.db, table, to)).filter(({ hidden }) => !hidden).map(({ name }) => name),
  )
  return { renamed, there }
}

const widgetText = ({ metric, config }: Pick<Widget, 'metric' | 'config'>) => {
  const queries = (config.queries ?? []).map((query) => [query.metric ?? query.expr, query.filter, query.group_by])
  const own = [metric, config.filter, config.group_by, config.table ? config.columns?.join(', ') : undefined]
  return [...own, ...queries.flat()].filter(Boolean).join(' · ')
}

async function plan(context: Context, row: ChangeRow, body: RemapBody): Promise<Plan> {
  const { db } = context
  const table = row.tableName
  const { from, to } = await targetOf(db, row, body.to)
  const { renamed, there } = await renameMetrics(context, table, from, to)
  const renaming: Renaming = { table, from, to, metrics: renamed }
  const subject: Subject = await subjectOf(db, table, from)
  const moves: Remap['moves'] = []
  const boards = new Map<string, string>()
  for (const { name, expr } of await listFormulas(db)) {
    const after = renameInFormula(expr, renaming)
    if (after === expr) continue
    const read = metricsIn(expr).filter((one) => renamed.has(one))
    const about = { kind: 'formula' as const, id: name, name, how: `reads ${[...new Set(read)].join(', ')}` }
    moves.push({ ...about, path: `/explore/${encodeURIComponent(name)}`, board: null, before: expr, after })
  }
  for (const widget of await listAllWidgets(db)) {
    const after = renameInWidget(widget, renaming)
    if (JSON.stringify(after) === JSON.stringify(widget)) continue
    const { id, title, metric, boardId, board } = widget
    boards.set(boardId, board)
    const about = { kind: 'widget' as const, id, name: title || (metric ?? 'Untitled') }
    const how = howWidgetUses(widget, subject) ?? `filters by ${from}`
    const named = { id: boardId, name: board }
    moves.push({
      ...about,
      how,
      path: `/dashboards/${boardId}`,
      board: named,
      before: widgetText(widget),
      after: widgetText(after),
    })
  }
  for (const { boardId, board, variables } of await listVariables(db)) {
    for (const variable of variables) {
      const after = renameVariable(variable, renaming)
      if (after === variable) continue
      boards.set(boardId, board)
      const about = { kind: 'variable' as const, id: `${boardId}:${variable.name}`, name: `$${variable.name}` }
      const words = (one: BoardVariable) => `${one.label} of ${one.metric}`
      const place = { path: `/dashboards/${boardId}`, board: { id: boardId, name: board } }
      moves.push({
        ...about,
        how: `offers the values of ${from}`,
        ...place,
        before: words(variable),
        after: words(after),
      })
    }
  }
  for (const { id, name, spec } of await listAlertRules(db)) {
    const after = renameInAlert(spec, renaming)
    const how = howAlertUses(spec, subject)
    if (how === null || alertText(after) === alertText(spec)) continue
    const about = { kind: 'alert' as const, id, name, how, path: `/alerts/rules/${id}`, board: null }
    moves.push({ ...about, before: alertText(spec), after: alertText(after) })
  }
  const metrics = [...renamed].map(([old, next]) => ({ from: old, to: next, exists: there.has(next) }))
  return { remap: { change_id: row.id, table, from, to, metrics, moves }, renaming, boards }
}

function renameVariable(variable: BoardVariable, { from, to, metrics }: Renaming): BoardVariable {
  const metric = variable.metric === undefined ? undefined : metrics.get(variable.metric)
  if (metric === undefined) return variable
  return { ...variable, metric, ...(variable.label === from ? { label: to } : {}) }
}

/** Makes the metrics of the new column that are not there yet: of the kind that the old column's were. */
async function makeMetrics({ db }: Context, { table, from, to, metrics }: Renaming) {
  const old = (await listColumnsOf(db.$client, table)).find(({ name }) => name === from)
  if (!old) return
  const wanted = new Set(metrics.values())
  const missing = [
    ...columnMetrics(table, to, old.role, old.unitSet),
    ...levelMetrics(table, to, old.role, old.unitSet),
  ].filter(({ name }) => wanted.has(name))
  if (missing.length === 0) return
  const measures = await ensureMeasures(
    db.$client,
    missing.map(({ kind }) => ({ tableName: table, kind, field: to })),
  )
  const idOf = new Map(measures.map(({ kind, id }) => [kind, id]))
  await insertMetrics(
    db.$client,
    missing.map((metric) => ({ ...metric, tableName: table, measureId: idOf.get(metric.kind)! })),
  )
}

async function moveBoard(tx: Queryable, context: Context, id: string, renaming: Renaming) {
  const row = await lockBoard(tx, id)
  if (!row) return null
  const { name, description, variables } = row
  const before = { name, description, variables, widgets: await listWidgets(tx, id) }
  const after = {
    ...before,
    variables: variables.map((variable) => renameVariable(variable, renaming)),
    widgets: before.widgets.map((widget) => renameInWidget(widget, renaming)),
  }
  const origin = `${renaming.table}.${renaming.from} became ${renaming.to}`
  const made = await publishChange(tx, context, row, { before, after, origin, fields: { edited: true } })
  return { id, name, version: row.version + (made ? 1 : 0) }
}

/**
 * Lets what read a column read the one that took its place: formulas, alert rules, widgets and the variables of boards, each board in a new
 * version. With `preview` it only says what would move. Throws `not_found`, `conflict` and `invalid_input`.
 */
export async function remapColumn(context: Context, id: string, body: RemapBody): Promise<Remap> {
  const { db, now } = context
  const row = await requireChange(db, id)
  const { remap, renaming, boards } = await plan(context, row, body)
  if (body.preview) {
    const listed = [...boards].map(([board, name]) => ({ id: board, name, version: 0 }))
    return { ...remap, applied: false, boards: listed }
  }
  await makeMetrics(context, renaming)
  const moved = await db.transaction(async (tx) => {
    const made = []
    for (const { id: formula, expr } of await listFormulas(tx)) {
      const after = renameInFormula(expr, renaming)
      if (after !== expr) await updateFormula(tx, formula, after)
    }
    for (const { id: rule, spec } of await listAlertRules(tx)) {
      const after = renameInAlert(spec, renaming)
      if (alertText(after) !== alertText(spec)) await updateAlertSpec(tx, rule, after)
    }
    for (const board of [...boards.keys()].sort()) {
      const done = await moveBoard(tx, context, board, renaming)
      if (done) made.push(done)
    }
    await markRemapped(tx, id, now)
    await announceSchemas(tx)
    return made
  })
  return { ...remap, applied: true, boards: moved }
}

import 'server-only'
import { nearest } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import type { Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'
import { columnMetrics, kindsOf, levelMetrics } from '../auto'
import type { ColumnList, ColumnPatch } from '../columns-contract'
import type { ColumnRole, MeasureKind } from '../contract'
import { readOverrides } from '../override'
import { ensureMeasures, hideMetrics, insertMetrics } from '../store/catalog'
import { type ColumnOfTable, listColumnsOf, updateColumn } from '../store/columns'
import { readLevelStates } from '../store/levels'
import { discoveredRole, listTableColumns } from './list-columns'

type Place = { table: string; column: string }

function requireColumn(columns: ColumnOfTable[], { table, column }: Place): ColumnOfTable[] {
  if (columns.length === 0)
    throw new AppError('not_found', `No table called ${JSON.stringify(table)} has sent a column`)
  const own = columns.filter(({ name }) => name === column)
  if (own.length > 0) return own
  const names = columns.map(({ name }) => name)
  const meant = nearest(column, names)
  const hint = meant ? `; did you mean ${meant}?` : ''
  throw new AppError('not_found', `${table} has no column ${JSON.stringify(column)}${hint}`)
}

/** Shows the metrics that a column has from now on and hides those that it had as what it was. */
async function showMetrics(
  tx: Transaction,
  { tableId, table, name, role: before }: ColumnOfTable,
  role: ColumnRole,
  unit: string | null,
) {
  const measuresOf = (kinds: MeasureKind[]) =>
    ensureMeasures(
      tx,
      kinds.map((kind) => ({ tableName: table, kind, field: name })),
    )
  if (before !== role) {
    const gone = await measuresOf(kindsOf(before))
    await hideMetrics(
      tx,
      gone.map(({ id }) => id),
    )
  }
  const [levels] = await readLevelStates(tx, [tableId])
  const hasLevels = levels?.followed.some(({ kind }) => kind === 'rows')
  const wanted = [
    ...columnMetrics(table, name, role, unit),
    ...(hasLevels ? levelMetrics(table, name, role, unit) : []),
  ]
  if (wanted.length === 0) return
  const measures = await measuresOf([...new Set(wanted.map(({ kind }) => kind))])
  const idOf = new Map(measures.map(({ kind, id }) => [kind, id]))
  await insertMetrics(
    tx,
    wanted.map((metric) => ({ ...metric, tableName: table, measureId: idOf.get(metric.kind)! })),
  )
}

/**
 * Sets what a column is, or leaves it to discovery again. Values are counted by the new role from then on: what was written
 * before is not counted again. Throws `not_found`, and `conflict` where the configuration sets the column.
 */
export async function setColumn(context: Context, place: Place, patch: ColumnPatch): Promise<ColumnList> {
  const { db, config } = context
  const overrides = readOverrides(config.metrics.columns)
  const changed = await db.$client.begin(async (tx) => {
    const own = requireColumn(await listColumnsOf(tx, place.table), place)
    const fixed = own.some(({ schema, table, name }) => {
      const { role, unit } = overrides(schema, table, name)
      return role !== null || unit !== null
    })
    if (fixed) {
      const message = `${place.column} of ${place.table} is set by metrics.columns of the configuration; change it there`
      throw new AppError('conflict', message)
    }
    const states = []
    for (const column of own) {
      const roleSet = patch.role === undefined ? column.roleSet : patch.role
      const unitSet = patch.unit === undefined ? column.unitSet : patch.unit
      const role = roleSet ?? discoveredRole(column)
      const state = { tableId: column.tableId, name: column.name, role, roleSet, unitSet }
      await updateColumn(tx, state)
      await showMetrics(tx, column, role, unitSet)
      states.push(state)
    }
    return states
  })
  const { columns, live } = getRuntime()
  for (const one of changed) columns.override(one)
  live.publish({ tables: [place.table], topics: ['metrics'] })
  return listTableColumns(context, place.table)
}

import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { readLevelStates } from '../store/levels'
import { findColumn, listChangedRows, listRowVersions } from '../store/transitions'
import { countTransitions, followValue, type Transition } from '../transitions'
import type { Transitions, TransitionsQuery } from '../transitions-contract'
import { iso } from './interval'

const dayMs = 86_400_000
const mostRows = 20_000
const rowsAtOnce = 1000

/**
 * How rows of a table went from one value of a category to another in [from, to), from the versions of rows that are kept.
 * Throws `not_found` for a column that there is not, `bad_request` for one that is no category.
 */
export async function readTransitions(context: Context, query: TransitionsQuery): Promise<Transitions> {
  const { table, field } = query
  const sql = context.db.$client
  const to = query.to === undefined ? context.now.getTime() : Date.parse(query.to)
  const from = query.from === undefined ? to - dayMs : Date.parse(query.from)
  if (from > to) throw new AppError('bad_request', `from (${iso(from)}) lies after to (${iso(to)})`)
  const columns = await findColumn(sql, table, field)
  if (columns.length === 0) {
    throw new AppError(
      'not_found',
      `No table called ${JSON.stringify(table)} has sent a column ${JSON.stringify(field)}`,
    )
  }
  const tableIds = columns.filter(({ role }) => role === 'categorical').map(({ tableId }) => tableId)
  if (tableIds.length === 0) {
    const message = `field: ${field} of ${table} is taken for ${columns[0]!.role}, not for a category`
    throw new AppError('bad_request', message)
  }
  const found = await listChangedRows(sql, tableIds, { from, to, limit: mostRows + 1 })
  const rows = found.slice(0, mostRows)
  const truncations = new Map((await readLevelStates(sql, tableIds)).map((state) => [state.tableId, state.truncations]))
  const transitions: Transition[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    for (const row of await listRowVersions(sql, rows.slice(at, at + rowsAtOnce))) {
      for (const one of followValue(row.versions, field, row.begunAt, truncations.get(row.tableId) ?? [])) {
        if (one.at >= from && one.at < to) transitions.push(one)
      }
    }
  }
  const counted = countTransitions(transitions).map(({ medianDwellSeconds, ...pair }) => ({
    ...pair,
    median_dwell_seconds: medianDwellSeconds,
  }))
  const complete = found.length <= mostRows
  return { table, field, from: iso(from), to: iso(to), rows: rows.length, complete, transitions: counted }
}

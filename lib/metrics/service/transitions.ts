import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { findColumn, listTransitionTables } from '../store/transitions'
import { countTransitions, type Transition } from '../transitions'
import type { Transitions, TransitionsQuery } from '../transitions-contract'
import { readTransitionsOf } from './follow-transitions'
import { iso, lastDay } from './interval'

const dayMs = 86_400_000

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
  if (!columns.some(({ role }) => role === 'categorical')) {
    const message = `field: ${field} of ${table} is taken for ${columns[0]!.role}, not for a category`
    throw new AppError('bad_request', message)
  }
  const ids = new Set(columns.map(({ tableId }) => tableId))
  const followed = await listTransitionTables(sql, columns[0]!.tableName, field)
  const tables = followed.filter(({ tableId }) => ids.has(tableId))
  const found: Transition[] = []
  for (const { tableId, knownSince } of tables) {
    const asked = { from: Math.min(Math.max(from, knownSince), lastDay), to: Math.min(to, lastDay) }
    found.push(...(await readTransitionsOf(context, { tableId, field }, asked)))
  }
  const counted = countTransitions(found).map(({ medianDwellSeconds, ...pair }) => ({
    ...pair,
    median_dwell_seconds: medianDwellSeconds,
  }))
  const knownSince = Math.max(from, ...tables.map((one) => one.knownSince))
  return { table, field, from: iso(from), to: iso(to), known_since: iso(knownSince), transitions: counted }
}

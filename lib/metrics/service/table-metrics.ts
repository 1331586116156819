import 'server-only'
import type { Sql } from '@/lib/db/client'
import { tableMetrics } from '../auto'
import { ensureMeasures, insertMetrics, listTablesLacking } from '../store/catalog'

/** Gives tables that were known before a metric of every table was thought of the ones that they lack. */
export async function ensureTableMetrics(sql: Sql): Promise<void> {
  const kinds = [...new Set(tableMetrics('').map(({ kind }) => kind))]
  const tables = await listTablesLacking(sql, kinds)
  if (tables.length === 0) return
  const wanted = tables.flatMap((tableName) => tableMetrics(tableName).map((metric) => ({ ...metric, tableName })))
  const made = await ensureMeasures(sql, wanted)
  const ids = new Map(made.map(({ id, tableName, kind }) => [`${kind} ${tableName}`, id]))
  await insertMetrics(
    sql,
    wanted.map((metric) => ({ ...metric, measureId: ids.get(`${metric.kind} ${metric.tableName}`)! })),
  )
}

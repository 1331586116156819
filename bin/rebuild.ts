import { readConfig } from '@/lib/config/load'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { migrateDatabase } from '@/lib/db/migrate'
import { Partitions } from '@/lib/db/partitions'
import { readOverrides } from '@/lib/metrics/override'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { rebuildRollups } from '@/lib/metrics/service/rebuild'
import { rebuildLevels } from '@/lib/metrics/service/rebuild-levels'
import { createLog } from '@/lib/runtime/log'
import type { Asked } from './description'
import { reachDatabase } from './reach-database'
import { rebuildProgress } from './rebuild-progress'
import { RebuildReport } from './rebuild-report'
import { migrationsFolder } from './version'

const statementTimeoutMs = 600_000

export async function run({ options: given }: Asked): Promise<number> {
  const { check, json, table, from, to } = given as {
    check?: true
    json?: true
    table?: string
    from?: number
    to?: number
  }
  const options = { check: Boolean(check), ...(table && { table }), ...(from && { from }), ...(to && { to }) }
  const config = readConfig()
  const server = await reachDatabase(config)
  const db = openDatabase({ url: server.url, poolSize: 5, statementTimeoutMs })
  const sql = db.$client
  try {
    await migrateDatabase(server.url, migrationsFolder())
    const { retention, auto_discover, max_tables, max_columns, max_series, columns } = config.metrics
    const bounds = { maxTables: max_tables, maxColumns: max_columns, maxSeries: max_series }
    const catalog = new Catalog(sql, bounds, readOverrides(columns))
    const compactor = new Compactor({ sql, partitions: new Partitions(sql, retention), log: createLog('error') })
    let stopped = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true))
    const parts = { sql, catalog, autoDiscover: auto_discover, compact: () => compactor.run() }
    const report = new RebuildReport(options.check)
    const bar = rebuildProgress(process.stderr, Boolean(json))
    for await (const progress of rebuildRollups(parts, { ...options, stopping: () => stopped })) {
      report.add(progress.last)
      bar.show(progress)
    }
    bar.end()
    for await (const one of rebuildLevels(parts, { ...options, stopping: () => stopped })) report.addLevels(one)
    compactor.stop()
    process.stdout.write(json ? `${JSON.stringify(report.toJson(stopped), null, 2)}\n` : report.toText(stopped))
    if (stopped) return 130
    return report.isEqual ? 0 : 1
  } finally {
    await closeDatabase(db)
    await server.stop()
  }
}

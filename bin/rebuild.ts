import { parseArgs } from 'node:util'
import { readConfig } from '@/lib/config/load'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { migrateDatabase } from '@/lib/db/migrate'
import { Partitions } from '@/lib/db/partitions'
import { parseInstant } from '@/lib/events/instant'
import { readOverrides } from '@/lib/metrics/override'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { rebuildRollups } from '@/lib/metrics/service/rebuild'
import { rebuildLevels } from '@/lib/metrics/service/rebuild-levels'
import { createLog } from '@/lib/runtime/log'
import { runCommand, UsageError } from './command'
import { reachDatabase } from './reach-database'
import { rebuildProgress } from './rebuild-progress'
import { RebuildReport } from './rebuild-report'

const usage = `usage: datawatch rebuild [--check] [--table NAME] [--from TIME] [--to TIME] [--json]

Recomputes the rollups from the raw events that remain, day by day, and proves them equal. DataWatch may go on running.
Days of which raw events have expired are left as they are. Then compares what levels are now with the rows that are known, which
never expire, and sets those that differ.

  --check       compares and changes nothing
  --table NAME  only the tables of this name, such as orders or public.orders
  --from TIME   from the day of this time on, such as 2026-03-01T00:00:00Z
  --to TIME     up to this time
  --json        the report as JSON

Ends with 0 where all is equal (or was made so), 1 where something differs, 2 where it could not run, 130 where it was stopped.
`

function readOptions() {
  const string = { type: 'string' } as const
  const boolean = { type: 'boolean', default: false } as const
  const options = { check: boolean, json: boolean, help: boolean, table: string, from: string, to: string }
  try {
    const { values } = parseArgs({ options })
    const instant = (name: 'from' | 'to') => {
      const at = values[name] === undefined ? undefined : parseInstant(values[name])
      if (at === null)
        throw new UsageError(`--${name}: expected a time such as 2026-03-01T00:00:00Z, not ${values[name]}`)
      return at === undefined ? {} : { [name]: at }
    }
    const { check, json, help, table } = values
    return { json, help, options: { check, ...(table ? { table } : {}), ...instant('from'), ...instant('to') } }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message)
  }
}

const statementTimeoutMs = 600_000

async function run(): Promise<number> {
  const { json, help, options } = readOptions()
  if (help) {
    process.stdout.write(usage)
    return 0
  }
  const config = readConfig()
  const server = await reachDatabase(config)
  const db = openDatabase({ url: server.url, poolSize: 5, statementTimeoutMs })
  const sql = db.$client
  try {
    await migrateDatabase(server.url)
    const { retention, auto_discover, max_tables, max_columns, max_series, columns } = config.metrics
    const bounds = { maxTables: max_tables, maxColumns: max_columns, maxSeries: max_series }
    const catalog = new Catalog(sql, bounds, readOverrides(columns))
    const compactor = new Compactor({ sql, partitions: new Partitions(sql, retention), log: createLog('error') })
    let stopped = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true))
    const parts = { sql, catalog, autoDiscover: auto_discover, compact: () => compactor.run() }
    const report = new RebuildReport(options.check)
    const bar = rebuildProgress(process.stderr, json)
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

runCommand('rebuild', usage, run)

import 'server-only'
import { resolve } from 'node:path'
import { Gate } from '@/lib/access/service/gate'
import { applyConfiguredOwner } from '@/lib/access/service/setup'
import { applyConfiguredRules } from '@/lib/alerts/service/configured-rules'
import { startDelivery } from '@/lib/alerts/service/start-delivery'
import { AlertWatch } from '@/lib/alerts/service/watch'
import { DetectionThread, type StartThread } from '@/lib/anomalies/service/detection-thread'
import { loadConfig } from '@/lib/config/load'
import { tellNextAuth } from '@/lib/config/next-auth-url'
import type { Config } from '@/lib/config/schema'
import { BoardFolder } from '@/lib/dashboards/service/board-folder'
import { ensureStarterDashboards } from '@/lib/dashboards/service/starters'
import { closeDatabase, openDatabase, openWriterPool, type Sql } from '@/lib/db/client'
import { DiskSpace, findDataFolder } from '@/lib/db/disk-space'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { Partitions } from '@/lib/db/partitions'
import { Intake } from '@/lib/events/intake'
import { EventTail } from '@/lib/events/service/tail'
import { AnswersAtHand } from '@/lib/metrics/answers-at-hand'
import { readOverrides } from '@/lib/metrics/override'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { ensureTableMetrics } from '@/lib/metrics/service/table-metrics'
import { RuleBook } from '@/lib/quality/service/rule-book'
import { QualityWatch } from '@/lib/quality/service/watch'
import { openShared } from '@/lib/redis/open-shared'
import { SchemaWatch } from '@/lib/schemas/service/watch'
import { HeardBook } from '@/lib/sources/service/heard-book'
import { startEngine } from '@/lib/storage/service/start-engine'
import { collectorOf, startTelemetry } from '@/lib/telemetry/start'
import { coalesce } from './coalesce'
import { withDemoSource } from './demo'
import { readFigures } from './exposition'
import { followSources } from './follow-sources'
import { Live } from './live'
import { createLog, type Log } from './log'
import { openWriter, writersInFlight } from './open-writer'
import { createContext, type Runtime, setRuntime } from './runtime'
import { startSchedule } from './schedule'
import { warnOfLost, withPseudonymKey } from './sealed'

/** Starter boards also follow what is learned of values, not only the discovery of metrics. */
const startersMs = 60_000

/** Finding out who asks takes one look each, and many who ask share it. */
const gateConnections = 2

const system = { kind: 'system', name: 'system' } as const

async function reachDatabase({ database }: Config, log: Log) {
  if (database.url) return { url: database.url, stop: async () => {} }
  return startEmbeddedPostgres({ dataDir: resolve(database.data_dir), log })
}

/** Watches the disk of a database on this machine; one elsewhere says itself when its disk is full. */
async function watchDisk(sql: Sql, url: string, log: Log): Promise<DiskSpace | undefined> {
  const folder = await findDataFolder(sql, url)
  const disk = folder ? new DiskSpace({ folder, log, relieve: () => sql`checkpoint` }) : undefined
  disk?.start()
  return disk
}

function createCatalog({ metrics }: Config, sql: Sql): Catalog {
  const { max_tables, max_columns, max_series, columns } = metrics
  const bounds = { maxTables: max_tables, maxColumns: max_columns, maxSeries: max_series }
  return new Catalog(sql, bounds, readOverrides(columns))
}

/**
 * The parts of this process, in order: configuration, database, migrations, writer, live updates, schedule, sources. Without
 * `startThread` detection runs in this one.
 */
export async function boot(config: Config = loadConfig(), startThread?: StartThread): Promise<Runtime> {
  const log = createLog(config.log.level, { tracesLines: collectorOf(config) !== undefined })
  for (const warning of config.warnings) log.warn(warning)
  tellNextAuth(config.server.public_url)
  const server = await reachDatabase(config, log)
  await migrateDatabase(server.url)
  const { pool_size, statement_timeout } = config.database
  const pool = { url: server.url, statementTimeoutMs: statement_timeout }
  const db = openDatabase({ ...pool, poolSize: pool_size })
  const writerSql = openWriterPool({ ...pool, poolSize: 2 * writersInFlight })
  await ensureTableMetrics(db.$client)
  const { redis, answers, relay, limits } = await openShared(config, db.$client, log)
  const live = new Live(db.$client, log, relay)
  const makeContext = () => createContext(system)
  const starters = coalesce(() => ensureStarterDashboards(makeContext()), log)
  const disk = await watchDisk(db.$client, server.url, log)
  const catalog = createCatalog(config, writerSql)
  const partitions = new Partitions(db.$client, config.metrics.retention)
  const compactor = new Compactor({ sql: db.$client, partitions, log })
  const { engine, feeder } = await startEngine({
    sql: db.$client,
    metrics: config.metrics,
    compact: () => compactor.run(),
    log,
  })
  const rules = new RuleBook(db.$client)
  const schemas = new SchemaWatch(db, log)
  const quality = new QualityWatch(makeContext, log)
  const atHand = config.database.url || engine ? undefined : new AnswersAtHand()
  const own = { config, atHand, sql: writerSql, catalog, compactor, live, log, disk }
  const parts = { ...own, rules, quality, schemas, discovered: starters.ask, full: () => feeder.blocked }
  const writer = openWriter(parts)
  const data = { databaseUrl: server.url, statementTimeoutMs: statement_timeout, logLevel: config.log.level }
  const detection = new DetectionThread({ data, start: startThread, log })
  const running: { stop(): Promise<void> }[] = []
  const gate = new Gate(openWriterPool({ ...pool, poolSize: gateConnections }), config.access.session_idle, limits)
  const telemetry = await startTelemetry(config, log, readFigures)
  const runtime: Runtime = {
    config: withDemoSource(await withPseudonymKey(db, config), server.url),
    db,
    log,
    writer,
    columns: catalog.columns,
    rules,
    schemas,
    gate,
    live,
    redis,
    answers,
    atHand,
    intake: new Intake({
      maxRequests: config.ingest.max_requests,
      maxReadingBytes: config.ingest.max_reading_bytes,
      maxHandlingBytes: config.ingest.max_handling_bytes,
    }),
    stopping: false,
    tail: new EventTail(db.$client, live, log, statement_timeout),
    detection,
    heard: new HeardBook(makeContext, () => live.publish({ topics: ['sources'] })),
    engine,
    feeder,
    telemetry,
    stop: async () => {
      runtime.stopping = true
      for (const part of running.reverse()) await part.stop()
      await writer.stop()
      await runtime.heard.stop()
      rules.stop()
      await quality.stop()
      await schemas.stop()
      await feeder.stop()
      compactor.stop()
      await engine?.close()
      disk?.stop()
      await starters.stop()
      await live.stop()
      await telemetry?.stop()
      redis?.stop()
      await Promise.all([closeDatabase(db), writerSql.end({ timeout: 1 }), gate.stop()])
      await server.stop()
      setRuntime(undefined)
    },
  }
  setRuntime(runtime)
  await applyConfiguredOwner(makeContext())
  await rules.start()
  live.subscribe({ change: ({ topics }) => topics.includes('quality-rules') && rules.refresh(), end: () => {} })
  compactor.start()
  feeder.start()
  await live.start()
  const folder = new BoardFolder(makeContext)
  await folder.start()
  running.push(folder)
  starters.ask()
  const startersTimer = setInterval(starters.ask, startersMs)
  running.push({ stop: async () => clearInterval(startersTimer) })
  running.push(await startDelivery(makeContext, live))
  await warnOfLost(runtime)
  if (config.alerts.enabled) {
    await applyConfiguredRules(makeContext())
    const alerts = new AlertWatch(makeContext, log)
    live.subscribe({ change: (change) => alerts.saw(change), end: () => {} })
    running.push(alerts)
  }
  running.push(startSchedule(makeContext))
  running.push(detection)
  running.push(followSources(makeContext, live, schemas))
  return runtime
}

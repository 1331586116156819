import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { readConfig } from '@/lib/config/load'
import { median } from '@/lib/stats/median'
import type { Point, SeriesNames, StorageEngine } from '@/lib/storage/engine'
import { SampleTable } from '@/lib/storage/engines/sample-table'
import { openEngine } from '@/lib/storage/open-engine'
import { EngineServer, engineSettings, type Product, whyMissing } from '@/tests/support/engine-servers'
import { TestDatabase } from '@/tests/support/test-database'
import { measureIngest } from './ingest'
import { line, machine, mib, ms, thousands } from './machine'
import { samplePoint, seriesCount } from './samples'
import { startBenchServer } from './server'
import { orderEvent } from './workload'

const numberOf = (name: string, usual: number) =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
const samples = numberOf('samples', 1_000_000)
const events = numberOf('events', 160_000)

const batch = 5000
const asked = 20
const minuteMs = 60_000
const dayMs = 1440 * minuteMs
const installation = 'bench'
const leastRatio = 0.5
/** VictoriaMetrics shows nothing of the last seconds. */
const shownAfterMs = 5000

type Opened = {
  engine: Pick<StorageEngine, 'write' | 'read' | 'close'>
  /** The bytes of what it has, once it has put it where it stays. */
  bytes(): Promise<number>
  /** What has a server of DataWatch use it. */
  env: Record<string, string>
  stop(): Promise<void>
}
type Candidate = { name: string; missing: string | null; open(): Promise<Opened> }

const reference: Candidate = {
  name: 'a table of PostgreSQL',
  missing: null,
  open: async () => {
    const database = await TestDatabase.start()
    return {
      engine: new SampleTable(database.url, installation),
      bytes: () => restingBytes(database.url),
      env: {},
      stop: () => database.stop(),
    }
  },
}

async function restingBytes(url: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql.unsafe('vacuum analyze')
  const [row] = await sql`select sum(pg_total_relation_size(oid))::float8 as bytes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  await sql.end()
  return row!.bytes as number
}

/** What has a product write to its files of the long run what it keeps in a log or in memory, and where they lie. */
const rest: Record<Product, (server: EngineServer) => Promise<string>> = {
  prometheus: async ({ url, folder }) => {
    await fetch(`${url}/api/v1/admin/tsdb/snapshot`, { method: 'POST' })
    return join(folder, 'data/snapshots')
  },
  'victoria-metrics': async ({ url, folder }) => {
    await fetch(`${url}/internal/force_flush`)
    await fetch(`${url}/internal/force_merge`)
    await pause(5000)
    return join(folder, 'data')
  },
  influxdb: async ({ folder }) => {
    await pause(20_000)
    return join(folder, 'data')
  },
}

async function candidate(product: Product): Promise<Candidate> {
  return {
    name: product,
    missing: await whyMissing(product),
    open: async () => {
      const server = await EngineServer.start(product, { flags: flags[product] })
      const env = engineSettings(product, server.url)
      const { metrics } = readConfig({ env: { NODE_ENV: 'production', ...env }, cwd: server.folder })
      const engine = openEngine(product === 'influxdb' ? product : 'prometheus', metrics, installation)!
      const bytes = async () => bytesIn(await rest[product](server))
      return { engine, bytes, env, stop: () => server.stop() }
    },
  }
}

const flags: Partial<Record<Product, string[]>> = { prometheus: ['--web.enable-admin-api'] }

const bytesIn = (folder: string) => Number(execFileSync('du', ['-sb', folder]).toString().split('\t')[0])

const names: SeriesNames = new Map(
  Array.from({ length: seriesCount }, (_, id) => [
    id + 1,
    { table: 'orders', schema: 'public', field: 'amount', kind: 'value', labels: { region: `r${id}` } },
  ]),
)

/** The same points to each, in the order in which minutes end. */
async function measureWrites({ engine }: Opened, start: number) {
  const began = performance.now()
  for (let from = 0; from < samples; from += batch) {
    const points = Array.from({ length: Math.min(batch, samples - from) }, (_, at) => samplePoint(from + at, start))
    const refused = await engine.write(points, names)
    if (refused.points.length > 0) throw new Error(`${refused.points.length} refused: ${refused.reason}`)
  }
  return samples / ((performance.now() - began) / 1000)
}

/** Milliseconds for a day of one series, and for all series of an hour. */
async function measureReads({ engine }: Opened, start: number) {
  const read = async (seriesIds: number[], from: number, to: number, wanted: number) => {
    const times: number[] = []
    for (let turn = 0; turn < asked; turn += 1) {
      const began = performance.now()
      const points: Point[] = await engine.read({ seriesIds, from, to })
      times.push(performance.now() - began)
      if (points.length !== wanted) throw new Error(`${points.length} points instead of ${wanted}`)
    }
    return median(times)
  }
  await pause(shownAfterMs)
  const minutes = Math.min(1440, Math.floor(samples / seriesCount))
  const all = Array.from({ length: seriesCount }, (_, id) => id + 1)
  return {
    day: await read([7], start, start + dayMs, minutes),
    hour: await read(all, start, start + 60 * minuteMs, Math.min(60, minutes) * seriesCount),
  }
}

/** Events a second while minutes go to the engine behind them. */
async function measureIngestion(env: Record<string, string>) {
  const server = await startBenchServer('server.mjs', { ...env, DATAWATCH_METRICS_SETTLE: '1m' })
  try {
    const options = { batch: 100, senders: 4 }
    await measureIngest(server, { ...options, events: events / 10, first: 0 }, orderEvent)
    return (await measureIngest(server, { ...options, events, first: events / 10 }, orderEvent)).perSecond
  } finally {
    await server.stop()
  }
}

/** Each engine with the same samples, and ingestion beside it next to ingestion without one. */
async function main() {
  line(`${machine()}; ${thousands(samples)} samples of ${seriesCount} series`)
  const products: Product[] = ['prometheus', 'victoria-metrics', 'influxdb']
  const candidates = [reference, ...(await Promise.all(products.map(candidate)))]
  const minutes = Math.ceil(samples / seriesCount)
  const start = Math.floor(Date.now() / minuteMs - minutes - 10) * minuteMs
  line('| engine | written a second | bytes a sample | a day of one series | an hour of all | ingestion beside it |')
  line('|---|---|---|---|---|---|')
  for (const { name, missing, open } of candidates) {
    if (missing !== null) {
      line(`| ${name} | not here: ${missing} | | | | |`)
      continue
    }
    const opened = await open()
    try {
      const perSecond = await measureWrites(opened, start)
      const { day, hour } = await measureReads(opened, start)
      const bytes = (await opened.bytes()) / samples
      const plain = await measureIngestion({})
      const beside = name === reference.name ? plain : await measureIngestion(opened.env)
      const ratio = beside / plain
      if (ratio < leastRatio) process.exitCode = 1
      const ingestion =
        name === reference.name ? `${thousands(plain)}/s` : `${ratio.toFixed(2)} of ${thousands(plain)}/s`
      line(
        `| ${name} | ${thousands(perSecond)} | ${bytes.toFixed(1)} (${mib(bytes * samples)}) | ${ms(day)} | ${ms(hour)} | ${ingestion} |`,
      )
    } finally {
      await opened.engine.close()
      await opened.stop()
    }
  }
}

await main()

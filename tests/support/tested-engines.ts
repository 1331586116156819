import { inject } from 'vitest'
import type { StorageEngine } from '@/lib/storage/engine'
import { InfluxEngine } from '@/lib/storage/engines/influxdb'
import { PrometheusEngine } from '@/lib/storage/engines/prometheus'
import { SampleTable } from '@/lib/storage/engines/sample-table'
import { TimescaleEngine } from '@/lib/storage/engines/timescale'
import { EngineServer, type Product, whyMissing } from './engine-servers'
import { createDatabase } from './runtime'

export type TestedEngine = {
  engine: StorageEngine
  server: EngineServer | null
  /** How long after a write nothing of it is shown; who looks earlier is told for longer that there is nothing. */
  hiddenMs: number
  /** The same engine for another installation. */
  beside(installation: string): StorageEngine
  stop(): Promise<void>
}
/** `keepsAtOnce`: what was acknowledged survives a kill; VictoriaMetrics has the last seconds in memory alone. */
export type EngineCase = { name: string; missing: string | null; keepsAtOnce: boolean; open(): Promise<TestedEngine> }

const installation = 'conformance'

const openers = {
  prometheus: (url: string, own: string) => new PrometheusEngine({ url }, own),
  'victoria-metrics': (url: string, own: string) => new PrometheusEngine({ url }, own),
  influxdb: (url: string, own: string) => new InfluxEngine({ url, database: 'datawatch' }, own),
} satisfies Partial<Record<Product, (url: string, own: string) => StorageEngine>>

async function serverCase(product: keyof typeof openers): Promise<EngineCase> {
  return {
    name: product,
    missing: await whyMissing(product),
    keepsAtOnce: product !== 'victoria-metrics',
    open: async () => {
      const server = await EngineServer.start(product)
      const make = (own: string) => openers[product](server.url, own)
      const engine = make(installation)
      const stop = async () => {
        await engine.close()
        await server.stop()
      }
      const hiddenMs = product === 'victoria-metrics' ? 2000 : 0
      return { engine, server, hiddenMs, beside: make, stop }
    },
  }
}

/** The reference: the same table as TimescaleDB's, without the extension. */
const reference: EngineCase = {
  name: 'a table of PostgreSQL',
  missing: null,
  keepsAtOnce: true,
  open: async () => {
    const database = await createDatabase()
    const make = (own: string): StorageEngine => {
      const table = new SampleTable(database.url, own)
      return {
        name: 'timescale',
        overwrites: true,
        durable: true,
        check: async () => ({
          product: 'PostgreSQL',
          version: await version(table),
          keepsMs: null,
          takesBackMs: null,
          warnings: [],
        }),
        write: (points, names) => table.write(points, names),
        read: (question) => table.read(question),
        list: () => table.list(),
        expire: (before) => table.expire(before),
        close: () => table.close(),
      }
    }
    const engine = make(installation)
    const stop = async () => {
      await engine.close()
      await database.drop()
    }
    return { engine, server: null, hiddenMs: 0, beside: make, stop }
  },
}

const version = async (table: SampleTable) =>
  (await table.ask((sql) => sql<{ version: string }[]>`select current_setting('server_version') as version`))[0]!
    .version

async function whyNoTimescale(): Promise<string | null> {
  const engine = new TimescaleEngine(inject('postgresUrl'), installation)
  const failure = await engine.check().then(
    () => null,
    (error: Error) => error.message,
  )
  await engine.close()
  return failure
}

const timescale: EngineCase = {
  name: 'timescale',
  missing: await whyNoTimescale(),
  keepsAtOnce: true,
  open: async () => {
    const database = await createDatabase()
    const make = (own: string) => new TimescaleEngine(database.url, own)
    const engine = make(installation)
    const stop = async () => {
      await engine.close()
      await database.drop()
    }
    return { engine, server: null, hiddenMs: 0, beside: make, stop }
  },
}

/** Every engine, those that cannot be had here with the reason. */
export const engineCases: EngineCase[] = [
  reference,
  await serverCase('prometheus'),
  await serverCase('victoria-metrics'),
  await serverCase('influxdb'),
  timescale,
]

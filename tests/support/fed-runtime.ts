import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { Feeder } from '@/lib/storage/service/feeder'
import { awaitCompacted } from './compacted'
import { EngineServer, engineSettings, type Product } from './engine-servers'
import { startRuntime } from './runtime'

const dayMs = 86_400_000
const iso = (at: number) => new Date(at).toISOString()

/**
 * DataWatch with a storage engine of its own that holds minutes from 40 days ago on, of which none has been sealed in the last 25: so
 * what a test sends of that time takes the way that the running minute takes.
 */
export async function startFed(product: Product, asked: Parameters<typeof EngineServer.start>[1] = {}) {
  const server = await EngineServer.start(product, asked)
  const runtime = await startRuntime({
    ...engineSettings(product, server.url),
    DATAWATCH_METRICS_RETENTION: '60d',
  })
  const sql = runtime.db.$client
  const now = Date.now()
  await runtime.feeder.stop()
  await sql`
    update engine_state set kept_from = ${iso(now - 40 * dayMs)}::timestamptz,
      sealed_before = date_trunc('minute', ${iso(now - 25 * dayMs)}::timestamptz)`
  const { engine, log } = runtime
  const parts = {
    sql,
    engine,
    log,
    wanted: engine!.name,
    compact: async () => {},
    settleMs: 180_000,
    confirmMs: 30_000,
  }
  const feederWith = () => {
    const feeder = new Feeder({ ...parts, keepMs: 60 * dayMs, outboxRows: 1_000_000 })
    /** A turn of the feeder, half a minute after the last of any, or later. */
    return (laterMs = 31_000) => {
      at += laterMs
      return feeder.run(at)
    }
  }
  let at = now
  const feed = feederWith()
  const waiting = async () => {
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from outbox`
    return row!.rows
  }
  return {
    runtime,
    server,
    sql,
    feed,
    /** What feeds, as another process has one. */
    another: feederWith,
    waiting,
    /** Has PostgreSQL let go of minutes as it does two weeks from now. */
    dropMinutes: () =>
      expireSamples({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(Date.now() + 16 * dayMs) }),
    /** Feeds until the engine is known to hold all that is sealed. VictoriaMetrics shows nothing at once. */
    drain: async () => {
      await awaitCompacted(sql)
      await feed()
      if (product === 'victoria-metrics') await pause(2000)
      await expect.poll(() => feed().then(waiting), { timeout: 30_000, interval: 200 }).toBe(0)
    },
    /** Kills the engine. What VictoriaMetrics took it has written down after 5 s; the feeder waits for 30, which are not waited for here. */
    killEngine: async () => {
      if (product === 'victoria-metrics') await pause(6000)
      await server.kill()
    },
    stop: async () => {
      await runtime.stop()
      await server.stop()
    },
  }
}
export type Fed = Awaited<ReturnType<typeof startFed>>

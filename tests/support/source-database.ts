import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { configSchema } from '@/lib/config/schema'
import type { Context } from '@/lib/context/context'
import { type Database, openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { AppError } from '@/lib/errors/app-error'
import type { Receipt } from '@/lib/events/contract'
import { createLog } from '@/lib/runtime/log'
import type { NativeMessage } from '@/lib/sources/postgres/row-event'
import { startSources } from '@/lib/sources/service/start'

export type Received = NativeMessage & { times: number }

/** A PostgreSQL of its own with DataWatch's database and, in `source`, one to follow. */
export async function startSourceDatabase() {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-source-'))
  chmodSync(dataDir, 0o711)
  const quiet = { info: () => {}, warn: () => {} }
  const server = await startEmbeddedPostgres({ dataDir, log: quiet })
  await migrateDatabase(server.url)
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  const [{ data_directory: folder }] = (await admin`show data_directory`) as unknown as [{ data_directory: string }]
  const sourceUrl = (name: string) => Object.assign(new URL(server.url), { pathname: `/${name}` }).toString()
  return {
    admin,
    url: server.url,
    sourceUrl,
    /** Makes an empty database to follow. */
    async create(name: string) {
      await admin.unsafe(`create database ${name}`)
      return postgres(sourceUrl(name), { max: 10, onnotice: () => {} })
    },
    /** Drops a slot once the server has noticed that nobody reads it any more. */
    async dropSlot(name: string) {
      await until(
        async () => (await admin`select from pg_replication_slots where slot_name = ${name} and active`).length === 0,
      )
      await admin`select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ${name}`
    },
    /** Stops the server as a power cut does; its launcher starts it again. */
    crash() {
      process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT')
    },
    async stop() {
      await admin.end({ timeout: 1 })
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Takes events as ingestion does, each id once, and answers when `open` lets it. */
export function createSink() {
  const events = new Map<string, Received>()
  const sink = {
    events,
    order: [] as Received[],
    /** How many more batches are taken before they are refused. */
    takes: Number.POSITIVE_INFINITY,
    slowMs: 0,
    /** How many batches were begun; while `held`, none ends. */
    begun: 0,
    held: false,
    batches: [] as number[],
    of: (table: string, ...types: NativeMessage['type'][]) =>
      sink.order.filter((event) => event.table === table && (types.length === 0 || types.includes(event.type))),
    async ingest(_context: Context, batch: unknown[]): Promise<Receipt> {
      sink.begun += 1
      if (sink.slowMs > 0) await pause(sink.slowMs)
      while (sink.held) await pause(5)
      if (sink.takes <= 0) throw new AppError('unavailable', 'not now')
      sink.takes -= 1
      sink.batches.push(batch.length)
      let duplicates = 0
      for (const event of batch as NativeMessage[]) {
        const id = `${event.source} ${event.schema}.${event.table} ${event.id}`
        const known = events.get(id)
        if (known) {
          known.times += 1
          duplicates += 1
          continue
        }
        const received = { ...event, times: 1 }
        events.set(id, received)
        sink.order.push(received)
      }
      const accepted = batch.length - duplicates
      const none = { ignored: 0, rejected: 0, errors: [], warnings: [] }
      return { status: 'accepted', received: batch.length, accepted, duplicates, ...none }
    },
  }
  return sink
}

export type Sink = ReturnType<typeof createSink>

type Wanted = { name: string; url: string; slot?: string; tables?: string[]; snapshot?: boolean }

/** Follows a database as the runtime does, into `sink`. */
export function follow(db: Database, sink: Sink, wanted: Wanted) {
  const { name, slot = name } = wanted
  const sources = [{ type: 'postgres' as const, publication: slot, slot, ...wanted }]
  const parsed = configSchema.parse({ sources })
  const config = { ...parsed, access: { ...parsed.access, secret: 'secret for the tests' }, warnings: [] }
  const log = createLog(process.env.TEST_LOG ?? 'silent')
  const makeContext = (): Context => ({ db, config, log, now: new Date(), actor: { kind: 'system', name: 'test' } })
  return { ...startSources({ makeContext, ingest: sink.ingest }), makeContext }
}

export const openOwnDatabase = (url: string) => openDatabase({ url, poolSize: 4, statementTimeoutMs: 30_000 })

/** Resolves when `check` holds; fails with what `shown` says after a while. */
export async function until(
  check: () => boolean | Promise<boolean>,
  shown: () => unknown = () => '',
  withinMs = 20_000,
) {
  const endsAt = Date.now() + withinMs
  while (!(await check())) {
    if (Date.now() > endsAt) throw new Error(`never came to be: ${JSON.stringify(shown())}`)
    await pause(20)
  }
}

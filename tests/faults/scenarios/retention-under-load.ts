import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type Sql } from '@/lib/db/client'
import { migrateDatabase } from '@/lib/db/migrate'
import { Partitions } from '@/lib/db/partitions'
import { retentionsOf } from '@/lib/storage/retention'
import { Cadence } from '@/tests/support/cadence'
import { findExpired, storeExpired } from '@/tests/support/expired-weeks'
import { postBatch } from '@/tests/support/post'
import { numberedEvent, Senders } from '@/tests/support/senders'
import { freePort, ServerProcess } from '@/tests/support/server'
import type { TestDatabase } from '@/tests/support/test-database'
import { checkLedger } from '../ledger-check'
import { atLeast, atMost, exactly, none, type Scenario, showProgress, told } from '../scenario'
import { onStage } from '../stage'

const weekMs = 7 * 86_400_000
const dayStart = Date.UTC(2026, 2, 10)
const retentionMs = 30 * 86_400_000
const retentions = retentionsOf({ retention: retentionMs, rollup_retention: {} })
const weeks = 4
const passEveryMs = 250
const backfillEveryMs = 400
const mostGap = 2
const mostGoneSeconds = 15

type Sizes = { seconds: number; rows: number }

/** A question that is left open, with all that it has read of raw events and rollups. */
async function holdQuestion(database: TestDatabase) {
  const sql = database.connect()
  await sql`begin isolation level repeatable read`
  const count = async () => {
    const [row] = await sql<{ events: number }[]>`
      select count(*)::int as events, (select count(*) from rollups_1m) as rollups
      from events join source_tables on source_tables.id = table_id where name = 'archive'`
    return row?.events ?? 0
  }
  const end = async () => {
    await sql`commit`
    await sql.end()
  }
  return { seen: await count(), count, end }
}

/** Drops what has expired again and again, as the schedule of another process does. */
class Expiry {
  readonly dropped: string[] = []
  readonly held = new Set<string>()
  readonly failures: string[] = []
  #over = false
  readonly #work: Promise<void>

  constructor(sql: Sql, before: number) {
    const partitions = new Partitions(sql, retentionMs)
    const pass = async () => {
      const { dropped, held } = await partitions.dropExpired(before + retentionMs, retentions)
      this.dropped.push(...dropped)
      for (const name of held) this.held.add(name)
    }
    const go = async () => {
      while (!this.#over) {
        await pass().catch((error: Error) => this.failures.push(error.message))
        await pause(passEveryMs)
      }
    }
    this.#work = go()
  }

  async finish() {
    this.#over = true
    await this.#work
  }
}

/** Sends single events, each of an earlier week than the one before, so that each needs partitions of its own; with how long each took. */
class Backfill {
  readonly waits: number[] = []
  readonly answers = new Set<number>()
  #over = false
  readonly #work: Promise<void>

  constructor(url: string) {
    this.#work = this.#send(url)
  }

  async #send(url: string) {
    for (let week = 1; !this.#over; week += 1) {
      const event = { ...numberedEvent(50, week, dayStart - week * weekMs), table: 'backfill' }
      const { status, ms } = await postBatch(url, JSON.stringify([event]), { timeoutMs: 30_000 })
      this.answers.add(status)
      this.waits.push(ms)
      await pause(backfillEveryMs)
    }
  }

  async finish() {
    this.#over = true
    await this.#work
  }
}

/** Those of the expired partitions that are there; a backfill makes others as old, which are not expired. */
const findLeft = async (sql: Sql, expired: string[], before: number) =>
  (await findExpired(sql, before)).filter((name) => expired.includes(name))

/** Seconds until none of the expired partitions is there. */
async function timeGone(sql: Sql, expired: string[], before: number): Promise<number> {
  const began = performance.now()
  for (;;) {
    const seconds = (performance.now() - began) / 1000
    if (seconds > 60 || (await findLeft(sql, expired, before)).length === 0) return seconds
    await pause(50)
  }
}

export const retentionUnderLoad: Scenario<Sizes> = {
  name: 'retention-under-load',
  promise: 'retention is cheap',
  short: { seconds: 4, rows: 40_000 },
  full: { seconds: 60, rows: 1_000_000 },

  run: ({ scale: { seconds, rows }, log }) =>
    onStage({ log, servers: 0 }, async ({ database, servers }) => {
      await migrateDatabase(database.url)
      const { $client: sql } = openDatabase({ url: database.url, poolSize: 4, statementTimeoutMs: 30_000 })
      const before = Date.now() - retentionMs
      await storeExpired(sql, new Partitions(sql, retentionMs), { before, weeks, rows })
      const expired = await findExpired(sql, before)
      const env = { DATAWATCH_METRICS_RETENTION: '3650d' }
      const server = new ServerProcess({ databaseUrl: database.url, port: await freePort(), env })
      servers.push(server)
      await server.start()
      const senders = new Senders(server.url, [100, 100, 100, 100], dayStart)
      const stop = showProgress(log, () => `${senders.acknowledged} events acknowledged`)
      const cadence = new Cadence(() => senders.acknowledged)
      try {
        await pause(2000)
        cadence.take()
        await pause(seconds * 1000)
        const usual = cadence.take()
        log(`${senders.acknowledged} events acknowledged; opening a question and dropping ${expired.length} partitions`)
        const question = await holdQuestion(database)
        const expiry = new Expiry(sql, before)
        const backfill = new Backfill(server.url)
        const held = senders.acknowledged
        await pause(seconds * 1000)
        const gap = cadence.take()
        const sent = senders.acknowledged - held
        const stillThere = await findLeft(sql, expired, before)
        const seen = await question.count()
        await question.end()
        const gone = await timeGone(sql, expired, before)
        const gapAfter = cadence.take()
        await Promise.all([expiry.finish(), backfill.finish()])
        const counts = await senders.finish()
        return [
          told('raw events of expired weeks', rows),
          told('events acknowledged', senders.acknowledged),
          none('answers other than 202', [
            ...senders.ledger.unexpected(202),
            ...[...backfill.answers].filter((status) => status !== 202).map(String),
          ]),
          told('longest gap of acknowledgements before', `${usual.toFixed(0)} ms`),
          atMost(`longest gap while the question was open, ${seconds} s`, gap / 1000, mostGap, ' s'),
          atLeast('acknowledged meanwhile', sent, 1),
          atMost(
            'longest wait of an event that needs new partitions',
            Math.max(...backfill.waits) / 1000,
            mostGap,
            ' s',
          ),
          exactly('rows that the question sees no more', question.seen - seen, 0),
          atLeast('partitions that it kept', stillThere.length, 2),
          atMost('partitions gone after it ended', gone, mostGoneSeconds, ' s'),
          atMost('longest gap meanwhile', gapAfter / 1000, mostGap, ' s'),
          exactly('partitions dropped', new Set(expiry.dropped).size, expired.length),
          none('passes that failed', expiry.failures),
          ...(await checkLedger(sql, counts, log)),
        ]
      } finally {
        stop()
        cadence.stop()
        await sql.end({ timeout: 1 })
      }
    }),
}

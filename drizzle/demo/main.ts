import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { historyDays, historyEvents, simulateHistory } from './history'
import { pastIncidents } from './incidents'
import { liveOn } from './live'
import { loadShop } from './load'
import { postBatch, postHistory } from './post-history'
import { progressSchema } from './shop-tables'

const seed = 'shop'
const { values: options } = parseArgs({ options: { days: { type: 'string', default: String(historyDays) } } })
const days = Number(options.days)
if (!(days > 0)) throw new Error('--days: expected a number above 0')
const stopping = new AbortController()
const { signal } = stopping
const say = (text: string) => process.stdout.write(`${text}\n`)

/** A superuser's URL of DataWatch's own server: the shop is a database beside it. */
function serverUrl(): string {
  const given = process.env.DATABASE_URL
  if (given) return given
  return readFileSync(join(process.env.DATAWATCH_DATA_DIR ?? '.datawatch', 'postgres.url'), 'utf8').trim()
}

async function openShop() {
  const admin = postgres(serverUrl(), { max: 1, onnotice: () => {} })
  try {
    const [found] = await admin`select 1 from pg_database where datname = 'shop'`
    if (!found) await admin`create database shop`
  } finally {
    await admin.end({ timeout: 2 })
  }
  const url = Object.assign(new URL(serverUrl()), { pathname: '/shop' }).toString()
  return postgres(url, { max: 2, onnotice: () => {}, connection: { application_name: 'shop' } })
}

type Progress = { seed: string; planned: Date; posted: number; loaded: boolean }

/** What an earlier run got done, or a plan for a history that ends now. */
async function readProgress(sql: postgres.Sql): Promise<Progress> {
  await sql.unsafe(progressSchema)
  const [row] = await sql<Progress[]>`select * from demo.progress`
  if (row && (row.loaded || row.posted > 0)) return row
  const planned = new Date()
  await sql`delete from demo.progress`
  await sql`insert into demo.progress (seed, planned) values (${seed}, ${planned})`
  return { seed, planned, posted: 0, loaded: false }
}

/** Tells DataWatch the shop's past up to now, and then makes the shop with the rows that it has by then. */
async function tellHistory(sql: postgres.Sql, progress: Progress) {
  const url = process.env.DATAWATCH_URL ?? 'http://127.0.0.1:3002'
  const target = { url, apiKey: process.env.DATAWATCH_API_KEY, signal }
  const planned = progress.planned.getTime()
  const { shop, moments } = simulateHistory(progress.seed, planned, Date.now, undefined, days)
  const begunAt = Date.now()
  let saidAt = begunAt
  const count = await postHistory({
    events: historyEvents(planned, moments),
    skip: progress.posted,
    send: (events) => postBatch(target, events),
    async taken(posted) {
      await sql`update demo.progress set posted = ${posted}`
      if (Date.now() - saidAt < 3000) return
      saidAt = Date.now()
      say(`History: ${posted.toLocaleString('en')} events`)
    },
  })
  await loadShop(sql, shop)
  const seconds = ((Date.now() - begunAt) / 1000).toFixed(1)
  say(`History of ${days} days is in: ${count.toLocaleString('en')} events in ${seconds} s, with incidents`)
  for (const { kind, from, to } of pastIncidents(planned)) {
    say(`  ${new Date(from).toISOString().slice(0, 16)} UTC, ${(to - from) / 60_000} minutes: ${kind}`)
  }
}

async function main() {
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stopping.abort())
  const sql = await openShop()
  try {
    const progress = await readProgress(sql)
    if (!progress.loaded) await tellHistory(sql, progress)
    await liveOn({ sql, seed, signal, say })
  } finally {
    await sql.end({ timeout: 2 })
  }
}

main().catch((error: Error) => {
  if (signal.aborted) return
  say(`The demo stopped: ${error.message}`)
  process.exitCode = 1
})

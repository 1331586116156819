import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { historyDays, historyEvents, simulateHistory } from './history'
import { pastIncidents } from './incidents'
import { liveOn } from './live'
import { loadShop } from './load'
import { postBatch, postHistory } from './post-history'
import type { Moment } from './shop'

const seed = 'shop'
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

type Progress = { seed: string; end: number; posted: number; finished: boolean }

async function readProgress(sql: postgres.Sql): Promise<Progress | null> {
  const [there] = await sql`select to_regclass('demo.progress') is not null as there`
  if (!there?.there) return null
  const [row] = await sql`select seed, history_end, posted, finished from demo.progress`
  if (!row) return null
  return { seed: row.seed, end: row.history_end.getTime(), posted: row.posted, finished: row.finished }
}

type Begun = { progress: Progress; moments: Moment[] }

async function begin(sql: postgres.Sql): Promise<Begun> {
  const end = Date.now()
  const { shop, moments } = simulateHistory(seed, end)
  const all = [...moments]
  signal.throwIfAborted()
  await loadShop(sql, shop, { seed, end })
  say(`The shop is stocked: ${shop.orders.size} orders of ${shop.customers.size} customers`)
  return { progress: { seed, end, posted: 0, finished: false }, moments: all }
}

async function resume(progress: Progress): Promise<Begun> {
  return { progress, moments: progress.finished ? [] : [...simulateHistory(progress.seed, progress.end).moments] }
}

async function tellHistory(sql: postgres.Sql, { progress, moments }: Begun) {
  const url = process.env.DATAWATCH_URL ?? 'http://127.0.0.1:3002'
  const target = { url, apiKey: process.env.DATAWATCH_API_KEY, signal }
  const begunAt = Date.now()
  let saidAt = begunAt
  const count = await postHistory({
    events: historyEvents(progress.end, moments),
    skip: progress.posted,
    send: (events) => postBatch(target, events),
    async taken(posted) {
      await sql`update demo.progress set posted = ${posted}`
      if (Date.now() - saidAt < 2000) return
      saidAt = Date.now()
      say(`History: ${posted.toLocaleString('en')} events`)
    },
  })
  await sql`update demo.progress set finished = true`
  const seconds = ((Date.now() - begunAt) / 1000).toFixed(1)
  say(`History of ${historyDays} days is in: ${count.toLocaleString('en')} events in ${seconds} s`)
  for (const { kind, from } of pastIncidents(progress.end)) say(`  planted: ${kind} at ${new Date(from).toISOString()}`)
}

async function main() {
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stopping.abort())
  const sql = await openShop()
  try {
    const earlier = await readProgress(sql)
    const begun = earlier ? await resume(earlier) : await begin(sql)
    if (!begun.progress.finished) await tellHistory(sql, begun)
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

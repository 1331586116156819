import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import { Customer, countShop, makeShop, shopTables } from '@/tests/support/busy-shop'
import { recount } from '@/tests/support/recount'
import { TestDatabase, temporaryFolder } from '@/tests/support/test-database'
import { atLeast, exactly, type Log, none, type Scenario, showProgress, told } from '../scenario'
import { onStage, revive } from '../stage'

const customers = 4
const base = '/api/v1/datawatch/metrics'

type Answer = { data?: { value: number | null; series: { labels: Record<string, string>; value: number | null }[] } }

/** The levels of a table as the server answers them, in the spelling of `countShop`; those of nothing left out. */
async function askLevels(origin: string, table: string): Promise<Map<string, string>> {
  const ask = async (name: string, query = '') => {
    const { data } = (await (await fetch(`${origin}${base}/${name}/query${query}`)).json()) as Answer
    return data
  }
  const levels = new Map<string, string>()
  for (const name of [`${table}_rows`, `${table}_amount_total`]) levels.set(name, String((await ask(name))?.value ?? 0))
  for (const column of ['status', 'vip']) {
    const data = await ask(`${table}_current_by_${column}`, `?group_by=${column}`)
    for (const { labels, value } of data?.series ?? []) {
      if (value) levels.set(`${table}_current_by_${column} ${labels[column]}`, String(value))
    }
  }
  return levels
}

/** Resolves when the server has told the shop's database that it has all that was changed until now. */
async function caughtUp(shop: postgres.Sql, sql: postgres.Sql, database: TestDatabase) {
  const [{ lsn }] = (await shop`select pg_current_wal_lsn()::text as lsn`) as unknown as [{ lsn: string }]
  await shop`insert into orders ${shop({ id: 900_000 })}`
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(200)) {
    await database.answers()
    const read = await sql`select from source_positions where state = 'streaming'`
    const confirmed = await shop`select from pg_replication_slots where confirmed_flush_lsn > ${lsn}::pg_lsn`
    const last = await sql`select from row_states where row_key = '{"id":"900000"}' and image is not null`
    if (read.length > 0 && confirmed.length > 0 && last.length > 0) return
  }
  throw new Error('the server does not catch up with the shop')
}

function differences(wanted: Map<string, string>, found: Map<string, string>, log: Log): string[] {
  const names = [...new Set([...wanted.keys(), ...found.keys()])]
  const wrong = names.filter((name) => Number(wanted.get(name) ?? 0) !== Number(found.get(name) ?? 0))
  for (const name of wrong.slice(0, 5)) log(`${name}: ${found.get(name)}, counted ${wanted.get(name)}`)
  return wrong
}

/** A source that is followed, changed at random while the server is killed; then every level is compared with a SELECT. */
export const exactLevels: Scenario<{ seconds: number; kills: number }> = {
  name: 'exact-levels',
  promise: 'levels are what the source counts',
  short: { seconds: 4, kills: 2 },
  full: { seconds: 600, kills: 120 },

  async run({ scale: { seconds, kills }, log }) {
    const source = await TestDatabase.start()
    const place = temporaryFolder('levels')
    const shopUrl = await source.create('shop')
    const shop = source.connect(shopUrl)
    const config = join(place.folder, 'datawatch.yaml')
    writeFileSync(config, `sources:\n  - name: shop\n    type: postgres\n    url: ${shopUrl}\n`)
    try {
      await makeShop(shop)
      for (const table of ['orders', 'items']) {
        await shop`insert into ${shop(table)} (id, amount, status) select n, n / 8.0, 'old' from generate_series(500000, 500300) n`
      }
      return await onStage({ log, env: { DATAWATCH_CONFIG: config } }, async ({ database, server, sql }) => {
        const connections = Array.from({ length: customers }, () => source.connect(shopUrl))
        const busy = connections.map((connection, number) => new Customer(connection, number, true))
        const done = () => busy.reduce((sum, one) => sum + one.done, 0)
        let killed = 0
        const stop = showProgress(log, () => `${done()} transactions of the shop, ${killed} kills`)
        const work = Promise.all(busy.map((one) => one.work()))
        for (const until = Date.now() + seconds * 1000; Date.now() < until || killed < kills; ) {
          await pause(500 + Math.random() * 2000 * (seconds / 6 / Math.max(1, kills)))
          if (killed >= kills) continue
          await server.end('SIGKILL')
          killed += 1
          await revive(server, database)
        }
        for (const one of busy) one.stop()
        await work.finally(stop)
        await caughtUp(shop, sql, database)
        const figures = [
          atLeast('transactions of the shop', done(), 1),
          atLeast('`kill -9` of the server', killed, Math.min(kills, 1)),
        ]
        for (const table of shopTables) {
          const wanted = await countShop(shop, table)
          const wrong = differences(wanted, await askLevels(server.url, table), log)
          figures.push(told(`${table}: rows`, Number(wanted.get(`${table}_rows`))))
          figures.push(none(`${table}: levels other than SELECT has (of ${wanted.size})`, wrong))
          const { compared, drifted, first } = await recount(sql, table)
          for (const one of first) log(JSON.stringify(one))
          figures.push(exactly(`${table}: buckets that differ (of ${compared.toLocaleString('en')})`, drifted, 0))
        }
        await Promise.all(connections.map((connection) => connection.end({ timeout: 1 })))
        return figures
      })
    } finally {
      await shop.end({ timeout: 1 }).catch(() => {})
      await source.stop()
      place.remove()
    }
  },
}
